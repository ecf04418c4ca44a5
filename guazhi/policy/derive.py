"""From facts and a policy to all that is owed: pure, and the same each time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from guazhi.policy.calendar import WorkCalendar
from guazhi.policy.months import add_months, midpoint, term_end
from guazhi.policy.pack import Obligation, Pack
from guazhi.policy.parties import Party
from guazhi.policy.timing import (
    After,
    AfterEnd,
    Anchor,
    Around,
    Before,
    By,
    Every,
    Form,
    Span,
    Within,
)

# rule, occurrence, owner
Key = tuple[str, str, int]
Owners = Mapping[Party, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened and calls for an answer by its owner.

    ``until`` is the day on which another took it over, who has a happening of his own.
    """

    kind: str
    id: int
    day: date
    party: Party
    owner: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Shortened:
    """That a term ends early: the day on which this was known, and the last day planned."""

    on: date
    planned_end: date


@dataclass(frozen=True, slots=True)
class Move:
    """A change of host within a term: its first day there, when it was settled, who owed before.

    A host that ``continues`` another is its successor, and owes nothing anew.
    """

    day: date
    settled: date
    owners: Owners
    continues: bool = False


@dataclass(frozen=True, slots=True)
class SecondmentFacts:
    """What policy needs to know of one secondment; owners are ids by party, ``moves`` in order.

    Whoever ``stays`` with the host has no way back to plan.
    """

    secondment: int
    category: str
    start: date
    end: date
    owners: Owners
    happenings: tuple[Happening, ...] = ()
    shortened: Shortened | None = None
    moves: tuple[Move, ...] = ()
    stays: bool = False


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What policy needs to know of one intake; its days are its first and last term's."""

    intake: int
    start: date
    end: date
    owners: Owners
    happenings: tuple[Happening, ...] = ()


Facts = SecondmentFacts | IntakeFacts


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a due falls on its day: the form of timing and what it was counted from."""

    form: str
    anchor: str
    day: date
    amount: int = 0
    unit: str = "days"
    grace: int = 0
    grace_unit: str = "days"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that one owner owes between ``opens`` and ``due``, both included.

    It ``lapsed`` where an early end moved it before the day on which that was known: nobody
    could do it any more, and policy lets it fall away unless it was done already.
    """

    rule: str
    occurrence: str
    party: Party
    owner: int
    opens: date
    due: date
    evidence: str
    clause: str
    basis: Basis
    lapsed: bool = False

    @property
    def key(self) -> Key:
        return (self.rule, self.occurrence, self.owner)


@dataclass(frozen=True, slots=True)
class _Window:
    opens: date
    due: date
    basis: Basis
    occurrence: str = ""
    happening: Happening | None = field(default=None)


def derive(facts: Facts, pack: Pack, calendar: WorkCalendar) -> tuple[Due, ...]:
    """All that is owed under ``pack``, in order of due date, each key once."""
    dues: dict[Key, Due] = {}
    for rule, obligation in pack.obligations.items():
        if not _applies(obligation, facts):
            continue
        windows = [
            (window, _owed_by(facts, obligation.timing, window))
            for window in _windows(obligation.timing, facts, calendar)
        ]
        for window, owed_by in (*windows, *_anew(obligation, facts, calendar)):
            for party, owner in _owners(obligation, window, owed_by):
                due = _due(rule, obligation, window, party, owner)
                dues.setdefault(due.key, due)
    for key in _lapsed(facts, dues, pack, calendar):
        dues[key] = replace(dues[key], lapsed=True)
    return tuple(sorted(dues.values(), key=lambda due: (due.due, due.opens, due.key)))


def _lapsed(
    facts: Facts, dues: Mapping[Key, Due], pack: Pack, calendar: WorkCalendar
) -> Iterator[Key]:
    """What an early end dated before the day it was known on, and was not due by then before."""
    if isinstance(facts, IntakeFacts) or facts.shortened is None:
        return
    known_on = facts.shortened.on
    planned = replace(facts, end=facts.shortened.planned_end, shortened=None)
    for due in derive(planned, pack, calendar):
        moved = dues.get(due.key)
        if moved is None or not pack.obligations[due.rule].may_lapse:
            continue
        if moved.due < known_on <= due.due:
            yield due.key


def _applies(obligation: Obligation, facts: Facts) -> bool:
    if not obligation.in_force(facts.start):
        return False
    if isinstance(facts, IntakeFacts):
        return obligation.scope in {"intake", "happening"}
    if facts.stays and obligation.evidence == "return_plan":
        return False
    return obligation.scope in {"secondment", "happening"} and obligation.applies_to(facts.category)


def _owed_by(facts: Facts, timing: Form, window: _Window) -> Owners:
    """Who is there when it falls due; what begins a term is owed by those who began it."""
    moves = facts.moves if isinstance(facts, SecondmentFacts) else ()
    begins = isinstance(timing, Within) and timing.of is Anchor.START
    day = facts.start if begins else window.due
    return next((move.owners for move in moves if day < move.day), facts.owners)


