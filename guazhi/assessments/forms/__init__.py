"""Forms for assessment, summary, appraisal and use of the result."""

from guazhi.assessments.forms.ballots import CodeForm, IssueForm, PollForm, VoteForm
from guazhi.assessments.forms.closing import AppraisalForm, HelpForm, SigningForm, SummaryForm
from guazhi.assessments.forms.joint import ConclusionForm, PartForm, ReleaseForm
from guazhi.assessments.forms.results import UseForm

__all__ = [
    "AppraisalForm",
    "CodeForm",
    "ConclusionForm",
    "HelpForm",
    "IssueForm",
    "PartForm",
    "PollForm",
    "ReleaseForm",
    "SigningForm",
    "SummaryForm",
    "UseForm",
    "VoteForm",
]
