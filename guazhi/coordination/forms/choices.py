"""Fields that several forms of coordination share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise

from guazhi.web.forms import CommandForm

Choices = Iterable[tuple[int, str]]


def _number(value: Any) -> int | None:
    return int(value) if value not in ("", None) else None


def one_of(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    """A field for one row, or none."""
    return forms.TypedChoiceField(label=label, coerce=_number, empty_value=None, **kwargs)


def offer(form: CommandForm, name: str, choices: Choices, *, empty: str | Promise = "—") -> None:
    """Give a field its choices, with an empty one first."""
    field = form.fields[name]
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = [("", empty), *((str(value), label) for value, label in choices)]
