"""What every command of this module begins with: the secondment, locked, and its days."""

from collections.abc import Iterator
from datetime import date, timedelta

from guazhi.access.composed import is_on_record
from guazhi.policy.findings import Finding
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import (
    NO_TIME,
    check_dated,
    closing_days,
    ids,
    locked,
    locked_of,
)
from guazhi.secondments.models import Secondment, SecondmentOwned

__all__ = [
    "check_day",
    "check_in_post",
    "check_running",
    "check_twice",
    "ids",
    "locked",
    "locked_of",
]

PREPARING = timedelta(days=30)


def check_running(secondment: Secondment) -> Iterator[Finding]:
    """A finding unless the secondment is decided or in post."""
    if secondment.state not in rules.RUNNING:
        yield Finding("not_running", params={"state": secondment.state})


def check_in_post(secondment: Secondment) -> Iterator[Finding]:
    """A finding unless the secondee is in post."""
    if secondment.state not in rules.ACTIVE:
        yield Finding("not_in_post", params={"state": secondment.state})


def check_day(
    secondment: Secondment, day: date, *, preparing: bool = False, ending: bool = False
) -> Iterator[Finding]:
    """Findings against the day of a record.

    ``preparing`` allows the month before the start, ``ending`` the weeks after the last day in
    which what was begun is brought to an end.
    """
    yield from check_dated(
        secondment,
        day,
        before=PREPARING if preparing else NO_TIME,
        after=closing_days(secondment) if ending else NO_TIME,
    )


def check_twice(
    model: type[SecondmentOwned], secondment: Secondment, **record: str | int | date
) -> Iterator[Finding]:
    """A finding when the same record of the secondment has been made already."""
    if is_on_record(model, secondment=secondment.pk, **record):
        yield Finding("recorded_already")
