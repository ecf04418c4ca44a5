"""Where a task is, and where it may go."""

from collections.abc import Iterator
from enum import StrEnum

from guazhi.policy.findings import Finding


class TaskState(StrEnum):
    """Where a task is."""

    ASSIGNED = "assigned"
    REPORTED = "reported"
    RETURNED = "returned"
    DONE = "done"
    DROPPED = "dropped"


TASK_NEXT = {
    TaskState.ASSIGNED: {TaskState.REPORTED, TaskState.DONE, TaskState.DROPPED},
    TaskState.RETURNED: {TaskState.REPORTED, TaskState.DROPPED},
    TaskState.REPORTED: {TaskState.RETURNED, TaskState.DONE, TaskState.DROPPED},
}


def check_task(state: str, target: TaskState) -> Iterator[Finding]:
    """A finding when a task in ``state`` may not become ``target``."""
    if target not in TASK_NEXT.get(TaskState(state), ()):
        yield Finding("task_step_not_now", params={"from": state, "to": target.value})


def share(part: int, whole: int) -> int:
    """``part`` of ``whole`` in full per cent; 0 of nothing."""
    return round(100 * part / whole) if whole else 0
