"""Forms for difficulties."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.models import DIFFICULTY_KINDS, LEVEL_NAMES
from guazhi.web.forms import CommandForm, day_field, text_field


class DifficultyForm(CommandForm):
    """A difficulty and who shall solve it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(DIFFICULTY_KINDS.items()))
    text = text_field(label=_("Difficulty"))
    level = forms.ChoiceField(label=_("Raised to"), choices=list(LEVEL_NAMES.items()))
    day = day_field(label=_("Date"))
    opinion_id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class DifficultyAnswerForm(CommandForm):
    """The answer of the level that has the difficulty."""

    answer = text_field(label=_("Answer"))
    day = day_field(label=_("Date"))


class SolutionForm(CommandForm):
    """What solved it."""

    solution = text_field(label=_("Solution"))
    day = day_field(label=_("Date"))


class ConfirmationForm(CommandForm):
    """Whether it is solved, in the secondee's own words."""

    solved = forms.TypedChoiceField(
        label=_("Is it solved?"),
        choices=[("yes", _("Solved")), ("no", _("Not solved"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = text_field(
        label=_("Remark"), required=False, help_text=_("Where it is not solved, say what is left.")
    )
    day = day_field(label=_("Date"))


class PassingForm(CommandForm):
    """Why it goes up."""

    reason = text_field(label=_("Reason"))


class DifficultyFilter(forms.Form):
    """Which difficulties to show."""

    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("All")), *LEVEL_NAMES.items()], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("open", _("Open")), ("closed", _("Solved")), ("all", _("All"))],
        required=False,
    )
    host = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
