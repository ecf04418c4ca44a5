"""An index that imports every model, for Django."""

from guazhi.access.models import Grant, User
from guazhi.assessments.models import (
    Appraisal,
    Assessment,
    AssessmentPart,
    ResultUse,
    Summary,
    SummaryHelp,
)
from guazhi.coordination.models import (
    Contact,
    ExchangeItem,
    Forum,
    ForumAttendance,
    ForumPoint,
    HomeRequest,
    Practice,
    PracticeAdoption,
    PracticeDelivery,
    WorkReport,
)
from guazhi.ledger.models import Entry, Head
from guazhi.obligations.models import Evidence, Happening, Obligation, Waiver
from guazhi.organisations.models import Organisation
from guazhi.people.models import (
    AnnualGrade,
    Employment,
    FamilyMember,
    Leadership,
    NameKey,
    Person,
    ResumeEntry,
)
from guazhi.programmes.models import Intake, PolicyVersion, Post, Programme
from guazhi.secondments.models import Decision, Handover, RelationCheck, Secondment, TermChange

__all__ = [
    "AnnualGrade",
    "Appraisal",
    "Assessment",
    "AssessmentPart",
    "Contact",
    "Decision",
    "Employment",
    "Entry",
    "Evidence",
    "ExchangeItem",
    "FamilyMember",
    "Forum",
    "ForumAttendance",
    "ForumPoint",
    "Grant",
    "Handover",
    "Happening",
    "Head",
    "HomeRequest",
    "Intake",
    "Leadership",
    "NameKey",
    "Obligation",
    "Organisation",
    "Person",
    "PolicyVersion",
    "Post",
    "Practice",
    "PracticeAdoption",
    "PracticeDelivery",
    "Programme",
    "RelationCheck",
    "ResultUse",
    "ResumeEntry",
    "Secondment",
    "Summary",
    "SummaryHelp",
    "TermChange",
    "User",
    "Waiver",
    "WorkReport",
]
