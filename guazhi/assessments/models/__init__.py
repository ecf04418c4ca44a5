"""Joint assessments, their sittings and polls, the summary, the appraisal, use of the result."""

from guazhi.assessments.models.ballots import POLL_STATES, BallotBox, Poll
from guazhi.assessments.models.bounds import GradeOverride, Veto
from guazhi.assessments.models.closing import Appraisal, Summary, SummaryDraft, SummaryHelp
from guazhi.assessments.models.contests import CONTEST_STATES, LEVELS, Contest
from guazhi.assessments.models.decisions import CapConsent, GradeDecision
from guazhi.assessments.models.joint import KINDS, MANAGING, Assessment, AssessmentPart
from guazhi.assessments.models.releases import GradeNotice
from guazhi.assessments.models.results import OCCASIONS, ResultUse
from guazhi.assessments.models.sitting import (
    HomeOpinion,
    PartDraft,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.models.years import YearAssessor

__all__ = [
    "CONTEST_STATES",
    "KINDS",
    "LEVELS",
    "MANAGING",
    "OCCASIONS",
    "POLL_STATES",
    "Appraisal",
    "Assessment",
    "AssessmentPart",
    "BallotBox",
    "CapConsent",
    "Contest",
    "GradeDecision",
    "GradeNotice",
    "GradeOverride",
    "HomeOpinion",
    "PartDraft",
    "PartSignature",
    "Poll",
    "ResultUse",
    "SittingMember",
    "Summary",
    "SummaryDraft",
    "SummaryHelp",
    "Veto",
    "YearAssessor",
]
