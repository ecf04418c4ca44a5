"""The filters of the register and of the ledger of uses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor
from guazhi.assessments.models import OCCASIONS
from guazhi.assessments.queries import UsesSought
from guazhi.dashboards import queries
from guazhi.dashboards.queries import Sought
from guazhi.programmes.queries import intakes
from guazhi.secondments.models import DIRECTIONS, STATES
from guazhi.web.forms import Select
from guazhi.web.words import in_language

ALL = ("", _("All"))
LIGHTS = {"red": _("Overdue"), "yellow": _("Due soon"), "green": _("On track")}


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[ALL, *choices], required=False, widget=Select)


class RegisterFilter(forms.Form):
    """What the register is asked for; a value it does not know is left out."""

    q = forms.CharField(
        label=_("Name or pinyin"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    light = _choice(_("Light"), LIGHTS.items())
    state = _choice(_("State"), STATES.items())
    direction = _choice(_("Direction"), DIRECTIONS.items())
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    home_kind = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    host_kind = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    sort = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    field_order = ("q", "light", "category", "state", "county", "direction", "intake")

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        pack = queries.current_pack()
        categories = pack.categories.items() if pack else ()
        self.fields["category"] = _choice(
            _("Category"), [(key, in_language(entry.names)) for key, entry in categories]
        )
        self.fields["county"] = _choice(_("County"), queries.counties().values_list("pk", "name"))
        self.fields["intake"] = _choice(
            _("Intake"), [(row.pk, row.name) for row in intakes(actor)[:50]]
        )
        self.order_fields(self.field_order)

    def sought(self) -> Sought:
        """What was asked for."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        found.pop("sort", None)
        for name in ("county", "intake", "unit"):
            if name in found:
                found[name] = int(found[name])
        return Sought(**found)

    def order(self) -> str:
        """The column to sort by, as the address names it."""
        asked = str(self.data.get("sort", ""))
        return asked if asked.removeprefix("-") in queries.SORTS else "name"


class UsesFilter(forms.Form):
    """What the ledger of uses is asked for; a value it does not know is left out."""

    q = forms.CharField(
        label=_("Name or pinyin"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    occasion = _choice(_("Occasion"), OCCASIONS.items())
    considered = _choice(
        _("Taken as a basis"), {"yes": _("Taken as a basis"), "no": _("Did not count")}.items()
    )
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("q", "occasion", "considered", "county", "intake")

    def __init__(self, data: Any, actor: Actor) -> None:
        super().__init__(data)
        self.fields["county"] = _choice(_("County"), queries.counties().values_list("pk", "name"))
        self.fields["intake"] = _choice(
            _("Intake"), [(row.pk, row.name) for row in intakes(actor)[:50]]
        )
        self.order_fields(self.field_order)

    def sought(self) -> UsesSought:
        """What was asked for; a county is a unit like any other."""
        self.is_valid()
        found = self.cleaned_data
        unit = found.get("unit") or found.get("county") or 0
        return UsesSought(
            q=found.get("q", ""),
            occasion=found.get("occasion", ""),
            considered=found.get("considered", ""),
            intake=int(found.get("intake") or 0),
            unit=int(unit),
        )
