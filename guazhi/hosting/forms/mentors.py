"""Forms for the mentor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.models import THEMES
from guazhi.web.forms import CommandForm, day_field, text_field


class MentorForm(CommandForm):
    """One of the people of the host unit."""

    mentor = forms.TypedChoiceField(label=_("Mentor"), coerce=int)
    day = day_field(label=_("Mentor from"))
    exception_reason = text_field(
        label=_("Why not the principal leader"),
        required=False,
        rows=2,
        help_text=_("Only where another person than the principal leader is named."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["mentor"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = people


class LeaderForm(CommandForm):
    """The principal leader of the host unit."""

    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=60)
    since = day_field(label=_("In office since"))


class MentoringAcceptanceForm(CommandForm):
    """The day on which the mentor takes it on."""

    day = day_field(label=_("Accepted on"))


class MentoringForm(CommandForm):
    """A time of mentoring, with a note for the writer alone."""

    day = day_field(label=_("Date"))
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=list(THEMES.items()), widget=forms.CheckboxSelectMultiple
    )
    text = text_field(label=_("What was passed on"))
    note = text_field(
        label=_("Private note"), required=False, rows=2, help_text=_("Nobody but you reads it.")
    )
