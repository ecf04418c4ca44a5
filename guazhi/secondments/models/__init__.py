"""The secondment, what is recorded in its life, and its changes of course."""

from guazhi.secondments.models.course import (
    ANSWERS,
    CHANGES,
    COURSES,
    SIDES,
    ChangeConsent,
    CourseChange,
    SecondmentNotice,
)
from guazhi.secondments.models.life import Handover, RelationCheck, ReturnPlan, Withdrawal
from guazhi.secondments.models.secondment import (
    DIRECTIONS,
    STATES,
    Decision,
    Secondment,
    SecondmentOwned,
)

__all__ = [
    "ANSWERS",
    "CHANGES",
    "COURSES",
    "DIRECTIONS",
    "SIDES",
    "STATES",
    "ChangeConsent",
    "CourseChange",
    "Decision",
    "Handover",
    "RelationCheck",
    "ReturnPlan",
    "Secondment",
    "SecondmentNotice",
    "SecondmentOwned",
    "Withdrawal",
]
