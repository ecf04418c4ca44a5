"""Adding to the ledger. Called by every command inside its own transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from guazhi.access.actor import Actor
from guazhi.access.written import Columns
from guazhi.ledger.chain import digest
from guazhi.ledger.events import Event
from guazhi.ledger.models import Entry, Verification
from guazhi.ledger.verify import head, verify
from guazhi.web import clock

Reaction = Callable[[Actor, Event], None]
Listener = Callable[[Actor, Sequence[Event]], None]  # hears at once what a command has recorded
_reactions: dict[type[Event], tuple[Reaction, ...]] = {}
_listeners: list[Listener] = []

# Every command waits for these three, so they are not composed anew each time.
COLUMNS = tuple(str(field.column) for field in Entry._meta.local_fields)  # noqa: SLF001
ENTRY = Columns(Entry._meta.local_fields)  # noqa: SLF001
INSERT = f"""INSERT INTO guazhi_entry ({", ".join(COLUMNS)})
  VALUES ({", ".join(["%s"] * len(COLUMNS))})"""  # noqa: S608 - our names
END = "SELECT seq, hash FROM guazhi_head WHERE id = 1"
MOVE = "UPDATE guazhi_head SET seq = %s, hash = %s WHERE id = 1"


def wire(
    reactions: Mapping[type[Event], tuple[Reaction, ...]], listeners: tuple[Listener, ...] = ()
) -> None:
    """Take the wiring of ``guazhi.reactions``, once, when the app starts."""
    _reactions.clear()
    _reactions.update(reactions)
    _listeners[:] = listeners


def verify_ledger(*, actor: Actor, anchor: tuple[int, str] | None = None) -> Verification:
    """Verify the whole chain and keep what was found, for whoever looks later."""
    seq, hash_ = head()
    found = [{"seq": each.seq, "code": each.code} for each in verify(anchor)]
    return Verification.objects.create(
        at=clock.now(), made_by_id=actor.user_id, seq=seq, hash=hash_, breaks=found
    )


def record(actor: Actor, event: Event) -> Entry:
    """Append ``event`` in the name of ``actor`` and let higher modules react.

    All of it belongs to the calling command's transaction: an entry that can't be written
    undoes the command.
    """
    (entry,) = record_all(actor, [event])
    return entry


def record_all(actor: Actor, events: Iterable[Event]) -> list[Entry]:
    """Append many events in order; one chain, one write."""
    happened = list(events)
    with connection.cursor() as cursor:
        cursor.execute(END + (" FOR UPDATE" if connection.features.has_select_for_update else ""))
        seq, previous = cursor.fetchone()
        entries = []
        for event in happened:
            entries.append(_entry(actor, event, seq + 1, previous))
            seq, previous = entries[-1].seq, entries[-1].hash
        cursor.executemany(INSERT, [_values(entry) for entry in entries])
        cursor.execute(MOVE, (seq, previous))
    for event in happened:
        for reaction in _reactions.get(type(event), ()):
            reaction(actor, event)
    for listener in _listeners:
        listener(actor, happened)
    return entries


def _entry(actor: Actor, event: Event, seq: int, previous: str) -> Entry:
    entry = Entry(
        seq=seq,
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
        previous=previous,
    )
    entry.hash = digest(entry)
    return entry


def _values(entry: Entry) -> list[Any]:
    """The entry as the database takes it, in the order of ``COLUMNS``."""
    return ENTRY.prepared(ENTRY.of(entry))
