"""Forms that end in a command: they parse what HTTP sends, nothing more."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Self

from django import forms
from django.db import IntegrityError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guazhi.access.middleware import Request
from guazhi.policy.findings import Finding, Level, Refused
from guazhi.web.messages import sentence
from guazhi.web.walls import finding_of

SELECTED = mark_safe(" selected")
DAYS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
REQUIRED = forms.Field.default_error_messages["required"]


def _missing(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose: %(label)s.")
    if isinstance(field, forms.BooleanField):
        return _("Tick: %(label)s.")
    return _("Fill in: %(label)s.")


class CommandForm(forms.Form):
    """A form whose fields are the arguments of a command, by the same names.

    ``wanted`` are fields that the form lets pass empty and the command may not, such as ticks in
    place of which something may be written; they are not marked as optional.
    """

    wanted: Collection[str] = ()

    @classmethod
    def of(cls, request: Request, **kwargs: Any) -> Self:
        """The form as sent, or a new one."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, **kwargs)
        return cls(**kwargs)

    def full_clean(self) -> None:
        """Clean, and say of what is missing what it is: to be chosen, ticked or filled in."""
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == REQUIRED:
                words = _missing(field) % {"label": field.label}
                field.error_messages = {**field.error_messages, "required": words}
        super().full_clean()

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        return dict(self.cleaned_data)

    def run(self, command: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call ``command`` with the fields when they are sound; a refusal becomes form errors."""
        if not (self.is_bound and self.is_valid()):
            return False
        return self.carry(command, *args, **self.arguments(), **kwargs)

    def carry(self, command: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Call ``command`` with just these; a refusal becomes form errors."""
        try:
            self.outcome = command(*args, **kwargs)
        except Refused as refused:
            self._say(refused.findings)
            return False
        except IntegrityError as refusal:
            finding = finding_of(refusal)
            if finding is None:
                raise
            self._say([finding])
            return False
        return True

    def put(self, name: str, value: str) -> None:
        """Let a field that was sent show ``value`` instead."""
        sent: Any = self.data
        self.data = sent = sent.copy()  # of several values a mere dict would keep the list
        sent[name] = value

    def put_all(self, name: str, values: Iterable[str]) -> None:
        """Let a field of several choices that was sent show ``values`` instead."""
        sent: Any = self.data
        self.data = sent = sent.copy()
        sent.setlist(name, list(values))

    def _say(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.level is Level.ERROR:
                name = finding.field if finding.field in self.fields else None
                self.add_error(name, sentence(finding))


class TicksField(forms.MultipleChoiceField):
    """A field whose choices are ticked, any number of them."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]] = (), **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(choices=list(choices), widget=forms.CheckboxSelectMultiple, **kwargs)


class DateInput(forms.DateInput):
    """A day as all pages write it; the browser's own field would write it by its language.

    A script sets the browser's calendar beside it (``data-day``).
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shown = {
            "data-day": "",
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": "2026-03-01",
        }
        super().__init__({**shown, **(attrs or {})}, format=DAYS[0])


class TimeInput(forms.TimeInput):
    """The browser's own field for an hour."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Select(forms.Select):
    """The usual select, written at once: a template for each of a hundred options is slow."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The control with its options, which come without groups."""
        del renderer
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                ("" if key is None else key, SELECTED if str(key) in chosen else "", words)
                for key, words in self.choices
            ),
        )
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(built), options)


def day_field(**kwargs: Any) -> forms.DateField:
    """A field for a day, read in every form in which people write one."""
    wrong = {"invalid": gettext_lazy("Write the day as in 2026-03-01 or 20260301.")}
    return forms.DateField(widget=DateInput(), input_formats=DAYS, error_messages=wrong, **kwargs)


def text_field(rows: int = 3, max_length: int = 4000, **kwargs: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": rows}), max_length=max_length, **kwargs
    )
