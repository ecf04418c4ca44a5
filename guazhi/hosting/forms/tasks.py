"""Forms for tasks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, day_field, text_field


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
    plan_item = forms.TypedChoiceField(
        label=_("Line of the training plan"), coerce=int, required=False, empty_value=None
    )
    source = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["plan_item"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = [("", _("None of them")), *lines]


class TaskReportForm(CommandForm):
    """The secondee's report on a task."""

    report = text_field(label=_("Report"), rows=5)
    day = day_field(label=_("Date"))


class TaskReturnForm(CommandForm):
    """Why a report goes back."""

    reason = text_field(label=_("Reason"))


class TaskClosingForm(CommandForm):
    """The result of a task."""

    result = text_field(label=_("Result"))
    day = day_field(label=_("Closed on"))


class TaskDroppingForm(CommandForm):
    """Why a task is dropped, kept as its result."""

    result = text_field(label=_("Reason"))
    day = day_field(label=_("Closed on"))


class TaskReassigningForm(CommandForm):
    """Who takes the task over, until when, and why."""

    to = forms.TypedChoiceField(label=_("Given to"), coerce=int)
    due = day_field(label=_("Due"))
    reason = text_field(label=_("Reason"), rows=2)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["to"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = people
