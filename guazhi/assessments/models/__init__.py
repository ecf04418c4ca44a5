"""Joint assessments and their parts, the summary, the appraisal, and the use of the result."""

from guazhi.assessments.models.closing import Appraisal, Summary, SummaryHelp
from guazhi.assessments.models.joint import KINDS, MANAGING, Assessment, AssessmentPart
from guazhi.assessments.models.results import OCCASIONS, ResultUse

__all__ = [
    "KINDS",
    "MANAGING",
    "OCCASIONS",
    "Appraisal",
    "Assessment",
    "AssessmentPart",
    "ResultUse",
    "Summary",
    "SummaryHelp",
]
