"""The secondment or intake that a record belongs to, and the days it may be dated."""

from collections.abc import Iterator
from datetime import date, timedelta

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.policy.findings import Finding
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import check_dated, closing_days
from guazhi.secondments.commands.reach import locked as locked_row
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import check_day
from guazhi.web import clock


def locked(actor: Actor, capability: Capability, secondment_id: int, *more: str) -> Secondment:
    """The secondment, locked, with the counties and the programme that may own an answer."""
    related = ("intake__programme", "home_county", "host_county", *more)
    return locked_row(actor, capability, secondment_id, *related)


def check_record(secondment: Secondment, day: date) -> Iterator[Finding]:
    """Findings against a record of this secondment dated ``day``."""
    yield from rules.check_decided(secondment.state)
    yield from check_dated(secondment, day)


def check_late_record(secondment: Secondment, day: date) -> Iterator[Finding]:
    """Findings against a record that may still be made in the weeks after the last day."""
    yield from check_dated(secondment, day, after=closing_days(secondment))


def days_back(intake: Intake) -> int:
    """How many days back a record of the intake may be dated."""
    return pack_of(intake.policy).number("recording_days_back", intake.start) or 30


def check_intake_record(intake: Intake, day: date) -> Iterator[Finding]:
    """Findings against a record of the intake dated ``day``."""
    late = pack_of(intake.policy).number("closing_days_after_end", intake.start)
    yield from check_day(
        day,
        today=clock.today(),
        since=intake.start,
        until=intake.end + timedelta(days=late),
        days_back=days_back(intake),
    )
