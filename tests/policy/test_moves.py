"""A change of host within a term: who owes what before and after, and what begins anew."""

from dataclasses import replace
from datetime import date

from guazhi.policy import Due, Move, Party, derive, named
from tests.policy.facts import WEEKDAYS, secondment

START, END = date(2026, 3, 1), date(2027, 2, 28)
MOVED, SETTLED = date(2026, 6, 15), date(2026, 6, 8)
OLD, NEW, COUNTY, NEXT_COUNTY = 4, 40, 2, 20


def moved(*, same_host: bool = False) -> dict[str, list[Due]]:
    facts = secondment(START, END, "township")
    before = {**facts.owners, Party.HOST: (OLD,), Party.COUNTY: (COUNTY,)}
    host = OLD if same_host else NEW
    after = {**facts.owners, Party.HOST: (host,), Party.COUNTY: (NEXT_COUNTY,)}
    facts = replace(facts, owners=after, moves=(Move(MOVED, SETTLED, before),))
    found: dict[str, list[Due]] = {}
    for due in derive(facts, named("speech"), WEEKDAYS):
        found.setdefault(due.rule, []).append(due)
    return found


def test_what_falls_due_before_the_move_is_owed_by_the_former_host() -> None:
    listening = moved()["listening"]

    assert [due.owner for due in listening] == [OLD] * 3 + [NEW] * 9


def test_the_county_of_the_former_host_owes_until_the_move() -> None:
    contacts = moved()["county_contact"]

    assert [due.owner for due in contacts] == [COUNTY] * 3 + [NEXT_COUNTY] * 9


def test_what_begins_a_term_is_owed_anew_by_the_new_host_from_the_day_it_was_settled() -> None:
    dues = moved()

    assert [(due.owner, due.opens, due.due) for due in dues["briefing"]] == [
        (OLD, START, date(2026, 3, 6)),
        (NEW, MOVED, date(2026, 6, 22)),
    ]
    assert [(due.owner, due.opens) for due in dues["mentor_named"]] == [
        (OLD, date(2026, 1, 30)),
        (NEW, SETTLED),
    ]
    assert [due.owner for due in dues["host_acceptance"]] == [OLD]


def test_another_post_in_the_same_unit_begins_nothing_anew() -> None:
    assert [due.owner for due in moved(same_host=True)["briefing"]] == [OLD]


def test_whoever_stays_has_no_return_to_plan() -> None:
    facts = secondment(START, END, "township")
    staying = replace(facts, stays=True)

    rules = [{due.rule for due in derive(each, named("speech"), WEEKDAYS)}
             for each in (facts, staying)]  # fmt: skip

    assert rules[0] - rules[1] == {"return_plan"}
