"""Reading a host's work."""

from guazhi.hosting.queries.acceptances import acceptance
from guazhi.hosting.queries.difficulties import (
    DifficultyRow,
    acts_for,
    difficulties,
    difficulty,
    listed,
    owners,
    page_of,
    steps,
)
from guazhi.hosting.queries.mentors import candidates
from guazhi.hosting.queries.tasks import TaskRow, plan, plans, task, task_rows
from guazhi.hosting.queries.work import HostingWork, May, work

__all__ = [
    "DifficultyRow",
    "HostingWork",
    "May",
    "TaskRow",
    "acceptance",
    "acts_for",
    "candidates",
    "difficulties",
    "difficulty",
    "listed",
    "owners",
    "page_of",
    "plan",
    "plans",
    "steps",
    "task",
    "task_rows",
    "work",
]
