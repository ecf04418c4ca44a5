"""The rules of a host's duties. Facts in, findings out; no clock, no database."""

from guazhi.hosting.rules.checks import check_order, check_text
from guazhi.hosting.rules.difficulties import (
    DIFFICULTY_NEXT,
    LEVELS,
    DifficultyState,
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
    "DIFFICULTY_NEXT",
    "HEARD",
    "LEVELS",
    "SOURCES",
    "TASK_NEXT",
    "TASK_OVER",
    "WITH_SECONDEE",
    "DifficultyState",
    "TaskState",
    "check_difficulty",
    "check_heard",
    "check_leader",
    "check_mentor",
    "check_opinion",
    "check_opinions",
    "check_order",
    "check_source",
    "check_task",
    "check_text",
    "check_urge",
    "days_open",
    "is_to_rise",
    "next_level",
    "share",
    "source_of",
]
