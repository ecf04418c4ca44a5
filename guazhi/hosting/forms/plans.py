"""Forms for the training plan."""

from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, day_field, text_field


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
