"""Forms say of what is missing what it is, in the language of the page."""

import pytest
from django import forms
from django.utils import translation

from guazhi.web.forms import CommandForm, day_field


class Asking(CommandForm):
    """One field of each sort."""

    kind = forms.ChoiceField(label="kind", choices=[("a", "A")])
    agreed = forms.BooleanField(label="agreed")
    day = day_field(label="day")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Choose: kind.", "Tick: agreed.", "Fill in: day."]),
        ("zh-hans", ["请选择：kind。", "请勾选：agreed。", "请填写：day。"]),
    ],
)
def test_what_is_missing_is_named(language: str, said: list[str]) -> None:
    with translation.override(language):
        errors = Asking({}).errors

    assert [errors[name] for name in ("kind", "agreed", "day")] == [[words] for words in said]
