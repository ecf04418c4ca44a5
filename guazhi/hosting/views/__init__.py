"""Pages for the duties of the host: each form ends in one command."""

from guazhi.hosting.views.daily import care, close_task, report_task, return_task, talk, task
from guazhi.hosting.views.difficulties import (
    answer,
    confirm,
    difficulties,
    difficulty,
    pass_up,
    resolve,
)
from guazhi.hosting.views.starting import (
    accept,
    approve_plan,
    briefing,
    division,
    mentor,
    plan,
    record_leader,
)

__all__ = [
    "accept",
    "answer",
    "approve_plan",
    "briefing",
    "care",
    "close_task",
    "confirm",
    "difficulties",
    "difficulty",
    "division",
    "mentor",
    "pass_up",
    "plan",
    "record_leader",
    "report_task",
    "resolve",
    "return_task",
    "talk",
    "task",
]
