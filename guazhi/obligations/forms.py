"""Forms for waivers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, text_field


class AskWaiverForm(CommandForm):
    """Why the obligation need not be met."""

    reason = text_field(label=_("Reason"))


class DecideWaiverForm(CommandForm):
    """Granted or refused, and what there is to say about it."""

    granted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Grant the waiver")), ("no", _("Refuse: it stays due"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = text_field(label=_("Remark"), required=False)
