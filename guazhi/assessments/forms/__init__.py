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
from guazhi.assessments.forms.decisions import (
    AcknowledgeForm,
    CapConsentForm,
    ContestForm,
    ContestWithdrawalForm,
    DecisionForm,
    MoveForm,
    RefusalForm,
    SettleContestForm,
)
from guazhi.assessments.forms.joint import AmendForm, ConclusionForm, PartForm, ReleaseForm
from guazhi.assessments.forms.results import AppointmentForm, UseForm, UsesForm, YearForm
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
    "AcknowledgeForm",
    "AmendForm",
    "AppointmentForm",
    "AppraisalForm",
    "CapConsentForm",
    "CodeForm",
    "ConclusionForm",
    "ContestForm",
    "ContestWithdrawalForm",
    "CountersignForm",
    "DecisionForm",
    "HelpForm",
    "HomeForm",
    "IssueForm",
    "MoveForm",
    "OverrideForm",
    "PaperForm",
    "PartForm",
    "PollForm",
    "ReasonForm",
    "RefusalForm",
    "ReleaseForm",
    "ReturnForm",
    "RoundSignForm",
    "SettleContestForm",
    "SettleForm",
    "SignForm",
    "SigningForm",
    "SittingForm",
    "SummaryForm",
    "UseForm",
    "UsesForm",
    "VetoForm",
    "VoteForm",
    "YearForm",
]
