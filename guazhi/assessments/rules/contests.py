"""The contest of a result: its levels, its clock, who may decide."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guazhi.policy.assessed import Contesting, ContestStep
from guazhi.policy.calendar import WorkCalendar
from guazhi.policy.derive import forth
from guazhi.policy.findings import Finding


class Level(StrEnum):
    """How far a contest has gone."""

    REVIEW = "review"
    APPEAL = "appeal"


class ContestState(StrEnum):
    """Where a contest stands."""

    WAITING = "waiting"
    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided it."""
        return self in (ContestState.UPHELD, ContestState.CHANGED)


@dataclass(frozen=True, slots=True)
class Past:
    """A contest that was filed before."""

    level: Level
    state: ContestState
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What may be contested now: at which level, from and until when; ``step`` is the policy's."""

    level: Level
    begins: date
    last: date
    step: ContestStep

    def left(self, today: date) -> int:
        """How many days are left after today: none on the last day, fewer when it is over."""
        return (self.last - today).days


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a contest: the reason, and another grade where the result is changed.

    ``organ`` and ``paper`` are who decided by which paper, where that was not the owner.
    """

    reason: str
    grade: str = ""
    organ: str = ""
    paper: str = ""


def clock_of(
    contesting: Contesting | None, told: date | None, past: Sequence[Past], calendar: WorkCalendar
) -> Clock | None:
    """What may be contested next, or None: nothing told yet, one under way, or all decided.

    A review counts from the day on which the person was ``told``, an appeal from the day on
    which the review was decided.
    """
    if contesting is None or told is None:
        return None
    if any(each.state is ContestState.WAITING for each in past):
        return None
    decided = {each.level: each.settled_on for each in past if each.state.is_decided}
    if Level.APPEAL in decided:
        return None
    reviewed = decided.get(Level.REVIEW)
    if reviewed is None:
        return _clock(Level.REVIEW, contesting.review, told, calendar)
    if contesting.appeal is None:
        return None
    return _clock(Level.APPEAL, contesting.appeal, reviewed, calendar)


def _clock(level: Level, step: ContestStep, begins: date, calendar: WorkCalendar) -> Clock:
    return Clock(level, begins, forth(begins, step.within, calendar), step)


def check_filing(
    clock: Clock | None, contesting: Contesting | None, grade: str, day: date
) -> Iterator[Finding]:
    """Findings against a contest: none possible, of such a grade not, or too late."""
    if clock is None or contesting is None:
        yield Finding("contest_not_possible")
        return
    if contesting.grades and grade not in contesting.grades:
        yield Finding("grade_not_contestable")
    if day > clock.last:
        params = {"last": clock.last, "level": clock.level.value}
        yield Finding("contest_late", params=params, field="day")
    if day < clock.begins:
        yield Finding("before_the_notice", params={"day": clock.begins}, field="day")


def check_decider(user: int | None, involved: Collection[int | None]) -> Iterator[Finding]:
    """A finding when whoever decides took part in what is contested."""
    if user in involved:
        yield Finding("own_part_contested")


def check_outcome(grade: str, before: str) -> Iterator[Finding]:
    """A finding when a change changes nothing."""
    if grade == before:
        yield Finding("grade_not_changed", field="grade")