def _anew(
    obligation: Obligation, facts: Facts, calendar: WorkCalendar
) -> Iterator[tuple[_Window, Owners]]:
    """What a new host owes within a time of the start, counted from the first day there."""
    timing = obligation.timing
    if not (isinstance(facts, SecondmentFacts) and facts.moves and isinstance(timing, Within)):
        return
    if timing.of is not Anchor.START or Party.HOST not in obligation.owners:
        return
    for move, following in zip(facts.moves, (*facts.moves[1:], None), strict=True):
        owners = (following or facts).owners
        if move.continues or owners.get(Party.HOST) == move.owners.get(Party.HOST):
            continue
        window = _within(timing, replace(facts, start=move.day), calendar)
        opens = max(window.opens, move.settled)
        yield replace(window, opens=opens), {Party.HOST: owners.get(Party.HOST, ())}


def _owners(obligation: Obligation, window: _Window, owners: Owners) -> Iterator[tuple[Party, int]]:
    if obligation.scope == "happening" and window.happening is not None:
        yield window.happening.party, window.happening.owner
        return
    for party in obligation.owners:
        for owner in owners.get(party, ()):
            yield party, owner


def _due(rule: str, obligation: Obligation, window: _Window, party: Party, owner: int) -> Due:
    return Due(
        rule=rule,
        occurrence=window.occurrence,
        party=party,
        owner=owner,
        opens=window.opens,
        due=window.due,
        evidence=obligation.evidence,
        clause=obligation.clause,
        basis=window.basis,
    )


def _windows(timing: Form, facts: Facts, calendar: WorkCalendar) -> Iterator[_Window]:
    match timing:
        case By():
            yield _by(timing, facts, calendar)
        case Within():
            yield _within(timing, facts, calendar)
        case Around():
            yield _around(timing, facts)
        case Before():
            yield _before(timing, facts, calendar)
        case Every():
            yield from _every(timing, facts)
        case After():
            yield from _after(timing, facts, calendar)
        case _:
            yield _after_end(timing, facts, calendar)


def _by(timing: By, facts: Facts, calendar: WorkCalendar) -> _Window:
    day = _anchor(timing.by, facts)
    basis = Basis("by", timing.by, day, timing.early.amount, timing.early.unit)
    return _Window(_back(day, timing.early, calendar), day, basis)


def _within(timing: Within, facts: Facts, calendar: WorkCalendar) -> _Window:
    day = _anchor(timing.of, facts)
    basis = Basis("within", timing.of, day, timing.within.amount, timing.within.unit)
    opens = _back(day, timing.early, calendar) if timing.early else day
    return _Window(opens, forth(day, timing.within, calendar), basis)


def _around(timing: Around, facts: Facts) -> _Window:
    day, days = _anchor(timing.around, facts), timedelta(days=timing.days)
    basis = Basis("around", timing.around, day, timing.days)
    return _Window(max(day - days, facts.start), min(day + days, facts.end), basis)


def _before(timing: Before, facts: Facts, calendar: WorkCalendar) -> _Window:
    day = _anchor(timing.before, facts)
    opens = day - timedelta(days=timing.days)
    if timing.before is not Anchor.START:
        opens = max(opens, facts.start)
    if timing.grace is None:
        return _Window(opens, day, Basis("before", timing.before, day, timing.days))
    grace = timing.grace
    basis = Basis(
        "before", timing.before, day, timing.days, grace=grace.amount, grace_unit=grace.unit
    )
    return _Window(opens, forth(day, grace, calendar), basis)


def _after_end(timing: AfterEnd, facts: Facts, calendar: WorkCalendar) -> _Window:
    span = timing.after_end.within
    basis = Basis("after_end", Anchor.END, facts.end, span.amount, span.unit)
    opens = facts.end + timedelta(days=1)
    return _Window(opens, forth(facts.end, span, calendar), basis)


def _every(timing: Every, facts: Facts) -> Iterator[_Window]:
    """Windows that cut the term; a stub at its end counts from half a period on."""
    months = timing.every.months
    opens, k = facts.start, 1
    while opens <= facts.end:
        due = term_end(facts.start, k * months)
        length, served = due - opens, min(due, facts.end) - opens
        if due > facts.end and (served.days + 1) * 2 < length.days + 1:
            return
        basis = Basis("every", Anchor.START, facts.start, k * months, "months")
        yield _Window(opens, min(due, facts.end), basis, f"{k:02d}")
        opens, k = due + timedelta(days=1), k + 1


def _after(timing: After, facts: Facts, calendar: WorkCalendar) -> Iterator[_Window]:
    """A window for each; whoever handed a matter on still owes what had fallen due before."""
    for happening in facts.happenings:
        if happening.kind == timing.after:
            basis = Basis(
                "after", happening.kind, happening.day, timing.within.amount, timing.within.unit
            )
            due = forth(happening.day, timing.within, calendar)
            if happening.until is not None and due >= happening.until:
                continue
            occurrence = f"{happening.kind}-{happening.id}"
            yield _Window(happening.day, due, basis, occurrence, happening)


def _anchor(anchor: Anchor, facts: Facts) -> date:
    if anchor is Anchor.START:
        return facts.start
    return facts.end if anchor is Anchor.END else midpoint(facts.start, facts.end)


def forth(day: date, span: Span, calendar: WorkCalendar) -> date:
    """The day a span after ``day``."""
    return _moved(day, span, 1, calendar)


def _back(day: date, span: Span, calendar: WorkCalendar) -> date:
    return _moved(day, span, -1, calendar)


def _moved(day: date, span: Span, sign: int, calendar: WorkCalendar) -> date:
    amount = sign * span.amount
    if span.unit == "months":
        return add_months(day, amount)
    if span.unit == "working_days":
        return calendar.add_working_days(day, amount)
    return day + timedelta(days=amount)
