"""Which evidence meets which due, by cases and for any evidence."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.policy import Due, Evidence, Key, Party, derive, named, settle
from tests.policy.facts import WEEKDAYS, secondment

DUES = derive(secondment(), named("speech"), WEEKDAYS)
LISTENING = tuple(due for due in DUES if due.rule == "listening")
PARTS = tuple(due for due in DUES if due.rule == "midterm_part")


def _talk(
    proof: int,
    month: int,
    day: int = 10,
    *,
    party: Party | None = None,
    owner: int | None = None,
    occurrence: str | None = None,
) -> Evidence:
    return Evidence("talk", proof, date(2026, month, day), party, owner, occurrence)


def _met(*evidences: Evidence, dues: tuple[Due, ...] = LISTENING) -> dict[str, int]:
    return {key[1]: proof for key, proof in settle(dues, evidences, {}).items()}


def test_a_talk_meets_the_month_it_was_held_in() -> None:
    assert _met(_talk(1, 3), _talk(2, 5)) == {"01": 1, "03": 2}


def test_a_second_talk_of_a_month_catches_up_on_the_earliest_month_missed() -> None:
    assert _met(_talk(1, 5), _talk(2, 5), _talk(3, 5)) == {"03": 1, "01": 2, "02": 3}


def test_a_talk_before_the_window_opens_meets_nothing_unless_it_names_the_occurrence() -> None:
    assert _met(_talk(1, 2)) == {}
    assert _met(_talk(1, 2, occurrence="01")) == {"01": 1}


def test_a_named_occurrence_is_met_once_and_no_other_instead() -> None:
    assert _met(_talk(1, 4, occurrence="02"), _talk(2, 4, occurrence="02")) == {"02": 1}


@pytest.mark.parametrize(
    ("party", "owner", "met"),
    [
        (Party.HOST, 4, {"01": 1}),
        (Party.HOST, 5, {}),
        (Party.HOME, 4, {}),
        (None, 4, {"01": 1}),
        (Party.HOST, None, {"01": 1}),
    ],
)
def test_evidence_of_an_owner_meets_only_what_that_owner_owes(
    party: Party | None, owner: int | None, met: dict[str, int]
) -> None:
    assert _met(_talk(1, 3, party=party, owner=owner)) == met


def test_evidence_without_owner_meets_one_due_of_each_owner() -> None:
    proof = Evidence("midterm_part", 1, date(2026, 9, 1))

    assert settle(PARTS, [proof], {}) == {due.key: 1 for due in PARTS}


def test_one_record_meets_a_due_of_each_rule_that_asks_for_its_kind() -> None:
    checks = tuple(due for due in DUES if due.evidence == "relation_check")
    proof = Evidence("relation_check", 1, date(2027, 2, 10))

    assert settle(checks, [proof], {}) == {due.key: 1 for due in checks}


def test_what_was_met_stays_met_while_its_evidence_exists() -> None:
    kept = {LISTENING[4].key: 1, LISTENING[5].key: 2}

    assert settle(LISTENING, [_talk(1, 3)], kept) == {LISTENING[4].key: 1}


def test_kept_evidence_meets_no_second_due() -> None:
    kept = {LISTENING[4].key: 1, LISTENING[5].key: 1}

    assert settle(LISTENING, [_talk(1, 3)], kept) == {LISTENING[4].key: 1}


KINDS = sorted({due.evidence for due in DUES})
EVIDENCES = st.lists(
    st.builds(
        Evidence,
        kind=st.sampled_from(KINDS),
        id=st.integers(1, 30),
        day=st.integers(-40, 500).map(lambda n: date(2026, 3, 1) + timedelta(days=n)),
        party=st.none() | st.sampled_from(Party),
        owner=st.none() | st.sampled_from([1, 2, 4, 5, 9]),
        occurrence=st.none() | st.sampled_from(["", "01", "07"]),
    ),
    max_size=40,
    unique_by=lambda proof: (proof.kind, proof.id),
)


@given(EVIDENCES)
def test_settling_again_changes_nothing(evidences: list[Evidence]) -> None:
    met = settle(DUES, evidences, {})

    assert settle(DUES, evidences, met) == met
    assert settle(reversed(DUES), reversed(evidences), {}) == met


@given(EVIDENCES)
def test_a_record_meets_at_most_one_due_of_a_rule_and_owner(evidences: list[Evidence]) -> None:
    met = settle(DUES, evidences, {})

    uses = [(key[0], key[2], proof) for key, proof in met.items()]
    assert len(uses) == len(set(uses))


@given(EVIDENCES, EVIDENCES)
def test_more_evidence_takes_nothing_away(first: list[Evidence], more: list[Evidence]) -> None:
    met = settle(DUES, first, {})
    known = {(proof.kind, proof.id) for proof in first}

    later = settle(DUES, [*first, *(m for m in more if (m.kind, m.id) not in known)], met)

    assert met.keys() - later.keys() == set()


@given(EVIDENCES, st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_in_makes_no_difference(
    evidences: list[Evidence], chance: Random
) -> None:
    chance.shuffle(evidences)
    met: dict[Key, int] = {}
    for count in range(len(evidences)):
        met = settle(DUES, evidences[: count + 1], met)

    assert met == settle(DUES, evidences, {})


def test_a_record_of_an_earlier_day_that_comes_in_later_takes_its_own_month() -> None:
    late = settle(LISTENING, [_talk(1, 4, 2), _talk(2, 4, 3)], {})

    assert {key[1]: proof for key, proof in late.items()} == {"02": 1, "01": 2}
    assert _met(_talk(1, 4, 2), _talk(2, 4, 3), _talk(3, 3, 28)) == {"02": 1, "01": 3}
