"""Forms for taking somebody in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, day_field, text_field


class AcceptanceForm(CommandForm):
    """The host takes the secondee in."""

    day = day_field(label=_("Accepted on"))
    responsible = forms.CharField(label=_("Leader responsible"), max_length=60)
    remark = text_field(label=_("Remark"), required=False)


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


class LivingForm(CommandForm):
    """Where the secondee lives and eats."""

    day = day_field(label=_("Date"))
    lodging = text_field(label=_("Lodging"), rows=2)
    meals = text_field(label=_("Meals"), rows=2)
    transport = text_field(label=_("Transport"), rows=2, required=False)
    contact = forms.CharField(label=_("Whom to turn to"), max_length=60)
