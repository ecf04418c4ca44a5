"""Forms for the joint assessment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.policy import AssessmentForm
from guazhi.web.forms import CommandForm, day_field, text_field
from guazhi.web.words import in_language

SCORE = "score_"


def _grades(form: AssessmentForm) -> list[tuple[str, str]]:
    return [("", "—"), *((grade.id, in_language(grade.names)) for grade in form.grades)]


class PartForm(CommandForm):
    """A party's part: every dimension of the policy's form, then opinion and grade."""

    day = day_field(label=_("Day of the assessment"))

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _grades(assessed)
        for key, named in assessed.indicators().items():
            self.fields[f"{SCORE}{key}"] = forms.ChoiceField(
                label=in_language(named.names), choices=choices
            )
        self.fields["opinion"] = text_field(rows=4, label=_("Opinion of the assessing party"))
        self.fields["growth"] = text_field(
            label=_("Experience gained, ability grown"), required=False
        )
        self.fields["grade"] = forms.ChoiceField(label=_("Grade proposed"), choices=choices)

    def arguments(self) -> dict[str, Any]:
        """The dimensions travel together as ``scores``."""
        values = dict(self.cleaned_data)
        names = [name for name in values if name.startswith(SCORE)]
        values["scores"] = {name.removeprefix(SCORE): values.pop(name) for name in names}
        return values


class ConclusionForm(CommandForm):
    """The grade that the joint assessment ends with."""

    day = day_field(label=_("Day of the conclusion"))
    opinion = text_field(rows=4, label=_("Opinion of the assessment group"))
    release = forms.BooleanField(
        label=_("Release the result to home organisation and secondee now"), required=False
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"] = forms.TypedMultipleChoiceField(
            label=_("Absent members"),
            choices=members,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["day", "opinion", "absent", "release"])


class ReleaseForm(CommandForm):
    """The day of the release."""

    day = day_field(label=_("Released on"))
