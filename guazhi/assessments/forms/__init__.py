"""Forms for assessment, summary, appraisal and use of the result."""

from guazhi.assessments.forms.ballots import CodeForm, IssueForm, PollForm, VoteForm
from guazhi.assessments.forms.closing import (
    AppraisalForm,
    CountersignForm,
    HelpForm,
    ReturnForm,
    SigningForm,
    SummaryForm,
)
from guazhi.assessments.forms.joint import AmendForm, ConclusionForm, PartForm, ReleaseForm
from guazhi.assessments.forms.results import AppointmentForm, UseForm, YearForm
from guazhi.assessments.forms.sittings import RoundSignForm, SittingForm
from guazhi.assessments.forms.steps import (
    HomeForm,
    OverrideForm,
    PaperForm,
    ReasonForm,
    SettleForm,
    SignForm,
    VetoForm,
)

__all__ = [
    "AmendForm",
    "AppointmentForm",
    "AppraisalForm",
    "CodeForm",
    "ConclusionForm",
    "CountersignForm",
    "HelpForm",
    "HomeForm",
    "IssueForm",
    "OverrideForm",
    "PaperForm",
    "PartForm",
    "PollForm",
    "ReasonForm",
    "ReleaseForm",
    "ReturnForm",
    "RoundSignForm",
    "SettleForm",
    "SignForm",
    "SigningForm",
    "SittingForm",
    "SummaryForm",
    "UseForm",
    "VetoForm",
    "VoteForm",
    "YearForm",
]
