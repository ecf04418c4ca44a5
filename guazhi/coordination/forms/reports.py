"""Forms for work reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guazhi.coordination.forms.choices import one_of
from guazhi.policy import pack as policy
from guazhi.web.forms import CommandForm, day_field, text_field
from guazhi.web.words import in_language


class ReportForm(CommandForm):
    """The sections that the policy asks for, each by its id, and the forum that hears them.

    Without a forum that waits for the report it is kept for the next one that is planned.
    """

    day = day_field(label=_("Day"))
    forum_id = one_of(_("For the forum"), required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self,
        *args: Any,
        asked: policy.ReportForm,
        coming: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["forum_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(pk), name) for pk, name in coming]
        if coming:
            field.required, field.initial = True, coming[0][0]
        else:
            field.widget = forms.HiddenInput()
        self.asked = asked
        for key, section in asked.sections.items():
            self.fields[key] = text_field(
                label=in_language(section.names), required=section.required, rows=6
            )

    def texts(self) -> list[BoundField]:
        """The fields of the sections."""
        return [self[key] for key in self.asked.sections]

    def typed(self) -> dict[str, str]:
        """The sections as they were sent, sound or not."""
        return {key: str(self.data.get(key, ""))[:4000] for key in self.asked.sections}

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        given = self.cleaned_data
        return {
            "day": given["day"],
            "forum_id": given["forum_id"],
            "edition": given["edition"],
            "sections": {key: given[key] for key in self.asked.sections},
        }


class CountersignForm(CommandForm):
    """What the host says to a report it countersigns."""

    remark = text_field(label=_("Remark"), required=False, rows=2)


class ReturnReportForm(CommandForm):
    """Why a report goes back."""

    reason = text_field(label=_("Reason for the return"), rows=2)
