"""An index that imports every model, for Django."""

from guazhi.access.models import Grant, User
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
    "Decision",
    "Employment",
    "Entry",
    "Evidence",
    "FamilyMember",
    "Grant",
    "Handover",
    "Happening",
    "Head",
    "Intake",
    "Leadership",
    "NameKey",
    "Obligation",
    "Organisation",
    "Person",
    "PolicyVersion",
    "Post",
    "Programme",
    "RelationCheck",
    "ResumeEntry",
    "Secondment",
    "TermChange",
    "User",
    "Waiver",
]
