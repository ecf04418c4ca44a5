"""Forms for the duties of the host."""

from guazhi.hosting.forms.difficulties import (
    ConfirmationForm,
    DifficultyAnswerForm,
    DifficultyFilter,
    DifficultyForm,
    PassingForm,
    SolutionForm,
)
from guazhi.hosting.forms.mentors import LeaderForm, MentorForm
from guazhi.hosting.forms.plans import PlanApprovalForm, PlanForm
from guazhi.hosting.forms.starting import AcceptanceForm, BriefingForm, DivisionForm
from guazhi.hosting.forms.talks import CareForm, TalkForm
from guazhi.hosting.forms.tasks import (
    TaskClosingForm,
    TaskDroppingForm,
    TaskForm,
    TaskReassigningForm,
    TaskReportForm,
    TaskReturnForm,
)

__all__ = [
    "AcceptanceForm",
    "BriefingForm",
    "CareForm",
    "ConfirmationForm",
    "DifficultyAnswerForm",
    "DifficultyFilter",
    "DifficultyForm",
    "DivisionForm",
    "LeaderForm",
    "MentorForm",
    "PassingForm",
    "PlanApprovalForm",
    "PlanForm",
    "SolutionForm",
    "TalkForm",
    "TaskClosingForm",
    "TaskDroppingForm",
    "TaskForm",
    "TaskReassigningForm",
    "TaskReportForm",
    "TaskReturnForm",
]
