"""Where a difficulty is, and where it may go."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class DifficultyState(StrEnum):
    """Where a difficulty is."""

    RAISED = "raised"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    CLOSED = "closed"


DIFFICULTY_NEXT = {
    DifficultyState.RAISED: {DifficultyState.ANSWERED, DifficultyState.RESOLVED},
    DifficultyState.ANSWERED: {DifficultyState.RESOLVED},
    DifficultyState.RESOLVED: {DifficultyState.CLOSED, DifficultyState.ANSWERED},
}

STILL_OPEN = (DifficultyState.RAISED, DifficultyState.ANSWERED, DifficultyState.RESOLVED)
AGES = (7, 15, 30)  # the bounds, in days, by which open difficulties are sorted
LEVELS = ("host", "county", "city")


def check_difficulty(state: str, target: DifficultyState) -> Iterator[Finding]:
    """A finding when a difficulty in ``state`` may not become ``target``."""
    if target not in DIFFICULTY_NEXT.get(DifficultyState(state), ()):
        yield Finding("difficulty_step_not_now", params={"from": state, "to": target.value})


def next_level(level: str, levels: tuple[str, ...]) -> str | None:
    """The level above ``level`` among those that exist, or None at the top."""
    above = LEVELS[LEVELS.index(level) + 1 :]
    return next((each for each in above if each in levels), None)


def days_open(raised: date, closed: date | None, today: date) -> int:
    """How many days a difficulty has been open."""
    return ((closed or today) - raised).days


def is_to_rise(state: str, since: date, today: date, days: int) -> bool:
    """Whether a difficulty has stood unsolved at its level for more than ``days``."""
    unsolved = state in (DifficultyState.RAISED, DifficultyState.ANSWERED)
    return unsolved and days > 0 and (today - since).days > days


def by_age(days: Iterable[int]) -> tuple[int, ...]:
    """How many lie within each bound of ``AGES``, and beyond the last."""
    counts = [0] * (len(AGES) + 1)
    for each in days:
        counts[sum(each > bound for bound in AGES)] += 1
    return tuple(counts)
