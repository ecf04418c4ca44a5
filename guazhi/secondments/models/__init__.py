"""The secondment, what is recorded in its life, its changes of course, and leave."""

from guazhi.secondments.models.course import (
    ANSWERS,
    CHANGES,
    COURSES,
    SIDES,
    ChangeConsent,
    CourseChange,
    SecondmentNotice,
)
from guazhi.secondments.models.leave import (
    APPROVERS,
    LEAVE_STATES,
    PARTY_AT,
    Leave,
    LeaveConsent,
)
from guazhi.secondments.models.life import Handover, RelationCheck, ReturnPlan, Withdrawal
from guazhi.secondments.models.opinions import OPINION_BECOMES, Opinion
from guazhi.secondments.models.secondment import (
    DIRECTIONS,
    STATES,
    Decision,
    Secondment,
    SecondmentOwned,
)

__all__ = [
    "ANSWERS",
    "APPROVERS",
    "CHANGES",
    "COURSES",
    "DIRECTIONS",
    "LEAVE_STATES",
    "OPINION_BECOMES",
    "PARTY_AT",
    "SIDES",
    "STATES",
    "ChangeConsent",
    "CourseChange",
    "Decision",
    "Handover",
    "Leave",
    "LeaveConsent",
    "Opinion",
    "RelationCheck",
    "ReturnPlan",
    "Secondment",
    "SecondmentNotice",
    "SecondmentOwned",
    "Withdrawal",
]
