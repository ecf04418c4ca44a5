"""What every command on a secondment begins with: the row, locked, and the days it may take."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict

from guazhi.access.actor import Actor, Capability
from guazhi.policy.findings import Finding
from guazhi.programmes.queries import pack_of
from guazhi.secondments import rules
from guazhi.secondments.models import Secondment
from guazhi.web import clock

NO_TIME = timedelta()


class Ids(TypedDict):
    """The ids that an event carries beside its subject."""

    secondment: int
    intake: int


def ids(secondment: Secondment) -> Ids:
    """The ids of an event on ``secondment``."""
    return {"secondment": secondment.pk, "intake": secondment.intake_id}


def locked(actor: Actor, capability: Capability, secondment_id: int, *related: str) -> Secondment:
    """The secondment, locked, with its policy and what is ``related``; 404 when out of reach."""
    allowed = Secondment.objects.permitted(actor, capability).select_related("policy", *related)
    return allowed.defer("policy__text").locked(secondment_id)


def recording_days(secondment: Secondment) -> int:
    """How many days back a record may be dated, under the policy the secondment pins."""
    return pack_of(secondment.policy).number("recording_days_back", secondment.start) or 30


def check_dated(
    secondment: Secondment,
    day: date,
    *,
    before: timedelta = NO_TIME,
    after: timedelta = NO_TIME,
) -> Iterator[Finding]:
    """Findings against the day of a record, some time ``before`` and ``after`` the term allowed."""
    yield from rules.check_day(
        day,
        today=clock.today(),
        since=secondment.start - before,
        until=secondment.end + after,
        days_back=recording_days(secondment),
    )
