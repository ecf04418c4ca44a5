"""Telling people of an event, in the transaction of what caused it; and their reading of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.written import add_all
from guazhi.ledger.events import Event
from guazhi.notices.models import Notice
from guazhi.notices.queries import notices
from guazhi.notices.queries.directory import (
    Of,
    Reader,
    asked,
    author,
    guests,
    owed,
    place_of_call,
    place_of_intake,
    places,
    places_of_nominations,
    places_of_posts,
    sitting,
    unit_at,
)
from guazhi.notices.rules.kinds import KINDS, TO_GUESTS, TO_LATE, kind_of, may_know
from guazhi.notices.rules.seats import Seat, addressed_seats, asked_seats, owner_seats, seats
from guazhi.policy.notices import Relation, Urgency
from guazhi.programmes.events import UnitCalled
from guazhi.programmes.queries import pack_by_digest
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table applied: this seat is told of this secondment."""

    seat: Seat
    of: Of
    urgency: Urgency


def tell(actor: Actor, events: Sequence[Event]) -> None:
    """Put events into the inboxes of all whom the policy has told, but of who did them.

    However many a command has recorded, the questions are those of one.
    """
    told = [event for event in events if _is_told(event)]
    known = _Places(told)
    lines = [(event, line) for event in told for line in _lines_of(event, known)]
    found = sitting((line.seat for _event, line in lines), clock.today())
    rows: dict[tuple[int, int], Notice] = {}
    for event, line in lines:
        kind = kind_of(event.verb)
        for reader in found.get(line.seat, ()):
            if reader.user != actor.user_id and _may_know(kind, line, reader):
                _add(rows, event, _notice(kind, _subject(event), line, reader))
    add_all(rows.values())


def _is_told(event: Event) -> bool:
    return kind_of(event.verb) in KINDS and bool(getattr(event, "submitted", True))


class _Places:
    """Where the secondments and intakes are that events are about, each asked for once."""

    def __init__(self, events: Iterable[Event]) -> None:
        one = [each for each in events if kind_of(each.verb) not in TO_GUESTS]
        found = places({each.secondment for each in one if each.secondment is not None})
        self.secondments = {of.pk: of for of in found}
        self.posts = places_of_posts(_subjects(one, "post"))
        self.nominations = places_of_nominations(_subjects(one, "nomination"))
        self.intakes: dict[int, Of] = {}

    def of_event(self, event: Event) -> list[Of]:
        """The secondment itself, what goes before one, else the intake as a whole."""
        before = {"post": self.posts, "nomination": self.nominations}.get(event.about, {})
        if event.subject in before:
            return [before[event.subject]]
        if event.secondment is not None:
            known = self.secondments.get(event.secondment)
            return [known] if known else places([event.secondment])
        if event.intake is None:
            return []
        if event.intake not in self.intakes:
            self.intakes[event.intake] = place_of_intake(event.intake)
        of = self.intakes[event.intake]
        if isinstance(event, UnitCalled):
            return [place_of_call(of, event.organisation, posts=event.posts, people=event.people)]
        return [of]


def _subjects(events: Iterable[Event], about: str) -> set[int]:
    return {each.subject for each in events if each.about == about}


def _lines_of(event: Event, known: _Places) -> list[Line]:
    """The lines of the policy's table for an event: of its secondments, or of the intake."""
    kind = kind_of(event.verb)
    about = (
        places(guests(event.about, event.subject, late=kind in TO_LATE))
        if kind in TO_GUESTS
        else known.of_event(event)
    )
    table = list(pack_by_digest(about[0].digest).notices.of(kind)) if about else []
    lines = [line for of in about for line in _lines(event, of, table)]
    return [*lines, *_to_author(event, table, known)]


def _lines(event: Event, of: Of, table: Iterable[tuple[Relation, Urgency]]) -> Iterator[Line]:
    for relation, urgency in table:
        if relation is Relation.OWNER:
            found = owner_seats(owed(event.subject))
        elif relation is Relation.ADDRESSED:
            found = _addressed(event, of)
        elif relation is Relation.ASKED:
            found = _asked(event)
        elif relation is Relation.AUTHOR:
            continue
        else:
            found = seats(relation, of.place)
        for seat in found:
            yield Line(seat, of, urgency)


def _to_author(
    event: Event, table: Iterable[tuple[Relation, Urgency]], known: _Places
) -> Iterator[Line]:
    """Whoever wrote a thing hears of it once, however many others it concerns."""
    for relation, urgency in table:
        account = author(event.about, event.subject) if relation is Relation.AUTHOR else 0
        if account:
            for of in known.of_event(event):
                yield Line(Seat(account=account), of, urgency)


def _asked(event: Event) -> Iterator[Seat]:
    """The seats of the party whose consent is asked for next: the event says it, or the change."""
    if party := getattr(event, "to_party", ""):
        yield from asked_seats(party, unit_at(getattr(event, "unit", 0)), 0)
    elif event.about == "change" and (change := asked(event.subject)):
        yield from asked_seats(*change)


def _addressed(event: Event, of: Of) -> Iterator[Seat]:
    """The seats of the unit, or the level, that the event names."""
    unit = getattr(event, "to", None) or getattr(event, "owner", None)
    level = getattr(event, "level", "")
    yield from addressed_seats(of.place, unit_at(unit) if unit else "", level)


def _may_know(kind: str, line: Line, reader: Reader) -> bool:
    if line.seat.account:
        return True  # what he may see of it is asked when he reads
    is_own = reader.person is not None and reader.person == line.of.place.secondee
    role = line.seat.role or (Role.SECONDEE if is_own else Role.MENTOR)
    return may_know(kind, role, is_own=is_own, of_intake=line.of.is_whole)


def _add(rows: dict[tuple[int, int], Notice], event: Event, row: Notice) -> None:
    """Tell a reader of an event once, promptly if any line says so."""
    known = rows.setdefault((id(event), row.reader_id), row)
    known.is_prompt = known.is_prompt or row.is_prompt


def _subject(event: Event) -> int:
    """The row that the notice is about: the event's own, but of a forum the very point."""
    return getattr(event, "point", event.subject)


def _notice(kind: str, subject: int, line: Line, reader: Reader) -> Notice:
    at = clock.now()
    return Notice(
        reader_id=reader.user,
        kind=kind,
        subject=subject,
        occurrence=f"{clock.instant():%Y%m%d%H%M%S%f}",
        intake_id=line.of.intake,
        secondment_id=line.of.pk,
        is_prompt=line.urgency == "prompt",
        day=clock.today(),
        made_at=at,
    )


@transaction.atomic
def mark_read(notice_id: int, *, actor: Actor) -> Notice:
    """Note that the reader has seen a notice; again changes nothing. 404 for others."""
    notice = notices(actor).locked(notice_id)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(until: int, *, actor: Actor) -> int:
    """Note that the reader has seen every notice up to the one numbered ``until``."""
    mine = Notice.objects.filter(reader=actor.user_id, read_at__isnull=True, pk__lte=until)
    return mine.update(read_at=clock.now())
