"""Papers that leave the system: each is recorded, whoever takes it."""

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.selection.events import PlacementPrinted
from guazhi.selection.models import Proposal


@transaction.atomic
def note_paper(proposal_id: int, *, paper: str, actor: Actor) -> None:
    """Record that a paper of a proposal was downloaded; 404 when out of reach."""
    row = Proposal.objects.permitted(actor, Capability.VIEW_PLACEMENT).one(proposal_id)
    record(actor, PlacementPrinted(subject=row.pk, intake=row.intake_id, paper=paper))
