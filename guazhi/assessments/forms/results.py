"""The forms for the use of a result."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.models import OCCASIONS
from guazhi.web.forms import CommandForm, TicksField, day_field, text_field


class UseForm(CommandForm):
    """What a meeting decided with the result before it."""

    occasion = forms.ChoiceField(label=_("Occasion"), choices=list(OCCASIONS.items()))
    meeting = forms.CharField(label=_("Meeting"), max_length=120)
    day = day_field(label=_("Day of the meeting"))
    decision = text_field(label=_("Decision"))
    considered = forms.BooleanField(
        label=_("The result was considered as one important basis"), required=False, initial=True
    )
    how_considered = text_field(label=_("How it was considered, or why not"))


class UsesForm(UseForm):
    """What a meeting decided with the results of several people before it, alike for all."""

    secondment_ids = TicksField(label=_("Secondees"), required=True)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticks: Any = self.fields["secondment_ids"]
        ticks.choices = offered
        self.order_fields(["secondment_ids"])


class AppointmentForm(CommandForm):
    """What the appointment form says beside the cadre record."""

    proposed = forms.CharField(label=_("Post proposed"), max_length=120, required=False)
    relieved = forms.CharField(label=_("Post to be relieved of"), max_length=120, required=False)
    reason = text_field(label=_("Reason for the appointment"), max_length=300, required=False)
    submitted_by = forms.CharField(label=_("Submitted by"), max_length=60, required=False)
    day = day_field(label=_("Day of the form; the age is counted to it"))
    file = forms.ChoiceField(
        label=_("File"),
        choices=[("pdf", "PDF"), ("docx", "docx")],
        initial="pdf",
        required=False,
        widget=forms.RadioSelect,
    )


class YearForm(CommandForm):
    """Which unit grades a calendar year, and why."""

    reason = text_field(label=_("Reason"), rows=2)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.TypedChoiceField(
            label=_("Who grades the year"), choices=units, coerce=int, widget=forms.RadioSelect
        )
        self.order_fields(["unit", "reason"])
