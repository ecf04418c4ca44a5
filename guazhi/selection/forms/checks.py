"""The form for deciding on a warning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, text_field


class WarningForm(CommandForm):
    """Whether the person may be placed all the same, and why."""

    admits = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("May be placed")), ("no", _("Is not placed there"))],
        widget=forms.RadioSelect(),
    )
    reason = text_field(label=_("Reason"))
    digest = forms.CharField(max_length=32, widget=forms.HiddenInput())

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        given = super().arguments()
        return {**given, "admits": given["admits"] == "yes"}
