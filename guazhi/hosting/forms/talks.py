"""Forms for talks and care."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.models import CARE_KINDS
from guazhi.web.forms import CommandForm, day_field, text_field


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
