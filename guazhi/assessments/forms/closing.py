"""Forms for the summary and the appraisal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, day_field, text_field


class SummaryForm(EditForm):
    """The summary, with a word on the view of achievement."""

    day = day_field(label=_("Day"))
    text = text_field(rows=14, max_length=8000, label=_("Personal summary"))
    view_of_achievement = text_field(
        rows=4,
        label=_("View of achievement"),
        help_text=_("What the term taught about whom achievements are for."),
    )
    submit = forms.BooleanField(
        label=_("Submit it now; otherwise it is kept as a draft"), required=False
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def typed(self) -> dict[str, str]:
        """The texts as they were sent, sound or not, for the draft."""
        return {
            name: str(self.data.get(name, ""))[:length]
            for name, length in (("text", 8000), ("view_of_achievement", 4000), ("seen", 2000))
        }

    def arguments(self) -> dict[str, Any]:
        """All but the edition: a version takes the draft's place whatever its edition."""
        given = super().arguments()
        del given["edition"]
        return given


class HelpForm(CommandForm):
    """How the host helped."""

    day = day_field(label=_("Day"))
    note = text_field(label=_("How the host helped with the summary"))


class CountersignForm(CommandForm):
    """What the host says to a summary it countersigns."""

    day = day_field(label=_("Day"))
    remark = text_field(label=_("Remark"), required=False, rows=3)


class ReturnForm(CommandForm):
    """Why a summary goes back to its writer."""

    day = day_field(label=_("Day"))
    reason = text_field(label=_("Reason for the return"), rows=3)


class AppraisalForm(EditForm):
    """The four parts of the appraisal."""

    day = day_field(label=_("Day"))
    facts = text_field(
        rows=6,
        label=_("Main conduct and work"),
        help_text=_("Facts, with figures; say something on the view of achievement."),
    )
    strengths = text_field(label=_("Strengths"))
    weaknesses = text_field(label=_("Weaknesses"))
    hopes = text_field(label=_("Hopes"))


class SigningForm(CommandForm):
    """The day of signing."""

    day = day_field(label=_("Signed on"))
