"""Forms for a placement and a proposal before the meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.forms import CommandForm, Select, text_field

NOWHERE = "0"
NOT_SENT = _("Not sent this time")


class PlaceForm(CommandForm):
    """What the run is kept for, in a few words."""

    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)


class LineForm(CommandForm):
    """To which post somebody is sent instead, or to none, and why."""

    post = forms.TypedChoiceField(label=_("Post"), coerce=int, widget=Select)
    reason = text_field(label=_("Reason"), rows=2, max_length=500)

    def __init__(self, *args: Any, posts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *posts, (NOWHERE, NOT_SENT)]

    def arguments(self) -> dict[str, Any]:
        """The post as the command takes it: none for nobody's."""
        found = super().arguments()
        return {**found, "post": found["post"] or None}


class WhyForm(CommandForm):
    """Why a proposal is given up, or somebody is taken out of it."""

    reason = text_field(label=_("Reason"), rows=2, max_length=500)
