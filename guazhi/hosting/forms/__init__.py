"""Forms for the duties of the host."""

from guazhi.hosting.forms.difficulties import (
    ConfirmationForm,
    DifficultyAnswerForm,
    DifficultyFilter,
    DifficultyForm,
    PassingForm,
    SolutionForm,
)
from guazhi.hosting.forms.mentors import (
    LeaderForm,
    MentorForm,
    MentoringAcceptanceForm,
    MentoringForm,
)
from guazhi.hosting.forms.plans import PlanAnswerForm, PlanForm
from guazhi.hosting.forms.starting import AcceptanceForm, BriefingForm, DivisionForm, LivingForm
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
    "LivingForm",
    "MentorForm",
    "MentoringAcceptanceForm",
    "MentoringForm",
    "PassingForm",
    "PlanAnswerForm",
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
