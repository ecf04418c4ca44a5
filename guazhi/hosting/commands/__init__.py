"""What hosts do for a secondee. Each command is one transaction and one ledger entry."""

from guazhi.hosting.commands.care import give_care
from guazhi.hosting.commands.difficulties import (
    answer_difficulty,
    confirm_difficulty,
    escalate_difficulties,
    pass_up,
    raise_difficulty,
    resolve_difficulty,
)
from guazhi.hosting.commands.induction import accept, brief, divide_work
from guazhi.hosting.commands.mentors import name_mentor, record_leader
from guazhi.hosting.commands.opinions import take_up_opinion
from guazhi.hosting.commands.plans import approve_plan, draft_plan
from guazhi.hosting.commands.talks import hold_talk
from guazhi.hosting.commands.tasks import (
    accept_task,
    assign_task,
    close_task,
    reassign_task,
    report_task,
    return_task,
    urge_task,
)

__all__ = [
    "accept",
    "accept_task",
    "answer_difficulty",
    "approve_plan",
    "assign_task",
    "brief",
    "close_task",
    "confirm_difficulty",
    "divide_work",
    "draft_plan",
    "escalate_difficulties",
    "give_care",
    "hold_talk",
    "name_mentor",
    "pass_up",
    "raise_difficulty",
    "reassign_task",
    "record_leader",
    "report_task",
    "resolve_difficulty",
    "return_task",
    "take_up_opinion",
    "urge_task",
]
