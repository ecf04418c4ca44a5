"""Forms for practices, exchange, requests and visits."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.coordination.forms.choices import Choices, offer, one_of
from guazhi.coordination.models import DIRECTIONS, SOURCES
from guazhi.coordination.queries import HOST_KINDS, STANDINGS, Addressee
from guazhi.coordination.rules import LONGEST_COMMENT, LONGEST_HOME_WORK
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, Select, day_field, text_field


def _filter(label: Any, choices: Iterable[tuple[Any, Any]] = ()) -> forms.ChoiceField:
    """A field of a list's filters: one of ``choices``, or all."""
    offered = [("", _("All")), *((str(value), words) for value, words in choices)]
    return forms.ChoiceField(label=label, choices=offered, required=False, widget=Select)


def search_field(label: Any) -> forms.CharField:
    """A field of a list's filters for words to look for."""
    widget = forms.TextInput(attrs={"type": "search"})
    return forms.CharField(label=label, max_length=60, required=False, widget=widget)


class ProposeForm(CommandForm):
    """Something that worked, and where it was seen."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = text_field(label=_("What was done and what came of it"), rows=6)
    source = forms.ChoiceField(label=_("Seen in"), choices=list(SOURCES.items()))
    secondment_id = one_of(_("Whose work"), required=False)
    day = day_field(label=_("Day"))
    report_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    task_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, secondments: Choices = (), is_seen: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "secondment_id", secondments, empty=_("Several, or nobody in particular"))
        if is_seen:
            for name in ("source", "secondment_id"):
                self.fields[name].widget = forms.HiddenInput()
                self.fields[name].required = False


class ReviseForm(EditForm):
    """The proposal in new words."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = text_field(label=_("What was done and what came of it"), rows=8)
    day = day_field(label=_("Day"))


class ReturnPracticeForm(CommandForm):
    """Why a proposal is not spread as it is."""

    reason = text_field(
        label=_("Reason"), help_text=_("Say what is missing, so that it can be sent in again.")
    )
    day = day_field(label=_("Day"))


class PracticeFilter(forms.Form):
    """What the practice library is asked for."""

    q = search_field(_("Words in title or text"))
    intake = _filter(_("Intake"))
    show = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, intakes: Choices) -> None:
        super().__init__(data)
        self.fields["intake"] = _filter(_("Intake"), intakes)
        self.is_valid()

    def said(self, name: str) -> str:
        """What was asked for in the field ``name``; nothing when it does not know the value."""
        return str(self.cleaned_data.get(name) or "")


class PublishForm(CommandForm):
    """The day of publication."""

    day = day_field(label=_("Published on"))


class CommentForm(CommandForm):
    """A few words on a practice."""

    text = text_field(label=_("Your comment"), rows=2, max_length=LONGEST_COMMENT)


class AdoptForm(CommandForm):
    """What came of taking a practice up."""

    day = day_field(label=_("Day"))
    effect = text_field(label=_("Effect"))


class ExchangeForm(CommandForm):
    """What is brought, up or down, and to whom: under each direction the units that it fits.

    A choice is a direction with a unit behind it, ``brought_up-7``.
    """

    to_organisation_id = forms.ChoiceField(label=_("Direction and unit"))
    text = text_field(label=_("Text"), rows=5)
    day = day_field(label=_("Day"))
    opinion_id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Addressee] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_organisation_id"]
        assert isinstance(field, forms.ChoiceField)
        groups = {
            words: [(f"{key}-{unit.pk}", unit.name) for unit in units if key in unit.fits]
            for key, words in DIRECTIONS.items()
        }
        field.choices = [("", "—"), *((words, found) for words, found in groups.items() if found)]

    def arguments(self) -> dict[str, Any]:
        """The direction and the unit apart."""
        given = super().arguments()
        direction, _dash, unit = given["to_organisation_id"].partition("-")
        return {**given, "direction": direction, "to_organisation_id": int(unit)}


class ForwardForm(CommandForm):
    """The unit that owns the matter, and why."""

    to_organisation_id = one_of(_("Passed on to"))
    reason = text_field(label=_("Reason"))
    day = day_field(label=_("Day"))

    def __init__(self, *args: Any, units: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to_organisation_id", units)


class FlowNoteForm(EditForm):
    """Why nothing flows."""

    text = text_field(label=_("Why nothing flows here, and what is done about it"))


class ExchangeFilter(PracticeFilter):
    """What the exchange board is asked for."""

    q = search_field(_("Words in text or answer"))
    standing = _filter(_("Standing"), STANDINGS.items())
    direction = _filter(_("Direction"), DIRECTIONS.items())
    from_kind = _filter(_("Comes from"), HOST_KINDS.items())
    to_kind = _filter(_("Goes to"), HOST_KINDS.items())

    field_order = ("q", "standing", "direction", "from_kind", "to_kind", "intake")


class AnswerForm(CommandForm):
    """The answer, and whether what was brought is adopted."""

    ADOPTED = {"yes": _("Adopted"), "no": _("Not adopted"), "": _("Nothing to adopt")}

    answer = text_field(label=_("Answer"))
    adopted = forms.TypedChoiceField(
        label=_("Adopted or not"),
        choices=list(ADOPTED.items()),
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    reason = text_field(
        label=_("Reason"), required=False, help_text=_("Needed where it is not adopted.")
    )
    day = day_field(label=_("Day"))


class HomeRequestForm(CommandForm):
    """What the home organisation wants done, why and for how long."""

    matter = forms.CharField(label=_("Matter"), max_length=200)
    reason = text_field(label=_("Reason"))
    days = forms.IntegerField(label=_("Days asked for"), min_value=1, max_value=LONGEST_HOME_WORK)
    day = day_field(label=_("Day"))


class HomeVisitForm(CommandForm):
    """Who went where, and what the secondee said."""

    day = day_field(label=_("Day"))
    visitor = forms.CharField(label=_("Visitor"), max_length=60)
    place = forms.CharField(label=_("Place"), max_length=120)
    thought = text_field(label=_("Thinking"))
    difficulties = text_field(
        label=_("Difficulties heard"),
        required=False,
        help_text=_("The host unit does not read this."),
    )
    remark = text_field(label=_("Remark"), required=False)


class DecideForm(CommandForm):
    """Allowed or refused."""

    allowed = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Allow")), ("no", _("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = text_field(
        label=_("Reason"), required=False, help_text=_("Needed where the request is refused.")
    )
    day = day_field(label=_("Day"))
