"""Forms for assessment, summary, appraisal and use of the result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.models import OCCASIONS
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
        for key, named in assessed.dimensions.items():
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

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = forms.ChoiceField(label=_("Grade"), choices=_grades(assessed))
        self.order_fields(["day", "grade", "opinion", "release"])


class ReleaseForm(CommandForm):
    """The day of the release."""

    day = day_field(label=_("Released on"))


class SummaryForm(CommandForm):
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


class HelpForm(CommandForm):
    """How the host helped."""

    day = day_field(label=_("Day"))
    note = text_field(label=_("How the host helped with the summary"))


class AppraisalForm(CommandForm):
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
