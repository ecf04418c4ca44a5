"""Forms of the calibration: the meeting that decides, consent, what is told and answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.rules.contests import Outcome
from guazhi.assessments.rules.decisions import Meeting
from guazhi.policy import AssessmentForm
from guazhi.web.forms import CommandForm, day_field, text_field
from guazhi.web.words import in_language


def grades(form: AssessmentForm) -> list[tuple[str, str]]:
    """The grades to choose from, the best first, after none."""
    return [("", "—"), *((grade.id, in_language(grade.names)) for grade in form.grades)]


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


class SettleContestForm(MeetingForm):
    """How a contest is decided: upheld, or another grade; for an appeal by whom."""

    def __init__(
        self, *args: Any, assessed: AssessmentForm, above: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Upheld: the grade stays as it is")), *grades(assessed)[1:]]
        self.fields["grade"] = forms.ChoiceField(
            label=_("Outcome"), choices=choices, required=False
        )
        self.fields["reason"] = text_field(rows=4, label=_("Reason"))
        if above:
            self.fields["organ"] = forms.CharField(label=_("Decided by"), max_length=120)
            self.fields["paper"] = forms.CharField(label=_("Document number"), max_length=120)

    def arguments(self) -> dict[str, Any]:
        """The outcome travels as one, beside the meeting."""
        values = super().arguments()
        return {"meeting": values.pop("meeting"), "outcome": Outcome(**values)}


class MoveForm(CommandForm):
    """Another grade for one person, with the reason."""

    day = day_field(label=_("Day"))
    reason = text_field(rows=3, label=_("Reason"))

    def __init__(self, *args: Any, assessed: AssessmentForm, was: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, words) for key, words in grades(assessed) if key != was]
        self.fields["grade"] = forms.ChoiceField(label=_("Grade"), choices=choices)
        self.order_fields(["grade", "reason", "day"])
