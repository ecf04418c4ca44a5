"""How people in a rehearsal behave: punctual, late, silent. Drawn from ids, never from chance."""

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from guazhi.policy import WorkCalendar

T = TypeVar("T")


class HasText(Protocol):
    """Anything that people say or write."""

    @property
    def text(self) -> str:
        """The words."""
        ...


Worded = TypeVar("Worded", bound=HasText)


def lot(*keys: object) -> float:
    """A number from 0 up to 1 that is the same for the same keys, on every machine."""
    text = "\x1f".join(str(key) for key in keys)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest()) / 2**48


def is_weak(secondment: int) -> bool:
    """Whether somebody falls back before the end; a few in a hundred do."""
    return lot("grade", secondment) > WEAK


def pick(choices: Sequence[T], *keys: object) -> T:
    """One of ``choices``, always the same for the same keys."""
    return choices[int(lot(*keys) * len(choices))]


def in_turn(choices: Sequence[T], turn: int, *keys: object) -> T:
    """The choices one after another, beginning somewhere, so that none comes twice in a row."""
    return choices[(int(lot("first", *keys) * len(choices)) + turn) % len(choices)]


def unsaid(choices: Sequence[Worded], said: Container[str], *keys: object) -> Worded:
    """One of ``choices`` whose text has not been said; when all have, one of them."""
    first = int(lot(*keys) * len(choices))
    turned = [*choices[first:], *choices[:first]]
    return next((each for each in turned if each.text not in said), turned[0])


@dataclass(frozen=True, slots=True)
class Temper:
    """The manners of a whole cast.

    ``late`` is the share of things done after they are due, by at most ``days``; a desk's own
    share varies around it. ``silent`` is the share of host desks that stop after ``silent_from``
    days; ``missed`` the share of single talks and contacts that never happen. ``chased`` casts
    bring everything in by the last day. ``troubles`` is the share of occasions on which a
    difficulty comes up, ``hard`` of those that go up before they are solved.
    """

    late: float = 0.04
    days: int = 6
    silent: float = 0.0
    silent_from: int = 60
    missed: float = 0.0
    idle_counties: int = 0
    waivers: float = 0.0
    chased: bool = True
    troubles: float = 0.3
    hard: float = 0.2


CASTS = {
    "default": Temper(),
    "strained": Temper(
        late=0.15,
        days=20,
        silent=0.08,
        missed=0.06,
        idle_counties=1,
        waivers=0.25,
        chased=False,
    ),
    "demo": Temper(
        late=0.08,
        days=12,
        silent=0.04,
        silent_from=95,
        missed=0.01,
        chased=False,
        troubles=0.6,
        hard=0.5,
    ),
}

MISSABLE = ("talk", "mentoring", "care", "contact", "work_report", "home_visit", "exchange_answer")


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation as a desk sees it on its list, with the evidence that would meet it."""

    pk: int
    kind: str
    rule: str
    occurrence: str
    party: str
    owner: int
    opens: date
    due: date
    secondment: int | None
    intake: int

    @property
    def record(self) -> int:
        """The row that set it off, such as the difficulty raised."""
        return int(self.occurrence.rpartition("-")[2])

    @property
    def turn(self) -> int:
        """The how-manieth of its kind it is; the first where it comes once."""
        return int(self.occurrence) if self.occurrence.isdigit() else 1

    @property
    def desk(self) -> tuple[str, int]:
        """Who owes it."""
        return self.party, self.owner


class Manners:
    """When each desk does what it owes, under one temper."""

    def __init__(self, temper: Temper, calendar: WorkCalendar, last: date) -> None:
        self.temper, self.calendar, self.last = temper, calendar, last
        self.silent_since: dict[tuple[str, int], date] = {}

    def day_of(self, owed: Owed, start: date, end: date) -> date | None:
        """The day on which the desk does it; None when it never does.

        What needs the secondee there waits for ``start``, the first day of the term; work that
        belongs to the term is not put off beyond ``end``, its last.
        """
        silent = self.silent_since.get(owed.desk)
        if self.misses(owed):
            return None
        key = (owed.rule, owed.occurrence, owed.owner, owed.secondment)
        span = (owed.due - owed.opens).days
        share = FIRST + (LAST - FIRST) * lot("when", *key)
        if owed.kind in CONCLUDING:
            share = 0.6 + 0.35 * lot("when", *key)
        elif owed.kind == "difficulty_closed":
            share = 0.05 + 0.4 * lot("when", *key)
            if (
                lot("hard", *key) < self.temper.hard
            ):  # too hard for its level: it goes up before it is solved
                share = 0.8
        elif owed.kind in PARTS:
            share = 0.1 + 0.45 * lot("when", *key)
        day = self.working(owed.opens + timedelta(days=int(span * share)), owed)
        if owed.kind not in PREPARING:
            day = max(day, start)
        if self.is_late(owed):
            late = 1 + int(lot("days", *key) * self.temper.days)
            day = owed.due + timedelta(days=late)
            if owed.due <= end < day:
                day = end
            if self.temper.chased and owed.due <= self.last < day:
                day = self.last
        return None if silent is not None and day >= silent else day

    def is_late(self, owed: Owed) -> bool:
        """Whether this desk lets this one slip; some desks do so more often than others."""
        if owed.kind in PUNCTUAL:
            return False
        mood = 2 * self.temper.late * lot("mood", *owed.desk)
        return lot("late", owed.rule, owed.occurrence, owed.owner, owed.secondment) < mood

    def misses(self, owed: Owed) -> bool:
        """Whether this one never happens."""
        return (
            owed.kind in MISSABLE
            and lot("missed", owed.rule, owed.occurrence, owed.owner, owed.secondment)
            < self.temper.missed
        )

    def working(self, day: date, owed: Owed) -> date:
        """The first working day from ``day`` on, or the last before the due date."""
        moved = day
        while not self.calendar.is_working(moved) and moved < owed.due:
            moved += timedelta(days=1)
        while not self.calendar.is_working(moved) and moved > owed.opens:
            moved -= timedelta(days=1)
        return moved


FIRST, LAST, WEAK = 0.15, 0.9, 0.97
PARTS = (
    "midterm_ballot",
    "midterm_part",
    "final_ballot",
    "final_part",
    "practice_proposed",
    "difficulty_answer",
    "summary",
)
CONCLUDING = ("midterm_assessment", "final_assessment", "appraisal")
PUNCTUAL = ("decision",)
PREPARING = (
    "decision",
    "acceptance",
    "handover",
    "mentor",
    "mentor_acceptance",
    "living",
    "division",
    "plan_approved",
)
