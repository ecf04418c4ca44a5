"""Forms that edit what is on record: who saves second sees both texts and loses nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms

from guazhi.access.middleware import Request
from guazhi.policy.editing import EDITED, Kept, mark, marks
from guazhi.policy.findings import Finding
from guazhi.web.forms import CommandForm


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else has saved: his texts where both wrote, and what was taken over."""

    kept: Kept
    texts: tuple[tuple[object, object], ...] = ()
    taken: tuple[object, ...] = ()


class EditForm(CommandForm):
    """A form that begins from what is on record, field by field.

    Saved over somebody else's text it is refused once, and then shows it. A field left as it
    was takes the other's text; one in which both wrote keeps one's own, with the other's shown.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    kept: Callable[[], Kept]
    other: Other | None = None

    @classmethod
    def editing(
        cls,
        request: Request,
        kept: Callable[[], Kept],
        *,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> Self:
        """The form as sent, or a new one that begins from ``kept``, beside ``initial``."""
        first: dict[str, Any] = {}
        if request.method != "POST":
            now = kept()
            first = {**now.texts, "seen": now.seen, **(initial or {})}
        form = cls.of(request, initial=first, **kwargs)
        form.kept = kept
        return form

    def arguments(self) -> dict[str, Any]:
        """What the command is called with; what came without marks is not compared."""
        given = super().arguments()
        return {**given, "seen": given["seen"] or None}

    def _say(self, findings: Iterable[Finding]) -> None:
        found = list(findings)
        if any(finding.code == EDITED for finding in found):
            self._meet(self.kept())
        super()._say(found)

    def _meet(self, kept: Kept) -> None:
        """Set what the other wrote beside what was sent, and let the next save go through."""
        began, texts, taken = marks(self.cleaned_data["seen"]), [], []
        for name, text in kept.texts.items():
            field, theirs = self.fields[name], mark(text)
            mine = mark(self.cleaned_data.get(name))
            if theirs in {mine, began.get(name)}:
                continue
            if mine == began.get(name):
                if isinstance(text, list):
                    self.put_all(name, text)
                else:
                    self.put(name, typed(field, text))
                taken.append(field.label)
            else:
                texts.append((field.label, _worded(field, text)))
        self.put("seen", kept.seen)
        self.other = Other(kept, tuple(texts), tuple(taken))


def typed(field: forms.Field, value: Any) -> str:
    """A value as it stands in the field when it is typed."""
    shown = field.widget.format_value(field.prepare_value(value))
    return str((shown[0] if isinstance(shown, list) else shown) or "")


def _worded(field: forms.Field, value: Any) -> str:
    """A value for reading: of what is chosen, the words."""
    words = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(words.get(each, each)) for each in value)
    text = typed(field, value)
    return str(words.get(text, text))
