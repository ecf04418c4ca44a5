"""What an early end does to an obligation that it leaves no day for."""

from dataclasses import replace
from datetime import date

import pytest

from guazhi.policy import SecondmentFacts, derive, load_calendar, named
from guazhi.policy.derive import Shortened
from tests.policy.facts import secondment

PLANNED = date(2027, 2, 28)
MIDTERM = ["midterm_assessment", "midterm_part", "relation_at_midterm"]


def ended(end: date, on: date) -> SecondmentFacts:
    """A year from March that was planned to its end; its mid-term ends on 16 September."""
    return replace(secondment(end=end), shortened=Shortened(on, PLANNED))


@pytest.mark.parametrize(
    ("end", "known_on", "lapsed"),
    [
        (date(2026, 8, 31), date(2026, 8, 20), MIDTERM),
        (date(2026, 8, 31), date(2026, 6, 17), MIDTERM),
        (date(2026, 8, 31), date(2026, 6, 16), []),
        (date(2026, 10, 31), date(2026, 9, 16), MIDTERM),
        (date(2026, 10, 31), date(2026, 9, 17), []),
    ],
    ids=[
        "moved into the past",
        "moved to yesterday",
        "moved to today",
        "due today before",
        "overdue before",
    ],
)
@pytest.mark.parametrize("pack", ["speech", "strict"])
def test_what_an_early_end_leaves_no_day_for_lapses(
    pack: str, end: date, known_on: date, lapsed: list[str]
) -> None:
    dues = derive(ended(end, known_on), named(pack), load_calendar())

    assert sorted({due.rule for due in dues if due.lapsed}) == lapsed


def test_a_policy_that_says_nothing_keeps_it_owed() -> None:
    pack = named("speech")
    rule = pack.obligations["midterm_assessment"].model_copy(update={"ended_early": None})
    silent = pack.model_copy(update={"obligations": {"midterm_assessment": rule}})

    (due,) = derive(ended(date(2026, 8, 31), date(2026, 8, 20)), silent, load_calendar())

    assert not due.lapsed
