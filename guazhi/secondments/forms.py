"""Forms for the life of a secondment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.secondments.models import ASKERS, CHANGES
from guazhi.secondments.rules import Change
from guazhi.web.forms import CommandForm, day_field, text_field

EARLY_END, RECALL = Change.EARLY_END.value, Change.RECALL.value


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


class ArrivalForm(CommandForm):
    """The day of arrival."""

    day = day_field(label=_("Took up the post on"))


class ExtensionForm(CommandForm):
    """A later last day, who asked for it and why."""

    new_end = day_field(label=_("New last day"))
    asked_by = forms.ChoiceField(label=_("Asked by"), choices=list(ASKERS.items()))
    reason = text_field(label=_("Reason"))


class EarlyEndForm(ExtensionForm):
    """An earlier last day: an early end or a recall."""

    kind = forms.ChoiceField(
        label=_("Change"), choices=[(kind, CHANGES[kind]) for kind in (EARLY_END, RECALL)]
    )
    field_order = ("kind",)


class RelationForm(CommandForm):
    """Relation, post and pay, each stated by itself."""

    day = day_field(label=_("Day"))
    relation_unchanged = forms.BooleanField(
        label=_("The personnel relation is still with us"), required=False
    )
    post_unchanged = forms.BooleanField(label=_("The home post is kept"), required=False)
    pay_unchanged = forms.BooleanField(label=_("Pay and benefits are unchanged"), required=False)
    remark = text_field(label=_("Remark"), required=False)


class WithdrawalForm(CommandForm):
    """Since when the secondment is off, and why."""

    day = day_field(label=_("Withdrawn on"))
    reason = text_field(label=_("Reason"))


class ReturnForm(CommandForm):
    """The day of return."""

    day = day_field(label=_("Returned on"))
