"""Reading the ledger."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.models import Entry


def entries(
    actor: Actor,
    *,
    verb: str = "",
    who: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """The entries the actor may read, newest first."""
    rows = Entry.objects.permitted(actor, Capability.VIEW_LEDGER).order_by("-seq")
    if verb:
        rows = rows.filter(verb=verb)
    if who:
        rows = rows.filter(actor_name=who)
    if since is not None:
        rows = rows.filter(at__gte=_begins(since))
    if until is not None:
        rows = rows.filter(at__lt=_begins(until + timedelta(days=1)))
    return rows


def history(actor: Actor, secondment_id: int) -> QuerySet[Entry]:
    """What was done to one secondment, oldest first, for those who may see its history."""
    return Entry.objects.permitted(actor, Capability.VIEW_HISTORY).filter(
        secondment_id=secondment_id
    )


def _begins(day: date) -> datetime:
    """The first instant of ``day`` where the office is: a bound that an index can answer."""
    return timezone.make_aware(datetime.combine(day, time.min))
