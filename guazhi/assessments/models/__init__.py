"""Joint assessments, their sittings and polls, the summary, the appraisal, use of the result."""

from guazhi.assessments.models.ballots import POLL_STATES, BallotBox, Poll
from guazhi.assessments.models.bounds import GradeOverride, Veto
from guazhi.assessments.models.closing import Appraisal, Summary, SummaryDraft, SummaryHelp
from guazhi.assessments.models.joint import KINDS, MANAGING, Assessment, AssessmentPart
from guazhi.assessments.models.results import OCCASIONS, ResultUse
from guazhi.assessments.models.sitting import (
    HomeOpinion,
    PartDraft,
    PartSignature,
    SittingMember,
)
from guazhi.assessments.models.years import YearAssessor

__all__ = [
    "KINDS",
    "MANAGING",
    "OCCASIONS",
    "POLL_STATES",
    "Appraisal",
    "Assessment",
    "AssessmentPart",
    "BallotBox",
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
