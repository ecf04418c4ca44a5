"""Forms about notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.notices.models import CHANNELS, DIGESTS
from guazhi.web.forms import CommandForm, Select

WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
)
HOURS = tuple((hour, f"{hour:02d}:00") for hour in range(24))


class HabitsForm(CommandForm):
    """When to hear."""

    digest = forms.ChoiceField(label=_("Digest"), choices=tuple(DIGESTS.items()), widget=Select())
    weekday = forms.TypedChoiceField(
        label=_("Day of a weekly digest"), choices=WEEKDAYS, coerce=int, widget=Select()
    )
    prompt = forms.BooleanField(
        label=_("Send urgent matters and reminders at once"), required=False
    )
    quiet_from = forms.TypedChoiceField(
        label=_("Quiet from"), choices=HOURS, coerce=int, widget=Select()
    )
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"),
        choices=HOURS,
        coerce=int,
        widget=Select(),
        help_text=_("The same hour twice: no quiet hours."),
    )
    working_days_only = forms.BooleanField(
        label=_("On working days only"),
        required=False,
        help_text=_("By the calendar of working days, weekends that are worked included."),
    )


class ChannelForm(CommandForm):
    """Where to hear."""

    kind = forms.ChoiceField(label=_("Channel"), widget=Select())
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        help_text=_("A mail address; of a robot, the key at the end of its webhook address."),
    )
    secret = forms.CharField(
        label=_("Signing secret"),
        max_length=128,
        required=False,
        help_text=_("Only of a DingTalk robot that signs."),
    )

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(name, CHANNELS[name]) for name in offered if name in CHANNELS]


class ReadAllForm(CommandForm):
    """Up to which notice everything has been seen."""

    until = forms.IntegerField(min_value=0, max_value=2**62)


class SettleForm(CommandForm):
    """What to do with a message nobody is sure of."""

    again = forms.TypedChoiceField(
        choices=(("yes", "yes"), ("no", "no")), coerce=lambda value: value == "yes"
    )
