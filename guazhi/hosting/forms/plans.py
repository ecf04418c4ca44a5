"""Forms for the training plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from guazhi.hosting.rules import PlanLine
from guazhi.web.forms import CommandForm, day_field, text_field

MOST_LINES = 20
SPARE = 1
FIELDS = ("lack", "goal", "measure", "milestone", "due", "number")


class PlanForm(CommandForm):
    """A version of the training plan: what it is to reach, and its lines."""

    day = day_field(label=_("Drafted on"))
    goals = text_field(label=_("What the term is to reach"), rows=2)
    measures = text_field(label=_("How the host goes about it"), rows=2)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    lines = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_LINES, required=False
    )

    def __init__(self, *args: Any, first: Iterable[PlanLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafted = list(first)
        count = min(len(drafted) + SPARE, MOST_LINES)
        if self.is_bound:
            sent = str(self.data.get("lines", ""))
            count = min(int(sent), MOST_LINES) if sent.isdecimal() and len(sent) < 4 else 0
        self.count = count
        self.initial["lines"] = count
        for index in range(count):
            self._add(index, drafted[index] if index < len(drafted) else None)

    def _add(self, index: int, line: PlanLine | None) -> None:
        shown: dict[str, forms.Field] = {
            "lack": forms.CharField(
                label=_("Experience that is lacking"), max_length=60, required=False
            ),
            "goal": _words(_("Goal")),
            "measure": _words(_("Measure")),
            "milestone": _words(_("Milestone")),
            "due": day_field(label=_("By"), required=False),
            "number": forms.IntegerField(
                widget=forms.HiddenInput, min_value=0, max_value=999, required=False
            ),
        }
        for name, field in shown.items():
            self.fields[f"line{index}-{name}"] = field
            if line is not None:
                self.initial[f"line{index}-{name}"] = getattr(line, name)

    def groups(self) -> list[list[BoundField]]:
        """The fields of each line, for the page."""
        return [[self[f"line{index}-{name}"] for name in FIELDS] for index in range(self.count)]

    def heads(self) -> list[BoundField]:
        """The fields above the lines."""
        return [self[name] for name in ("goals", "measures", "day", "based_on", "lines")]

    def rebase(self, version: int) -> None:
        """Let the next save go on from ``version``, which the page now shows."""
        assert isinstance(self.data, QueryDict)
        sent = self.data.copy()
        sent["based_on"] = str(version)
        self.data = sent

    def _line(self, index: int) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"line{index}-{name}") for name in FIELDS}

    def clean(self) -> dict[str, Any]:
        """A line that says something says all of it; an empty one is left out."""
        for index in range(self.count):
            line = self._line(index)
            said = {name: line[name] for name in ("goal", "measure", "milestone", "due")}
            if not any(said.values()):
                continue
            for name, value in said.items():
                field = f"line{index}-{name}"
                if not value and field not in self.errors:
                    self.add_error(field, self.fields["goals"].error_messages["required"])
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        """The plan with its lines."""
        lines = [self._line(index) for index in range(self.count)]
        return {
            **{name: self.cleaned_data[name] for name in ("day", "goals", "measures", "based_on")},
            "lines": [
                PlanLine(**{**line, "number": line["number"] or 0})
                for line in lines
                if line["goal"]
            ],
        }


def _words(label: Any) -> forms.CharField:
    return text_field(label=label, rows=2, max_length=400, required=False)


class PlanAnswerForm(CommandForm):
    """A word on the plan: yes, or back with a reason."""

    verdict = forms.ChoiceField(label=_("Your word"), widget=forms.RadioSelect, initial="yes")
    reason = text_field(
        label=_("Remark"), required=False, help_text=_("Where you return it, say why.")
    )
    day = day_field(label=_("Date"))

    def __init__(self, *args: Any, yes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["verdict"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("yes", yes), ("no", _("Return it"))]
