"""The form for who sits: accounts of each managing party, names without one, the chair."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.rules.sitting import Chosen
from guazhi.web.forms import CommandForm

Offered = Mapping[int, tuple[str, list[tuple[int, str]]]]


class SittingForm(CommandForm):
    """Members by organisation; one of them in the chair."""

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        everybody = []
        for pk, (name, accounts) in offered.items():
            self.fields[f"users_{pk}"] = forms.TypedMultipleChoiceField(
                label=name,
                choices=accounts,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"name_{pk}"] = forms.CharField(
                label=_("Somebody without an account"), max_length=60, required=False
            )
            everybody += [(user, f"{who}（{name}）") for user, who in accounts]
        self.fields["chair"] = forms.TypedChoiceField(
            label=_("In the chair"), choices=everybody, coerce=int
        )

    def parties(self) -> list[tuple[BoundField, BoundField]]:
        """The two fields of each organisation."""
        return [(self[f"users_{pk}"], self[f"name_{pk}"]) for pk in self.offered]

    def picks(self) -> tuple[Chosen, ...]:
        """The members as the command takes them."""
        given = self.cleaned_data
        found: list[Chosen] = []
        for pk in self.offered:
            users = given[f"users_{pk}"]
            found += [Chosen(user, "", pk, is_chair=user == given["chair"]) for user in users]
            if name := given[f"name_{pk}"].strip():
                found.append(Chosen(None, name, pk))
        return tuple(found)


class RoundSignForm(CommandForm):
    """Signing several assessments that are ticked, each with the digest of what was shown."""

    picked = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["picked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = offered
