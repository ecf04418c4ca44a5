"""The rules of a host's duties. Facts in, findings out; no clock, no database."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class TaskState(StrEnum):
    """Where a task is."""

    ASSIGNED = "assigned"
    REPORTED = "reported"
    RETURNED = "returned"
    DONE = "done"
    DROPPED = "dropped"


class DifficultyState(StrEnum):
    """Where a difficulty is."""

    RAISED = "raised"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    CLOSED = "closed"


TASK_NEXT = {
    TaskState.ASSIGNED: {TaskState.REPORTED, TaskState.DONE, TaskState.DROPPED},
    TaskState.RETURNED: {TaskState.REPORTED, TaskState.DROPPED},
    TaskState.REPORTED: {TaskState.RETURNED, TaskState.DONE, TaskState.DROPPED},
}
DIFFICULTY_NEXT = {
    DifficultyState.RAISED: {DifficultyState.ANSWERED, DifficultyState.RESOLVED},
    DifficultyState.ANSWERED: {DifficultyState.RESOLVED},
    DifficultyState.RESOLVED: {DifficultyState.CLOSED, DifficultyState.ANSWERED},
}
LEVELS = ("host", "county", "city")


def check_task(state: str, target: TaskState) -> Iterator[Finding]:
    """A finding when a task in ``state`` may not become ``target``."""
    if target not in TASK_NEXT.get(TaskState(state), ()):
        yield Finding("task_step_not_now", params={"from": state, "to": target.value})


def check_difficulty(state: str, target: DifficultyState) -> Iterator[Finding]:
    """A finding when a difficulty in ``state`` may not become ``target``."""
    if target not in DIFFICULTY_NEXT.get(DifficultyState(state), ()):
        yield Finding("difficulty_step_not_now", params={"from": state, "to": target.value})


def check_mentor(*, is_principal_leader: bool, exception_reason: str) -> Iterator[Finding]:
    """A finding unless the mentor leads the unit, or an exception has its reason (S2.1.6)."""
    if not is_principal_leader and len(exception_reason.strip()) < 4:
        yield Finding("mentor_not_principal_leader", clause="S2.1.6", field="mentor")


def check_text(**texts: str) -> Iterator[Finding]:
    """A finding for each field left empty."""
    for field, text in texts.items():
        if not text.strip():
            yield Finding("field_needed", field=field)


def check_order(day: date, earlier: date, field: str = "day") -> Iterator[Finding]:
    """A finding when a step is dated before the one it follows."""
    if day < earlier:
        yield Finding("day_before_step", params={"day": earlier}, field=field)


def check_leader(*, is_known: bool, since: date, present_since: date | None) -> Iterator[Finding]:
    """Findings against putting a principal leader on record."""
    if is_known:
        yield Finding("leader_on_record", field="name")
    elif present_since is not None and since < present_since:
        yield Finding("leader_before_present", params={"day": present_since}, field="since")


def next_level(level: str, levels: tuple[str, ...]) -> str | None:
    """The level above ``level`` among those that exist, or None at the top."""
    above = LEVELS[LEVELS.index(level) + 1 :]
    return next((each for each in above if each in levels), None)


def days_open(raised: date, closed: date | None, today: date) -> int:
    """How many days a difficulty has been open."""
    return ((closed or today) - raised).days


def share(part: int, whole: int) -> int:
    """``part`` of ``whole`` in full per cent; 0 of nothing."""
    return round(100 * part / whole) if whole else 0
