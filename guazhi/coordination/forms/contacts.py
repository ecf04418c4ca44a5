"""Forms for contacts with host units: ticks first, words where there is more to say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guazhi.coordination.forms.choices import offer, one_of
from guazhi.coordination.models import CONTACT_MODES, CONTACT_STATES
from guazhi.coordination.rules import ASPECTS, Note
from guazhi.policy.findings import Finding
from guazhi.policy.pack import Topic
from guazhi.secondments.models import Secondment
from guazhi.web import clock
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, Select, TicksField, day_field, text_field
from guazhi.web.words import in_language

ASPECT_NAMES = {"work": _("Work"), "life": _("Life"), "thought": _("Thinking")}
MORE = {
    "work": _("More on work"),
    "life": _("More on life"),
    "thought": _("More on thinking"),
}


def _covers(covered: Sequence[Secondment]) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=_("Secondees it covers"),
        choices=[(row.pk, row.secondee.name) for row in covered],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=[row.pk for row in covered if row.end >= clock.today()],
    )


class PlanContactForm(CommandForm):
    """When, in which way, with whom at the host, by whom of the department, about whom."""

    wanted = ("covers",)

    day = day_field(label=_("Planned for"))
    mode = forms.ChoiceField(label=_("Way"), choices=list(CONTACT_MODES.items()))
    spoke_with = forms.CharField(
        label=_("Contact person at the host unit"), max_length=60, required=False
    )
    officer_id = one_of(_("By whom of the department"))
    covers = forms.Field()

    def __init__(
        self,
        *args: Any,
        covered: Sequence[Secondment],
        officers: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covers"] = _covers(covered)
        offer(self, "officer_id", officers.items())


class ReplanContactForm(EditForm, PlanContactForm):
    """A planned contact, as it was or changed."""


class CallOffForm(CommandForm):
    """Why a contact will not be made."""

    reason = forms.CharField(label=_("Reason"), max_length=120)


@dataclass(frozen=True, slots=True)
class Person:
    """The part of the form about one secondee."""

    secondment: Secondment
    is_covered: bool
    ticks: tuple[BoundField, ...]
    words: tuple[BoundField, ...]
    opinions: BoundField

    @property
    def is_open(self) -> bool:
        """Whether something stands there already, or is wrong."""
        shown = (*self.ticks, *self.words, self.opinions)
        return any(bound.value() or bound.errors for bound in shown)


class ContactForm(CommandForm):
    """What a contact heard: of all it covers together, and of each alone.

    Fields of one secondee end in the number of the secondment: ``work_7``, ``topics_life_7``.
    An aspect of which the policy has nothing to tick is written.
    """

    day = day_field(label=_("Day"))
    mode = forms.ChoiceField(label=_("Way"), choices=list(CONTACT_MODES.items()))
    spoke_with = forms.CharField(label=_("Spoke with"), max_length=60)
    covers = forms.Field()
    work = text_field(label=MORE["work"], required=False, rows=2)
    life = text_field(label=MORE["life"], required=False, rows=2)
    thought = text_field(label=MORE["thought"], required=False, rows=2)
    contact_id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        covered: Sequence[Secondment],
        topics: Mapping[str, Topic],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.covered = covered
        self.fields["covers"] = _covers(covered)
        self._add("", topics)
        self.wanted = ("covers", *map(self._first, ASPECTS))
        for row in covered:
            self._add(f"_{row.pk}", topics)
            for aspect in ASPECTS:
                self.fields[f"{aspect}_{row.pk}"] = text_field(
                    label=MORE[aspect], required=False, rows=2
                )
            self.fields[f"opinions_{row.pk}"] = text_field(
                label=_("Opinions and suggestions"),
                required=False,
                rows=2,
                help_text=_("One a line. The host unit reads them."),
            )

    def _add(self, suffix: str, topics: Mapping[str, Topic]) -> None:
        """What may be ticked, aspect by aspect."""
        for aspect in ASPECTS:
            choices = [
                (key, in_language(topic.names))
                for key, topic in topics.items()
                if topic.aspect == aspect
            ]
            if choices:
                self.fields[f"topics_{aspect}{suffix}"] = TicksField(
                    label=ASPECT_NAMES[aspect], choices=choices
                )

    def _first(self, aspect: str, suffix: str = "") -> str:
        """Where an aspect is told: by ticks, or in words where nothing can be ticked."""
        ticks = f"topics_{aspect}{suffix}"
        return ticks if ticks in self.fields else f"{aspect}{suffix}"

    def _say(self, findings: Iterable[Finding]) -> None:
        shown = {
            f"topics_{aspect}{suffix}": self._first(aspect, suffix)
            for aspect in ASPECTS
            for suffix in ("", *(f"_{row.pk}" for row in self.covered))
        }
        super()._say(replace(each, field=shown.get(each.field, each.field)) for each in findings)

    def _bound(self, names: Iterable[str]) -> tuple[BoundField, ...]:
        return tuple(self[name] for name in names if name in self.fields)

    def ticks(self) -> tuple[BoundField, ...]:
        """What is told of all: ticks, aspect by aspect, or words where there are none."""
        return self._bound(map(self._first, ASPECTS))

    def words(self) -> tuple[BoundField, ...]:
        """What may be said of all beside the ticks."""
        return self._bound(aspect for aspect in ASPECTS if aspect not in self.wanted)

    def people(self) -> Iterator[Person]:
        """The part of each secondee."""
        chosen = {str(pk) for pk in self["covers"].value() or ()}
        for row in self.covered:
            yield Person(
                row,
                str(row.pk) in chosen,
                self._bound(f"topics_{aspect}_{row.pk}" for aspect in ASPECTS),
                self._bound(f"{aspect}_{row.pk}" for aspect in ASPECTS),
                self[f"opinions_{row.pk}"],
            )

    def _note(self, suffix: str = "") -> Note:
        given = self.cleaned_data
        topics = [key for name in ASPECTS for key in given.get(f"topics_{name}{suffix}", [])]
        return Note(tuple(topics), *(given[f"{aspect}{suffix}"] for aspect in ASPECTS))

    def arguments(self) -> dict[str, Any]:
        """What holds for all, and notes and opinions by secondment."""
        given = self.cleaned_data
        kept = ("day", "mode", "spoke_with", "covers", "contact_id")
        lines = {row.pk: given[f"opinions_{row.pk}"].splitlines() for row in self.covered}
        return {
            **{name: given[name] for name in kept},
            "whole": self._note(),
            "notes": {row.pk: self._note(f"_{row.pk}") for row in self.covered},
            "opinions": {
                pk: [line.strip() for line in said if line.strip()] for pk, said in lines.items()
            },
        }


class PlanFilter(forms.Form):
    """Which county's plan."""

    quarter = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, counties: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        offered = [("", _("All")), *((str(pk), name) for pk, name in counties)]
        self.fields["county"] = forms.ChoiceField(
            label=_("County"), choices=offered, required=False, widget=Select
        )
        self.is_valid()

    def wanted(self) -> int:
        """The county asked for, 0 for all."""
        return int(self.cleaned_data.get("county") or 0)


class ContactFilter(forms.Form):
    """Which contacts."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *CONTACT_STATES.items()],
        required=False,
        widget=Select,
    )
    mode = forms.ChoiceField(
        label=_("Way"),
        choices=[("", _("All")), *CONTACT_MODES.items()],
        required=False,
        widget=Select,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def said(self, name: str) -> str:
        """What was asked for in the field ``name``; nothing when it does not know the value."""
        return str(self.cleaned_data.get(name) or "")
