"""Forms of the calibration: the meeting that decides, consent, what is told and answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.rules.decisions import Meeting
from guazhi.web.forms import CommandForm, day_field, text_field

MEETING = ("name", "day", "present", "number")


class MeetingForm(CommandForm):
    """The meeting that decides."""

    name = forms.CharField(label=_("Meeting"), max_length=120)
    day = day_field(label=_("Day of the meeting"))
    present = text_field(rows=2, label=_("Who was there"))
    number = forms.CharField(label=_("Number of the minutes"), max_length=60, required=False)

    def arguments(self) -> dict[str, Any]:
        """The meeting travels as one."""
        values = dict(self.cleaned_data)
        meeting = Meeting(**{name: values.pop(name) for name in MEETING})
        return {**values, "meeting": meeting}


class DecisionForm(MeetingForm):
    """Deciding on several that are ticked."""

    picked = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick those to be decided on.")},
    )

    def __init__(self, *args: Any, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["picked"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(pk, str(pk)) for pk in offered]


class CapConsentForm(CommandForm):
    """The consent to more of the capped grade."""

    given_by = forms.CharField(label=_("Consent given by"), max_length=120)
    paper = forms.CharField(label=_("Document number"), max_length=120)
    day = day_field(label=_("Day"))


class AcknowledgeForm(CommandForm):
    """Signing for a notice that was read."""

    day = day_field(label=_("Signed on"))
    remark = text_field(rows=2, label=_("Remark"), required=False)


class RefusalForm(CommandForm):
    """That somebody would not sign, before a witness."""

    day = day_field(label=_("Day"))
    witness = forms.CharField(label=_("Witness"), max_length=60)
    remark = text_field(rows=2, label=_("What happened"), required=False)


class ContestForm(CommandForm):
    """Why a result is contested."""

    day = day_field(label=_("Day"))
    grounds = text_field(rows=6, label=_("Grounds"))


class ContestWithdrawalForm(CommandForm):
    """Taking a contest back."""

    day = day_field(label=_("Day"))
