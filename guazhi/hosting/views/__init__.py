"""Pages for the duties of the host: each form ends in one command."""

from guazhi.hosting.views.difficulties import (
    answer,
    confirm,
    difficulties,
    difficulty,
    make_up,
    pass_up,
    resolve,
)
from guazhi.hosting.views.mentors import accept_mentoring, mentor, mentoring, record_leader
from guazhi.hosting.views.plans import agree_plan, approve_plan, plan
from guazhi.hosting.views.readiness import readiness
from guazhi.hosting.views.starting import accept, briefing, division, living
from guazhi.hosting.views.talks import care, talk
from guazhi.hosting.views.tasks import (
    accept_task,
    close_task,
    drop_task,
    reassign_task,
    report_task,
    return_task,
    task,
    urge_task,
)

__all__ = [
    "accept",
    "accept_mentoring",
    "accept_task",
    "agree_plan",
    "answer",
    "approve_plan",
    "briefing",
    "care",
    "close_task",
    "confirm",
    "difficulties",
    "difficulty",
    "division",
    "drop_task",
    "living",
    "make_up",
    "mentor",
    "mentoring",
    "pass_up",
    "plan",
    "readiness",
    "reassign_task",
    "record_leader",
    "report_task",
    "resolve",
    "return_task",
    "talk",
    "task",
    "urge_task",
]
