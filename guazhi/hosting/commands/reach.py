"""What every command of this module begins with: the secondment, locked, and its days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict, TypeVar

from django.db.models import Model, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.policy.findings import Finding
from guazhi.secondments import rules
from guazhi.secondments.commands.life import recording_days
from guazhi.secondments.models import Secondment
from guazhi.web import clock

M = TypeVar("M", bound=Model)

PREPARING = timedelta(days=30)
AFTER_END = timedelta(days=60)


class Ids(TypedDict):
    """The ids that an event carries beside its subject."""

    secondment: int
    intake: int


def locked(actor: Actor, capability: Capability, secondment_id: int) -> Secondment:
    """The secondment, locked; 404 when out of the actor's reach."""
    allowed = Secondment.objects.permitted(actor, capability).select_related("policy")
    return allowed.defer("policy__text").locked(secondment_id)


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
    yield from rules.check_day(
        day,
        today=clock.today(),
        since=secondment.start - (PREPARING if preparing else timedelta()),
        until=secondment.end + (AFTER_END if ending else timedelta()),
        days_back=recording_days(secondment),
    )


def check_twice(rows: QuerySet[M], **record: object) -> Iterator[Finding]:
    """A finding when the same record has been made already."""
    if rows.filter(**record).exists():
        yield Finding("recorded_already")


def ids(secondment: Secondment) -> Ids:
    """The ids an event carries."""
    return {"secondment": secondment.pk, "intake": secondment.intake_id}
