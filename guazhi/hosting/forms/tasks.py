"""Forms for tasks."""

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
