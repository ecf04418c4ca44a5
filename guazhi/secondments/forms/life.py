"""Forms for the life of a secondment and its changes of course."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.secondments.models import CHANGES, COURSES
from guazhi.secondments.rules import Change
from guazhi.web.forms import CommandForm, Select, day_field, text_field

Choices = Iterable[tuple[int, str]]


class DecisionForm(CommandForm):
    """The meeting that decided."""

    meeting = forms.CharField(label=_("Meeting"), max_length=120)
    day = day_field(label=_("Day of the meeting"))
    number = forms.CharField(label=_("Document number"), max_length=60, required=False)


class HandoverForm(CommandForm):
    """What was handed over, to whom."""

    day = day_field(label=_("Decoupled on"))
    handed_to = forms.CharField(label=_("Work handed over to"), max_length=120)
    matters = text_field(label=_("Matters handed over"))
    papers = text_field(label=_("Files"), rows=2, required=False)
    keys = text_field(label=_("Keys, seals and accounts"), rows=2, required=False)
    approvals = text_field(label=_("Approvals"), rows=2, required=False)
    no_home_work_from = day_field(
        label=_("No work at home from"),
        required=False,
        help_text=_("Left empty, it is the day of decoupling."),
    )
    confirmed_on = day_field(
        label=_("Confirmed by the person taking over on"),
        required=False,
        help_text=_("Left empty, it is confirmed later; the hand-over counts once it is."),
    )


class ArrivalForm(CommandForm):
    """The day of arrival."""

    day = day_field(label=_("Took up the post on"))


class ConfirmationForm(CommandForm):
    """Who takes the work over says so."""

    confirmed_by = forms.CharField(label=_("Name of the person who takes over"), max_length=120)
    confirmed_on = day_field(label=_("Confirmed on"))


class ChangeForm(CommandForm):
    """What every change asks for: its day and its reason."""

    day = day_field(label=_("Asked on"))
    reason = text_field(label=_("Reason"))
    field_order = ("new_end", "post_id", "day_there", "successor_id", "reason", "day")

    def offer(self, name: str, choices: Choices) -> None:
        """Fill a choice with what there is to choose."""
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *choices]


class LastDayForm(ChangeForm):
    """Another last day: an extension, an early end, a recall or a stay."""

    new_end = day_field(label=_("New last day"))


class ReplacementForm(LastDayForm):
    """A last day, and who serves the rest of the term."""

    successor_id = forms.TypedChoiceField(
        label=_("Takes over"),
        coerce=int,
        help_text=_("Somebody of the same home organisation who is not on a secondment."),
    )


class PostForm(ChangeForm):
    """Another post, and from when."""

    post_id = forms.TypedChoiceField(label=_("New post"), coerce=int)
    day_there = day_field(label=_("First day in the new post"))


CHANGE_FORMS: dict[str, type[ChangeForm]] = {
    Change.EXTENSION.value: LastDayForm,
    Change.EARLY_END.value: LastDayForm,
    Change.RECALL.value: LastDayForm,
    Change.REPLACEMENT.value: ReplacementForm,
    Change.CHANGE_OF_POST.value: PostForm,
    Change.STAY.value: LastDayForm,
}


class AnswerForm(CommandForm):
    """Consent, or a refusal with its reason."""

    ANSWERS = {"yes": _("We consent"), "no": _("We refuse")}

    consents = forms.TypedChoiceField(
        label=_("Our answer"),
        choices=list(ANSWERS.items()),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    opinion = text_field(
        label=_("Opinion"), required=False, help_text=_("A refusal needs its reason.")
    )
    day = day_field(label=_("Day"))


class BeginReturnForm(CommandForm):
    """The return is taken in hand."""

    day = day_field(label=_("Day"))
    wishes = text_field(label=_("Wishes of the secondee"), required=False)


class PlanReturnForm(CommandForm):
    """Where the person goes back to."""

    home_post = forms.CharField(label=_("Post at home"), max_length=100)
    reports_to = forms.CharField(label=_("Reports to"), max_length=60)
    arrangements = text_field(label=_("Arrangements"), required=False)
    day = day_field(label=_("Day"))


class RelationForm(CommandForm):
    """Relation, post and pay, each stated by itself."""

    wanted = ("relation_unchanged", "post_unchanged", "pay_unchanged")

    day = day_field(label=_("Day"))
    relation_unchanged = forms.BooleanField(
        label=_("The personnel relation is still with us"), required=False
    )
    post_unchanged = forms.BooleanField(label=_("The home post is kept"), required=False)
    pay_unchanged = forms.BooleanField(label=_("Pay and benefits are unchanged"), required=False)
    checked_by = forms.CharField(label=_("Checked by"), max_length=60)
    seen = text_field(
        label=_("What was seen"),
        help_text=_("Such as the establishment list, the letter of appointment, the payroll."),
    )
    remark = text_field(label=_("Remark"), required=False)


class WithdrawalForm(CommandForm):
    """Since when the secondment is off, and why."""

    day = day_field(label=_("Withdrawn on"))
    reason = text_field(label=_("Reason"))


class ReturnForm(CommandForm):
    """The day of return."""

    day = day_field(label=_("Returned on"))


class ChangeFilter(forms.Form):
    """Which changes of course."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), ("mine", _("Waits for my answer")), *COURSES.items()],
        required=False,
        widget=Select,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *CHANGES.items()], required=False, widget=Select
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def asked(self) -> dict[str, Any]:
        """What the list is asked for; nothing where it does not know the value."""
        state = self.cleaned_data.get("state") or ""
        return {
            "state": "" if state == "mine" else state,
            "kind": self.cleaned_data.get("kind") or "",
            "mine": state == "mine",
        }
