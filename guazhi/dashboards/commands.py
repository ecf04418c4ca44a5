"""What reading pages write: that a list left the system."""

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.dashboards.events import RegisterExported, UsesExported
from guazhi.ledger.commands import record


@transaction.atomic
def note_export(rows: int, *, actor: Actor) -> None:
    """Record that the actor took a register of so many rows out of the system."""
    record(actor, RegisterExported(subject=actor.user_id or 0, rows=rows))


@transaction.atomic
def note_uses_export(rows: int, *, actor: Actor) -> None:
    """Record that the actor took so many uses of results out of the system."""
    record(actor, UsesExported(subject=actor.user_id or 0, rows=rows))
