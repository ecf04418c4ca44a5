"""Joint assessments, polls, the summary, the appraisal, and the use of the result."""

from guazhi.assessments.models.ballots import POLL_STATES, BallotBox, Poll
from guazhi.assessments.models.closing import Appraisal, Summary, SummaryHelp
from guazhi.assessments.models.joint import KINDS, MANAGING, Assessment, AssessmentPart
from guazhi.assessments.models.results import OCCASIONS, ResultUse

__all__ = [
    "KINDS",
    "MANAGING",
    "OCCASIONS",
    "POLL_STATES",
    "Appraisal",
    "Assessment",
    "AssessmentPart",
    "BallotBox",
    "Poll",
    "ResultUse",
    "Summary",
    "SummaryHelp",
]
