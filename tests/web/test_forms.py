"""Forms say of what is missing what it is, in the language of the page."""

from datetime import date

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


@pytest.mark.parametrize(
    "written", ["2026-03-01", "20260301", "2026/3/1", "2026.3.1", "2026年3月1日", " 2026-03-01 "]
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    form = Asking({"kind": "a", "agreed": "on", "day": written})

    assert (form.is_valid(), form.cleaned_data["day"]) == (True, date(2026, 3, 1))


@pytest.mark.parametrize("written", ["01/03/2026", "2026-02-30", "tomorrow"])
def test_a_day_that_is_none_is_told_how_to_write_one(written: str) -> None:
    with translation.override("en"):
        errors = list(Asking({"kind": "a", "agreed": "on", "day": written}).errors["day"])

    assert errors == ["Write the day as in 2026-03-01 or 20260301."]
