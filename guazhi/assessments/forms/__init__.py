"""Forms for assessment, summary, appraisal and use of the result."""

from guazhi.assessments.forms.closing import AppraisalForm, HelpForm, SigningForm, SummaryForm
from guazhi.assessments.forms.joint import ConclusionForm, PartForm, ReleaseForm
from guazhi.assessments.forms.results import UseForm

__all__ = [
    "AppraisalForm",
    "ConclusionForm",
    "HelpForm",
    "PartForm",
    "ReleaseForm",
    "SigningForm",
    "SummaryForm",
    "UseForm",
]
