"""Forms for leave."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.secondments.rules import LeaveAnswer
from guazhi.web.forms import CommandForm, day_field, text_field


def noon_field(label: Any, early: Any, late: Any, *, is_late: str = "") -> forms.TypedChoiceField:
    """A half of a day; ``is_late`` says which of both is true."""
    choices = [("late", late), ("early", early)] if is_late else [("early", early), ("late", late)]
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=lambda value: value == ("early" if is_late else "late"),
        initial=choices[0][0],
    )


class ReviseLeaveForm(CommandForm):
    """What is asked for: kind, time, where to, why, and who does the work meanwhile."""

    kind = forms.ChoiceField(label=_("Kind of leave"))
    start = day_field(label=_("First day of leave"))
    from_noon = noon_field(_("Leaves"), _("In the morning"), _("At noon"))
    end = day_field(label=_("Last day of leave"))
    until_noon = noon_field(_("Ends"), _("At noon"), _("In the evening"), is_late="yes")
    place = forms.CharField(label=_("Whereabouts"), max_length=120)
    reason = text_field(label=_("Reason"))
    substitute = forms.CharField(
        label=_("Substitute"),
        max_length=60,
        required=False,
        help_text=_("Who does your work meanwhile; a leave of the policy's length needs one."),
    )

    def offer(self, kinds: Iterable[tuple[str, str]], *, half_days: bool) -> None:
        """Fill in the kinds of leave; where leave is taken in whole days, ask for no halves."""
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kinds)
        if not half_days:
            del self.fields["from_noon"], self.fields["until_noon"]


class LeaveForm(ReviseLeaveForm):
    """The secondee's own request."""


class LeaveOnBehalfForm(ReviseLeaveForm):
    """The host's request in the secondee's stead."""

    behalf = text_field(
        label=_("Why the host asks"),
        rows=2,
        help_text=_("Such as: asked for by telephone, from hospital."),
    )


class ExtendLeaveForm(CommandForm):
    """Until when the leave is to last, and why."""

    end = day_field(label=_("New last day of leave"))
    until_noon = noon_field(_("Ends"), _("At noon"), _("In the evening"), is_late="yes")
    reason = text_field(label=_("Reason"))
    substitute = forms.CharField(label=_("Substitute"), max_length=60, required=False)

    def offer(self, *, half_days: bool) -> None:
        """Where leave is taken in whole days, ask for no halves."""
        if not half_days:
            del self.fields["until_noon"]


class DecideLeaveForm(CommandForm):
    """Approve, return or refuse."""

    SAID = {
        LeaveAnswer.CONSENTED.value: _("Approve"),
        LeaveAnswer.RETURNED.value: _("Return to be mended"),
        LeaveAnswer.REFUSED.value: _("Refuse"),
    }

    said = forms.ChoiceField(
        label=_("Our decision"),
        choices=list(SAID.items()),
        widget=forms.RadioSelect,
        initial=LeaveAnswer.CONSENTED.value,
    )
    substitute_told = forms.BooleanField(
        label=_("The substitute has been told"),
        required=False,
        help_text=_("Has to be so before the leave is approved."),
    )
    opinion = text_field(
        label=_("Opinion"),
        rows=2,
        required=False,
        help_text=_("Returning and refusing need their reason."),
    )

    def asks_for_substitute(self, *, needed: bool) -> None:
        """Ask whether the substitute was told only where that is still open."""
        if not needed:
            del self.fields["substitute_told"]


class ReportBackForm(CommandForm):
    """Since when one is at work again."""

    back_on = day_field(label=_("At work again since"))
    back_at_noon = noon_field(_("Came"), _("In the morning"), _("At noon"))


class ConfirmBackForm(CommandForm):
    """The host's word on a return."""

    AGREES = {"yes": _("Confirm"), "no": _("This is not so")}

    agrees = forms.TypedChoiceField(
        label=_("Our answer"),
        choices=list(AGREES.items()),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    remark = text_field(
        label=_("Remark"), rows=2, required=False, help_text=_("A denial needs its reason.")
    )
