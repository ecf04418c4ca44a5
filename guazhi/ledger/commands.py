"""Adding to the ledger. Called by every command inside its own transaction."""

from collections.abc import Callable, Iterable, Mapping

from guazhi.access.actor import Actor
from guazhi.ledger.chain import digest
from guazhi.ledger.events import Event
from guazhi.ledger.models import Entry, Head
from guazhi.web import clock

Reaction = Callable[[Actor, Event], None]
_reactions: dict[type[Event], tuple[Reaction, ...]] = {}


def wire(reactions: Mapping[type[Event], tuple[Reaction, ...]]) -> None:
    """Take the wiring of ``guazhi.reactions``, once, when the app starts."""
    _reactions.clear()
    _reactions.update(reactions)


def record(actor: Actor, event: Event) -> Entry:
    """Append ``event`` in the name of ``actor`` and let higher modules react.

    All of it belongs to the calling command's transaction: an entry that can't be written
    undoes the command.
    """
    (entry,) = record_all(actor, [event])
    return entry


def record_all(actor: Actor, events: Iterable[Event]) -> list[Entry]:
    """Append many events in order; one chain, one write."""
    head = Head.objects.select_for_update().get(pk=1)
    entries = []
    happened = list(events)
    for event in happened:
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
        head.seq, head.hash = entry.seq, entry.hash
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=1000)
    Head.objects.filter(pk=1).update(seq=head.seq, hash=head.hash)
    for event in happened:
        for reaction in _reactions.get(type(event), ()):
            reaction(actor, event)
    return entries
