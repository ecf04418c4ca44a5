"""What reading pages write: that a register left the system."""

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.dashboards.events import RegisterExported
from guazhi.ledger.commands import record


@transaction.atomic
def note_export(rows: int, *, actor: Actor) -> None:
    """Record that the actor took a register of so many rows out of the system."""
    record(actor, RegisterExported(subject=actor.user_id or 0, rows=rows))
