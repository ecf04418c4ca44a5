"""The forms for deciding on a warning, and on several alike."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.selection.rules.warnings import Seen
from guazhi.web.forms import CommandForm, TicksField, text_field


class AdmittingForm(CommandForm):
    """Whether somebody may be placed all the same, and why."""

    admits = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("May be placed")), ("no", _("Is not placed there"))],
        widget=forms.RadioSelect(),
    )
    reason = text_field(label=_("Reason"))

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        given = super().arguments()
        return {**given, "admits": given["admits"] == "yes"}


class WarningForm(AdmittingForm):
    """The decision on one warning, on the facts that were seen."""

    digest = forms.CharField(max_length=32, widget=forms.HiddenInput())


class WarningsForm(AdmittingForm):
    """Which of the open warnings are decided on alike, how and why."""

    warnings = TicksField(
        label=_("Warnings"),
        required=True,
        error_messages={
            "invalid_choice": _("The facts changed since you looked. Look again, then decide.")
        },
    )
    reason = text_field(label=_("Reason"), help_text=_("It stands with each of these decisions."))
    field_order = ("warnings", "admits", "reason")

    def __init__(self, *args: Any, warnings: Sequence[tuple[Seen, str]], **kwargs: Any) -> None:
        self.seen = {_key(each): each for each, _said in warnings}
        kwargs["initial"] = {"warnings": list(self.seen)}
        super().__init__(*args, **kwargs)
        field = self.fields["warnings"]
        assert isinstance(field, TicksField)
        field.choices = [(_key(each), said) for each, said in warnings]

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        given = super().arguments()
        return {**given, "warnings": [self.seen[each] for each in given["warnings"]]}


def _key(seen: Seen) -> str:
    return f"{seen.person}-{seen.post}-{seen.check}-{seen.digest}"
