"""Forms for the duties of the host."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.models import CARE_KINDS, DIFFICULTY_KINDS, LEVEL_NAMES
from guazhi.web.forms import CommandForm, day_field, text_field


class AcceptanceForm(CommandForm):
    """The host takes the secondee in."""

    day = day_field(label=_("Accepted on"))
    responsible = forms.CharField(label=_("Leader responsible"), max_length=60)
    remark = text_field(label=_("Remark"), required=False)


class PlanForm(CommandForm):
    """A version of the training plan."""

    day = day_field(label=_("Drafted on"))
    goals = text_field(label=_("Goals"))
    measures = text_field(label=_("Measures"), rows=4)
    milestones = text_field(
        label=_("Milestones"), required=False, help_text=_("One a line: by when, what.")
    )


class PlanApprovalForm(CommandForm):
    """The day of approval."""

    day = day_field(label=_("Approved on"))


class MentorForm(CommandForm):
    """One of the people of the host unit."""

    mentor = forms.TypedChoiceField(label=_("Mentor"), coerce=int)
    day = day_field(label=_("Mentor from"))
    exception_reason = text_field(
        label=_("Why not the principal leader"),
        required=False,
        rows=2,
        help_text=_("Only where another person than the principal leader is named."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["mentor"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = people


class LeaderForm(CommandForm):
    """The principal leader of the host unit."""

    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=60)
    since = day_field(label=_("In office since"))


class BriefingForm(CommandForm):
    """What the secondee was told of the unit."""

    day = day_field(label=_("Date"))
    briefer = forms.CharField(label=_("Briefed by"), max_length=60)
    situation = text_field(label=_("Situation of the unit"))
    functions = text_field(label=_("Functions of the unit"))
    other = text_field(label=_("Other matters"), required=False)


class DivisionForm(CommandForm):
    """Duties, powers, and treatment as one of the unit's own."""

    day = day_field(label=_("Date"))
    duties = text_field(label=_("Duties"))
    powers = text_field(label=_("Delegated powers"))
    in_roster = forms.BooleanField(label=_("On the unit's own staff list"), required=False)
    in_meetings = forms.BooleanField(label=_("Attends the unit's meetings"), required=False)
    in_study = forms.BooleanField(label=_("Takes part in the unit's study"), required=False)


class TaskForm(CommandForm):
    """A task for the secondee."""

    title = forms.CharField(label=_("Task"), max_length=120)
    detail = text_field(label=_("Details"), required=False)
    substantive = forms.BooleanField(
        label=_("Substantive work"),
        required=False,
        initial=True,
        help_text=_("Work of the unit's own functions with a result to answer for."),
    )
    day = day_field(label=_("Assigned on"))
    due = day_field(label=_("Due"))


class TaskReportForm(CommandForm):
    """The secondee's report on a task."""

    report = text_field(label=_("Report"), rows=5)
    day = day_field(label=_("Date"))


class TaskReturnForm(CommandForm):
    """Why a report goes back."""

    reason = text_field(label=_("Reason"))


class TaskClosingForm(CommandForm):
    """The result of a task, or why it was dropped."""

    result = text_field(label=_("Result"))
    done = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("yes", _("Done")), ("no", _("Dropped"))],
        coerce=lambda value: value == "yes",
    )
    day = day_field(label=_("Closed on"))


class TalkForm(CommandForm):
    """A talk in which the host listened."""

    day = day_field(label=_("Date"))
    talker = forms.CharField(label=_("Talk held by"), max_length=60)
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    thought = text_field(label=_("Thinking"))
    work = text_field(label=_("Work"))
    opinions = text_field(label=_("Opinions and suggestions"), required=False)


class CareForm(CommandForm):
    """What was done for daily life."""

    day = day_field(label=_("Date"))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(CARE_KINDS.items()))
    text = text_field(label=_("Care given to the secondee"))


class DifficultyForm(CommandForm):
    """A difficulty and who shall solve it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(DIFFICULTY_KINDS.items()))
    text = text_field(label=_("Difficulty"))
    level = forms.ChoiceField(label=_("Raised to"), choices=list(LEVEL_NAMES.items()))
    day = day_field(label=_("Date"))


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
    after = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
