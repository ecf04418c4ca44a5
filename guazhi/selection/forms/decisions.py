"""Forms for the meeting's decision and the publicity period."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guazhi.people.rules.names import clean_name
from guazhi.selection.commands import Sent
from guazhi.selection.forms.proposals import NOT_SENT, NOWHERE
from guazhi.selection.models import OUTCOMES
from guazhi.selection.rules.decisions import Member
from guazhi.web.forms import CommandForm, Select, day_field, text_field

MOST_CHANGES = 8
COLONS = str.maketrans("：，", ":,")


class MeetingForm(CommandForm):
    """The meeting: which, when, who was there, who stepped back for a ground of his own."""

    meeting = forms.CharField(label=_("Meeting"), max_length=120)
    day = day_field(label=_("Day of the meeting"))
    number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    members = text_field(
        label=_("Who was there"),
        rows=6,
        help_text=_("One on a line: name, post. Members step back on relatives by themselves."),
    )
    stepped_back = text_field(
        label=_("Stepped back for another reason"),
        rows=2,
        required=False,
        help_text=_("One on a line: member: person."),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[int, str, str]],
        posts: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, list[int]] = {}
        for line, name, _home in people:
            self.people.setdefault(clean_name(name), []).append(line)
        choices = [(line, f"{name} · {home}") for line, name, home in people]
        nobody, nothing = ("", _("Nobody")), ("", _("Choose"))
        for at in range(MOST_CHANGES):
            self.fields[f"line_{at}"] = _choice(_("Person"), [nobody, *choices])
            self.fields[f"post_{at}"] = _choice(_("Post"), [nothing, *posts, (NOWHERE, NOT_SENT)])
            self.fields[f"reason_{at}"] = forms.CharField(
                label=_("Reason"), max_length=500, required=False
            )

    def changes(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """The fields of each change that the meeting may have made."""
        return [
            (self[f"line_{at}"], self[f"post_{at}"], self[f"reason_{at}"])
            for at in range(MOST_CHANGES)
        ]

    def clean(self) -> dict[str, Any]:
        """Members and changes as the command takes them."""
        found = super().clean() or {}
        found["changes"] = list(self._changes(found))
        named = [_named(line) for line in found.get("members", "").splitlines() if line.strip()]
        lines = self._stepped_back(
            found.pop("stepped_back", ""), {clean_name(name) for name, _t in named}
        )
        found["members"] = [
            Member(name, title, steps_back=tuple(lines.get(clean_name(name), ())))
            for name, title in named
        ]
        return found

    def _changes(self, found: dict[str, Any]) -> Iterator[Sent]:
        for at in range(MOST_CHANGES):
            line, post, reason = (
                found.pop(f"{name}_{at}", "") for name in ("line", "post", "reason")
            )
            if line and not post:
                self.add_error(f"post_{at}", _("Choose a post, or that the person is not sent."))
            elif line:
                yield Sent(int(line), int(post) or None, reason)

    def _stepped_back(self, text: str, members: set[str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for line in filter(str.strip, text.splitlines()):
            member, _colon, person = (
                clean_name(part) for part in line.translate(COLONS).partition(":")
            )
            if member not in members or person not in self.people:
                words = _("“%(line)s” names nobody present, or nobody of the proposal.")
                self.add_error("stepped_back", ValidationError(words % {"line": line.strip()}))
            else:
                found.setdefault(member, []).extend(self.people[person])
        return found


def _choice(label: Any, options: Sequence[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, required=False, widget=Select)


def _named(line: str) -> tuple[str, str]:
    name, _comma, title = line.translate(COLONS).partition(",")
    if not title and len(parts := line.split(None, 1)) == 2:
        name, title = parts
    return name.strip(), title.strip()


class ObjectionForm(CommandForm):
    """What somebody has against a person while the list is public."""

    day = day_field(label=_("Day"))
    source = forms.CharField(
        label=_("From whom"),
        max_length=100,
        required=False,
        help_text=_("Letter, call, visit; nobody need be named."),
    )
    text = text_field(label=_("What was said"), rows=4)


class SettlementForm(CommandForm):
    """What was found of an objection."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=tuple(OUTCOMES.items()), widget=forms.RadioSelect
    )
    answer = text_field(label=_("What was found"), rows=4)
