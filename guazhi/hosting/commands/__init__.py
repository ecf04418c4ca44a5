"""What hosts do for a secondee. Each command is one transaction and one ledger entry."""

from guazhi.hosting.commands.care import give_care
from guazhi.hosting.commands.difficulties import (
    answer_difficulty,
    confirm_difficulty,
    escalate_difficulties,
    make_up_answer,
    pass_up,
    raise_difficulty,
    resolve_difficulty,
)
from guazhi.hosting.commands.induction import accept, arrange_living, brief, divide_work, hold_gate
from guazhi.hosting.commands.mentors import (
    accept_mentoring,
    log_mentoring,
    name_mentor,
    record_leader,
)
from guazhi.hosting.commands.plans import agree_plan, approve_plan, draft_plan, return_plan
from guazhi.hosting.commands.successors import hand_on_difficulties
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
    "accept_mentoring",
    "accept_task",
    "agree_plan",
    "answer_difficulty",
    "approve_plan",
    "arrange_living",
    "assign_task",
    "brief",
    "close_task",
    "confirm_difficulty",
    "divide_work",
    "draft_plan",
    "escalate_difficulties",
    "give_care",
    "hand_on_difficulties",
    "hold_gate",
    "hold_talk",
    "log_mentoring",
    "make_up_answer",
    "name_mentor",
    "pass_up",
    "raise_difficulty",
    "reassign_task",
    "record_leader",
    "report_task",
    "resolve_difficulty",
    "return_plan",
    "return_task",
    "urge_task",
]
