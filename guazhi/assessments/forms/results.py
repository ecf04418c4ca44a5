"""The form for the use of a result."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.models import OCCASIONS
from guazhi.web.forms import CommandForm, day_field, text_field


class UseForm(CommandForm):
    """What a meeting decided with the result before it."""

    occasion = forms.ChoiceField(label=_("Occasion"), choices=list(OCCASIONS.items()))
    meeting = forms.CharField(label=_("Meeting"), max_length=120)
    day = day_field(label=_("Day of the meeting"))
    decision = text_field(label=_("Decision"))
    considered = forms.BooleanField(
        label=_("The result was considered as one important basis"), required=False, initial=True
    )
    how_considered = text_field(label=_("How it was considered, or why not"))
