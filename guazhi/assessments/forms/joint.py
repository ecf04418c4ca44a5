"""Forms for the part of a party, the conclusion and the release."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.forms.decisions import MeetingForm, grades
from guazhi.policy import AssessmentForm
from guazhi.policy.entries import Words
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, Select, day_field, text_field
from guazhi.web.words import in_language

SCORE = "score_"
TEXTS = ("opinion", "growth", "grade")


class PartForm(CommandForm):
    """A party's part: every indicator of the policy's form, then opinion and grade."""

    day = day_field(label=_("Day of the assessment"))
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessed = assessed
        choices = grades(assessed)
        for key, named in assessed.indicators().items():
            self.fields[f"{SCORE}{key}"] = forms.ChoiceField(
                label=in_language(named.names), choices=choices, widget=Select
            )
        self.fields["opinion"] = text_field(rows=3, label=_("Opinion of the assessing party"))
        self.fields["growth"] = text_field(
            rows=2, label=_("Experience gained, ability grown"), required=False
        )
        self.fields["grade"] = forms.ChoiceField(label=_("Grade proposed"), choices=choices)

    def groups(self) -> list[tuple[Words, int | None, list[BoundField]]]:
        """The fields of the indicators, dimension by dimension."""
        return [
            (
                dimension.names,
                dimension.weight,
                [self[f"{SCORE}{inner}"] for inner in dimension.indicators or (key,)],
            )
            for key, dimension in self.assessed.dimensions.items()
        ]

    def texts(self) -> list[BoundField]:
        """The fields after the indicators."""
        return [self[name] for name in (*TEXTS, "reason") if name in self.fields]

    def typed(self) -> dict[str, str]:
        """What was sent, sound or not, for the draft."""
        names = [*(f"{SCORE}{key}" for key in self.assessed.indicators()), *TEXTS]
        return {name: str(self.data.get(name, ""))[:4000] for name in names}

    def arguments(self) -> dict[str, Any]:
        """The indicators travel together as ``scores``."""
        values = dict(self.cleaned_data)
        names = [name for name in values if name.startswith(SCORE)]
        values["scores"] = {name.removeprefix(SCORE): values.pop(name) for name in names}
        return values


class AmendForm(EditForm, PartForm):
    """A part that was given, changed with a reason."""

    day = None  # type: ignore[assignment]
    edition = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = text_field(rows=2, label=_("Reason for the change"))


class ConclusionForm(MeetingForm):
    """What the joint assessment ends with; the grade stands already."""

    opinion = text_field(rows=4, label=_("Opinion of the assessment group"))

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"] = forms.TypedMultipleChoiceField(
            label=_("Absent members"),
            choices=members,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class ReleaseForm(CommandForm):
    """The day of the release."""

    day = day_field(label=_("Released on"))
