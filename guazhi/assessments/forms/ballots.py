"""Forms of the democratic evaluation: to put one up, and for those who vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.queries import Paper
from guazhi.policy.pack import BallotForm
from guazhi.web.forms import CommandForm
from guazhi.web.words import in_language

MARK = "mark_"
PEOPLE = "people_"
MOST = 2000


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PollForm(CommandForm):
    """From when to when, and how many of each group may vote."""

    opens_at = forms.DateTimeField(label=_("Opens at"), widget=MomentInput())
    closes_at = forms.DateTimeField(label=_("Closes at"), widget=MomentInput())

    def __init__(self, *args: Any, ballot: BallotForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, group in ballot.groups.items():
            self.fields[f"{PEOPLE}{key}"] = forms.IntegerField(
                label=in_language(group.names),
                required=False,
                min_value=0,
                max_value=MOST,
                help_text=_("How many may vote; weighs %(weight)s of 100")
                % {"weight": group.weight},
            )

    def arguments(self) -> dict[str, Any]:
        """The numbers travel together as ``people``."""
        values = dict(self.cleaned_data)
        names = [name for name in values if name.startswith(PEOPLE)]
        values["people"] = {name.removeprefix(PEOPLE): values.pop(name) or 0 for name in names}
        return values


class IssueForm(CommandForm):
    """For which group codes are made; for all when none is chosen."""

    group = forms.CharField(max_length=64, required=False)


class CodeForm(CommandForm):
    """The code of a slip."""

    code = forms.CharField(
        label=_("Voting code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
                "data-code": "",
                "autofocus": True,
                "class": "form-control code-box",
            }
        ),
    )


class VoteForm(CommandForm):
    """One tick for each question."""

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(grade.id, in_language(grade.names)) for grade in paper.grades]
        for key, named in paper.form.asks.items():
            words = in_language(named.names)
            self.fields[f"{MARK}{key}"] = forms.ChoiceField(
                label=words,
                choices=choices,
                widget=forms.RadioSelect(),
                error_messages={"required": _("Choose one for “%(ask)s”.") % {"ask": words}},
            )

    def arguments(self) -> dict[str, Any]:
        """The ticks travel together as ``marks``."""
        return {
            "marks": {name.removeprefix(MARK): value for name, value in self.cleaned_data.items()}
        }
