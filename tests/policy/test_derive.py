"""What a policy derives from facts: each form of timing, and what holds for any term."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.policy import (
    Basis,
    Due,
    Happening,
    Obligation,
    Party,
    derive,
    load_calendar,
    named,
    term_end,
)
from guazhi.policy.timing import Every, Months
from tests.policy import packs
from tests.policy.facts import OWNERS, WEEKDAYS, intake, secondment

SPEECH = named("speech")
CALENDAR = load_calendar()
STARTS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
MONTHS = st.integers(1, 36)
CATEGORIES = st.sampled_from(sorted(SPEECH.categories))


def _dues(folder: Path, obligations: str, **facts: object) -> tuple[Due, ...]:
    pack = packs.loaded(folder, packs.text(obligations=obligations))
    return derive(secondment(**facts), pack, WEEKDAYS)  # type: ignore[arg-type]


def _windows(dues: tuple[Due, ...]) -> list[tuple[str, date, date]]:
    return [(due.occurrence, due.opens, due.due) for due in dues]


@pytest.mark.parametrize(
    ("timing", "opens", "due"),
    [
        ("{by: start}", date(2025, 3, 2), date(2026, 3, 2)),
        ("{by: start, early: {days: 10}}", date(2026, 2, 20), date(2026, 3, 2)),
        ("{within: {days: 15}, of: start}", date(2026, 3, 2), date(2026, 3, 17)),
        ("{within: {working_days: 5}, of: start}", date(2026, 3, 2), date(2026, 3, 9)),
        ("{within: {months: 1}, of: midpoint}", date(2026, 9, 2), date(2026, 10, 2)),
        (
            "{within: {days: 5}, of: start, early: {working_days: 5}}",
            date(2026, 2, 23),
            date(2026, 3, 7),
        ),
        ("{around: midpoint, days: 15}", date(2026, 8, 18), date(2026, 9, 17)),
        ("{around: start, days: 15}", date(2026, 3, 2), date(2026, 3, 17)),
        ("{before: start, days: 15}", date(2026, 2, 15), date(2026, 3, 2)),
        ("{before: end, days: 30}", date(2027, 1, 30), date(2027, 3, 1)),
        (
            "{before: end, days: 30, grace: {working_days: 2}}",
            date(2027, 1, 30),
            date(2027, 3, 3),
        ),
        ("{after_end: {within: {days: 60}}}", date(2027, 3, 2), date(2027, 4, 30)),
    ],
)
def test_a_form_of_timing_gives_its_window(
    tmp_path: Path, timing: str, opens: date, due: date
) -> None:
    dues = _dues(tmp_path, packs.timed(timing), start=date(2026, 3, 2), end=date(2027, 3, 1))

    assert _windows(dues) == [("", opens, due)]


@pytest.mark.parametrize(
    ("end", "windows"),
    [
        (date(2026, 8, 31), [("01", 3, date(2026, 5, 31)), ("02", 6, date(2026, 8, 31))]),
        (date(2026, 7, 16), [("01", 3, date(2026, 5, 31)), ("02", 6, date(2026, 7, 16))]),
        (date(2026, 7, 15), [("01", 3, date(2026, 5, 31))]),
        (date(2026, 4, 1), []),
    ],
)
def test_a_stub_counts_from_half_a_period_on(
    tmp_path: Path, end: date, windows: list[tuple[str, int, date]]
) -> None:
    dues = _dues(tmp_path, packs.timed("{every: {months: 3}}"), start=date(2026, 3, 1), end=end)

    assert _windows(dues) == [(name, date(2026, month, 1), due) for name, month, due in windows]


def test_a_happening_is_answered_by_whom_it_concerns(tmp_path: Path) -> None:
    timing = packs.timed(
        "{after: difficulty_raised, within: {working_days: 3}}", scope="happening", owners=""
    )
    happenings = (
        Happening("difficulty_raised", 5, date(2026, 5, 7), Party.COUNTY, 2),
        Happening("exchange_sent", 6, date(2026, 5, 7), Party.HOST, 4),
    )

    dues = _dues(tmp_path, timing, happenings=happenings)

    assert dues == (
        Due(
            rule="plan",
            occurrence="difficulty_raised-5",
            party=Party.COUNTY,
            owner=2,
            opens=date(2026, 5, 7),
            due=date(2026, 5, 12),
            evidence="plan_approved",
            clause="S2.1.5",
            basis=Basis("after", "difficulty_raised", date(2026, 5, 7), 3, "working_days"),
        ),
    )


@pytest.mark.parametrize(("until", "owed"), [(13, [2, 3]), (12, [3]), (8, [3])])
def test_who_hands_a_matter_on_still_owes_what_had_fallen_due(
    tmp_path: Path, until: int, owed: list[int]
) -> None:
    timing = packs.timed(
        "{after: difficulty_raised, within: {working_days: 3}}", scope="happening", owners=""
    )
    handed_on, day = date(2026, 5, until), date(2026, 5, 7)
    happenings = (
        Happening("difficulty_raised", 5, day, Party.HOST, 2, until=handed_on),
        Happening("difficulty_raised", 5, handed_on, Party.COUNTY, 3),
    )

    assert [due.owner for due in _dues(tmp_path, timing, happenings=happenings)] == owed


@pytest.mark.parametrize(
    ("more", "owed"),
    [
        ("", 1),
        ("    until: 2026-03-01\n", 1),
        ("    until: 2026-02-28\n", 0),
        ("    categories: [township]\n", 1),
    ],
)
def test_a_rule_binds_terms_that_begin_while_it_is_in_force(
    tmp_path: Path, more: str, owed: int
) -> None:
    assert len(_dues(tmp_path, packs.timed("{by: start}", more))) == owed


def test_a_rule_binds_no_term_that_began_before_it(tmp_path: Path) -> None:
    assert _dues(tmp_path, packs.timed("{by: start}"), start=date(2025, 12, 31)) == ()


def test_a_rule_of_some_categories_binds_no_other(tmp_path: Path) -> None:
    timing = packs.timed("{by: start}", "    categories: [township]\n")

    assert _dues(tmp_path, timing, category="enterprise") == ()


def test_each_owning_party_owes_its_own_and_an_absent_one_nothing() -> None:
    owners = {**OWNERS, Party.COUNTY: (2, 3, 2), Party.HOST: ()}

    dues = derive(secondment(owners=owners), SPEECH, CALENDAR)

    assert [(due.party, due.owner) for due in dues if due.rule == "final_part"] == [
        (Party.CITY, 1),
        (Party.COUNTY, 2),
        (Party.COUNTY, 3),
    ]
    assert [due for due in dues if due.party is Party.HOST] == []


def test_an_intake_owes_forums_and_what_follows_from_them() -> None:
    held = Happening("forum_held", 4, date(2026, 5, 20), Party.CITY, 1)
    proposed = Happening("practice_proposed", 6, date(2026, 6, 1), Party.CITY, 1)

    dues = derive(intake(happenings=(held, proposed)), SPEECH, CALENDAR)

    assert [(due.rule, due.occurrence, due.due) for due in dues] == [
        ("forum", "01", date(2026, 5, 31)),
        ("practice_summed_up", "forum_held-4", date(2026, 6, 19)),
        ("practice_spread", "practice_proposed-6", date(2026, 7, 1)),
        ("forum", "02", date(2026, 8, 31)),
        ("forum", "03", date(2026, 11, 30)),
        ("forum", "04", date(2027, 2, 28)),
    ]


def test_the_speech_derives_each_of_its_rules() -> None:
    happened = (
        Happening("difficulty_raised", 1, date(2026, 5, 7), Party.HOST, 4),
        Happening("home_request_made", 2, date(2026, 5, 7), Party.CITY, 1),
        Happening("exchange_sent", 3, date(2026, 5, 7), Party.HOME, 5),
        Happening("mentor_named", 6, date(2026, 3, 2), Party.MENTOR, 7),
        Happening("review_asked", 8, date(2027, 3, 10), Party.CITY, 1),
    )
    met = (
        Happening("forum_held", 4, date(2026, 5, 20), Party.CITY, 1),
        Happening("practice_proposed", 5, date(2026, 6, 1), Party.CITY, 1),
        Happening("point_raised", 6, date(2026, 5, 20), Party.HOST, 4),
    )

    dues = (
        *derive(secondment(happenings=happened), SPEECH, CALENDAR),
        *derive(intake(happenings=met), SPEECH, CALENDAR),
    )

    assert {due.rule for due in dues} == set(SPEECH.obligations)


@given(STARTS, MONTHS, CATEGORIES)
def test_keys_are_unique_and_windows_open_before_they_close(
    start: date, months: int, category: str
) -> None:
    facts = secondment(start, term_end(start, months), category)

    dues = derive(facts, SPEECH, CALENDAR)

    assert dues == derive(facts, SPEECH, CALENDAR)
    assert len({due.key for due in dues}) == len(dues)
    assert [due for due in dues if due.opens > due.due] == []
    assert list(dues) == sorted(dues, key=lambda due: (due.due, due.opens, due.key))


@given(STARTS, MONTHS, CATEGORIES)
def test_work_of_the_term_falls_inside_the_term(start: date, months: int, category: str) -> None:
    end = term_end(start, months)

    dues = derive(secondment(start, end, category), SPEECH, CALENDAR)

    inside = [due for due in dues if due.basis.form in {"every", "around"}]
    inside += [due for due in dues if due.basis.anchor == "end" and not due.basis.grace]
    within = [due for due in inside if due.basis.form != "after_end"]
    assert [due for due in within if due.opens < start or due.due > end] == []


@given(STARTS, st.integers(1, 24), st.integers(1, 12))
def test_an_extension_moves_nothing_earlier(start: date, months: int, more: int) -> None:
    short = derive(secondment(start, term_end(start, 2 * months)), SPEECH, CALENDAR)
    longer = secondment(start, term_end(start, 2 * (months + more)))

    moved = {due.key: due for due in derive(longer, SPEECH, CALENDAR)}

    assert [due for due in short if due.key not in moved] == []
    assert [due for due in short if moved[due.key].due < due.due] == []
    assert [due for due in short if due.basis.anchor == "end" and moved[due.key] == due] == []


@given(STARTS, st.integers(1, 12), st.integers(1, 36))
def test_monthly_windows_follow_one_another_without_gap(
    start: date, period: int, periods: int
) -> None:
    pack = SPEECH.model_copy(update={"obligations": {"care": _every(period)}})
    end = term_end(start, period * periods)

    dues = derive(secondment(start, end), pack, CALENDAR)

    assert len(dues) == periods
    assert dues[0].opens == start
    assert dues[-1].due == end
    gaps = [b.opens - a.due for a, b in pairwise(dues)]
    assert gaps == [timedelta(days=1)] * (periods - 1)


def _every(months: int) -> Obligation:
    care = SPEECH.obligations["care"]
    return care.model_copy(update={"timing": Every(every=Months(months=months))})
