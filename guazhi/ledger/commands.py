"""Adding to the ledger. Called by every command inside its own transaction."""

from guazhi.access.actor import Actor
from guazhi.ledger.chain import digest
from guazhi.ledger.events import Event
from guazhi.ledger.models import Entry, Head
from guazhi.web import clock


def record(actor: Actor, event: Event) -> Entry:
    """Append ``event`` in the name of ``actor``; the calling command's transaction keeps both."""
    head = Head.objects.select_for_update().get(pk=1)
    entry = Entry(
        seq=head.seq + 1,
        at=clock.now(),
        user_id=actor.user_id,
        actor_name=actor.name,
        roles=",".join(actor.roles),
        verb=event.verb,
        about=event.about,
        subject=event.subject,
        secondment_id=event.secondment,
        intake_id=event.intake,
        payload=event.payload(),
        previous=head.hash,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash)
    return entry
