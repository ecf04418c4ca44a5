"""The rules of a host's duties. Facts in, findings out; no clock, no database."""

from guazhi.hosting.rules.checks import check_order, check_text
from guazhi.hosting.rules.difficulties import (
    DIFFICULTY_NEXT,
    LEVELS,
    DifficultyState,
    check_difficulty,
    days_open,
    next_level,
)
from guazhi.hosting.rules.mentors import check_leader, check_mentor
from guazhi.hosting.rules.tasks import TASK_NEXT, TaskState, check_task, share

__all__ = [
    "DIFFICULTY_NEXT",
    "LEVELS",
    "TASK_NEXT",
    "DifficultyState",
    "TaskState",
    "check_difficulty",
    "check_leader",
    "check_mentor",
    "check_order",
    "check_task",
    "check_text",
    "days_open",
    "next_level",
    "share",
]
