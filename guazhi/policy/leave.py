"""Leave (请销假): its kinds, the ladder of who approves by length, how days are counted.

Lengths are whole numbers of half days, so that nothing is ever rounded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from guazhi.policy import vocabulary
from guazhi.policy.calendar import WorkCalendar
from guazhi.policy.entries import ClauseId, Id, Named, Words
from guazhi.policy.timing import Count, Entry, Span, known

Consenter = Annotated[str, known("unknown_value", *vocabulary.LEAVE_CONSENTERS)]


class LeaveKind(Named):
    """A kind of leave: whether free days count, and whether its reason is for few eyes."""

    source: Words | None = None
    counts: Literal["days", "working_days"]
    private: bool = False


class LeaveRung(Entry):
    """Leave of up to so many days is approved by these, in this order; the last rung is open."""

    up_to: Count | None = None
    consents: Annotated[tuple[Consenter, ...], Field(min_length=1, strict=False)]


class Questioned(Entry):
    """From which share of the term leave of some kinds puts the term itself in question."""

    kinds: Annotated[tuple[Id, ...], Field(min_length=1, strict=False)]
    share: Annotated[float, Field(gt=0, le=1)]
    clause: ClauseId = ""
    source: Words | None = None


class LeavePolicy(Entry):
    """How leave is asked for, approved by length, and reported back from."""

    clause: ClauseId = ""
    source: Words | None = None
    since: date = Field(alias="from")
    kinds: Annotated[dict[Id, LeaveKind], Field(min_length=1)]
    ladder: Annotated[tuple[LeaveRung, ...], Field(min_length=1, strict=False)]
    half_days: bool = False
    asked_within: Span | None = None
    substitute_from: Count | None = None
    long_from: Count | None = None
    report_back: Span
    questioned: Questioned | None = None

    def rung(self, halves: int) -> LeaveRung:
        """The rung for a leave of so many half days."""
        fits = (rung for rung in self.ladder if rung.up_to is None or halves <= 2 * rung.up_to)
        return next(fits, self.ladder[-1])

    def needs_substitute(self, halves: int) -> bool:
        """Whether somebody has to be named who does the work meanwhile."""
        return self.substitute_from is not None and halves >= 2 * self.substitute_from

    def is_long(self, halves: int) -> bool:
        """Whether the departments have to know."""
        return self.long_from is not None and halves >= 2 * self.long_from

    def is_private(self, kind: str) -> bool:
        """Whether the reason of such a leave is for few eyes; of an unknown kind it is."""
        return kind not in self.kinds or self.kinds[kind].private

    def earliest(self, day: date, calendar: WorkCalendar) -> date:
        """The earliest first day of a leave that is asked for on ``day``."""
        return _moved(day, self.asked_within, -1, calendar)

    def back_by(self, end: date, calendar: WorkCalendar) -> date:
        """The day by which one reports back from a leave that ends on ``end``."""
        return _moved(end, self.report_back, 1, calendar)


def _moved(day: date, span: Span | None, way: int, calendar: WorkCalendar) -> date:
    """``day`` moved by a span of days or working days, forwards or backwards."""
    if span is None:
        return day
    if span.working_days is not None:
        return calendar.add_working_days(day, way * span.working_days)
    return day + timedelta(days=way * (span.days or 30 * (span.months or 0)))


@dataclass(frozen=True, slots=True)
class Away:
    """A time away: both days included, less the morning of the first, the afternoon of the last."""

    start: date
    end: date
    from_noon: bool = False
    until_noon: bool = False

    def days(self) -> Iterator[date]:
        """Each day of it."""
        day = self.start
        while day <= self.end:
            yield day
            day += timedelta(days=1)

    def halves_of(self, day: date) -> int:
        """How many halves of ``day``, a day of it, are taken."""
        half_first = day == self.start and self.from_noon
        return 2 - half_first - (day == self.end and self.until_noon)

    def overlaps(self, other: "Away") -> bool:
        """Whether a half day belongs to both."""
        return not (self.is_before(other) or other.is_before(self))

    def is_before(self, other: "Away") -> bool:
        """Whether it is over when ``other`` begins."""
        same_noon = self.end == other.start and self.until_noon and other.from_noon
        return self.end < other.start or same_noon


def half_days(away: Away, counts: str, calendar: WorkCalendar) -> int:
    """How many half days a leave takes, free days included or not."""
    return sum(
        away.halves_of(day) for day in away.days() if counts == "days" or calendar.is_working(day)
    )


def calendar_halves(away: Away) -> int:
    """How many half days pass, whatever they are counted as."""
    return sum(away.halves_of(day) for day in away.days())


def is_questioned(
    policy: LeavePolicy, taken: Iterable[tuple[str, Away]], term: tuple[date, date]
) -> bool:
    """Whether leave ``taken``, each with its kind, puts a term in question."""
    if policy.questioned is None:
        return False
    start, end = term
    kinds = policy.questioned.kinds
    halves = sum(calendar_halves(away) for kind, away in taken if kind in kinds)
    return halves > 2 * ((end - start).days + 1) * policy.questioned.share


def by_kind(taken: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Half days by kind, out of leaves each with its kind and half days."""
    found: dict[str, int] = {}
    for kind, halves in taken:
        found[kind] = found.get(kind, 0) + halves
    return found
