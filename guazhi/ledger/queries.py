"""Reading the ledger."""

from datetime import date

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.models import Entry


def entries(
    actor: Actor,
    *,
    before: int | None = None,
    verb: str = "",
    who: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """The entries the actor may read, newest first, before the number ``before``."""
    rows = Entry.objects.permitted(actor, Capability.VIEW_LEDGER).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if verb:
        rows = rows.filter(verb=verb)
    if who:
        rows = rows.filter(actor_name=who)
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    if until is not None:
        rows = rows.filter(at__date__lte=until)
    return rows


def history(actor: Actor, secondment_id: int) -> QuerySet[Entry]:
    """What was done to one secondment, oldest first, for those who may see its history."""
    return Entry.objects.permitted(actor, Capability.VIEW_HISTORY).filter(
        secondment_id=secondment_id
    )
