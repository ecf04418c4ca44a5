"""The rules of a host's duties. Facts in, findings out; no clock, no database."""

from guazhi.hosting.rules.checks import check_order
from guazhi.hosting.rules.difficulties import (
    AGES,
    DIFFICULTY_NEXT,
    LEVELS,
    STILL_OPEN,
    DifficultyState,
    by_age,
    check_difficulty,
    days_open,
    is_to_rise,
    next_level,
)
from guazhi.hosting.rules.mentors import check_leader, check_mentor
from guazhi.hosting.rules.talks import HEARD, check_heard, check_opinion, check_opinions
from guazhi.hosting.rules.tasks import (
    SOURCES,
    TASK_NEXT,
    TASK_OVER,
    WITH_SECONDEE,
    TaskState,
    check_source,
    check_task,
    check_urge,
    share,
    source_of,
)

__all__ = [
    "AGES",
    "DIFFICULTY_NEXT",
    "HEARD",
    "LEVELS",
    "SOURCES",
    "STILL_OPEN",
    "TASK_NEXT",
    "TASK_OVER",
    "WITH_SECONDEE",
    "DifficultyState",
    "TaskState",
    "by_age",
    "check_difficulty",
    "check_heard",
    "check_leader",
    "check_mentor",
    "check_opinion",
    "check_opinions",
    "check_order",
    "check_source",
    "check_task",
    "check_urge",
    "days_open",
    "is_to_rise",
    "next_level",
    "share",
    "source_of",
]
