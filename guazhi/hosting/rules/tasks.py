"""Where a task is, where it may go, and what it may come of."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class TaskState(StrEnum):
    """Where a task is."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    RETURNED = "returned"
    DONE = "done"
    DROPPED = "dropped"
    REASSIGNED = "reassigned"


TASK_NEXT = {
    TaskState.ASSIGNED: {TaskState.ACCEPTED, TaskState.REASSIGNED, TaskState.DROPPED},
    TaskState.ACCEPTED: {TaskState.REPORTED, TaskState.REASSIGNED, TaskState.DROPPED},
    TaskState.REPORTED: {TaskState.RETURNED, TaskState.DONE, TaskState.DROPPED},
    TaskState.RETURNED: {TaskState.REPORTED, TaskState.REASSIGNED, TaskState.DROPPED},
}
# the states in which a task waits for its secondee
WITH_SECONDEE = (TaskState.ASSIGNED, TaskState.ACCEPTED, TaskState.RETURNED)
TASK_OVER = (TaskState.DONE, TaskState.DROPPED, TaskState.REASSIGNED)
# what a task may have come of
SOURCES = ("opinion", "exchange_item", "task")


def check_task(state: str, target: TaskState) -> Iterator[Finding]:
    """A finding when a task in ``state`` may not become ``target``; it is accepted first."""
    if state == TaskState.ASSIGNED and target is TaskState.REPORTED:
        yield Finding("task_accepted_first")
    elif target not in TASK_NEXT.get(TaskState(state), ()):
        yield Finding("task_step_not_now", params={"from": state, "to": target.value})


def check_urge(state: str, *, urged_on: date | None, today: date) -> Iterator[Finding]:
    """Findings against urging: a task that does not wait for its secondee, or twice a day."""
    if state not in WITH_SECONDEE:
        yield Finding("task_not_to_urge", params={"state": state})
    elif urged_on == today:
        yield Finding("task_urged_today")


def source_of(text: str) -> tuple[str, int] | None:
    """The kind and the number of ``opinion-7``; None when it is no such name."""
    kind, _, number = text.partition("-")
    return (kind, int(number)) if kind in SOURCES and number.isdecimal() else None


def check_source(text: str, *kinds: str) -> Iterator[Finding]:
    """A finding when ``text`` names something that cannot be the source of this."""
    found = source_of(text) if text else None
    if text and (found is None or found[0] not in kinds):
        yield Finding("task_source_unknown", params={"source": text})


def share(part: int, whole: int) -> int:
    """``part`` of ``whole`` in full per cent; 0 of nothing."""
    return round(100 * part / whole) if whole else 0
