"""Forms for nominations, wishes and rankings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.people.models import SEXES
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, Select, TicksField, text_field

Choices = Sequence[tuple[str, str]]
NONE = ("", "—")


class NominationForm(EditForm):
    """What the home organisation says of its nominee."""

    category = forms.ChoiceField(label=_("Post category wished"))
    reasons = text_field(label=_("Reasons for the nomination"))
    party_opinion = text_field(label=_("Opinion of the Party organisation"), required=False)
    discipline_opinion = text_field(label=_("Opinion of discipline inspection"), required=False)
    evidence = text_field(
        label=_("Supporting papers"),
        help_text=_("Grades of the last years, awards, tasks done; where the papers lie."),
        required=False,
    )
    considered = forms.TypedChoiceField(
        label=_("Results of earlier secondments"),
        choices=[NONE, ("True", _("Taken as a basis")), ("False", _("Did not count"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        help_text=_("Needed when the person was on secondment before."),
        required=False,
    )
    how_considered = text_field(label=_("What came of it, or why not"), rows=2, required=False)

    def offer(self, categories: Choices) -> None:
        """Offer what the policy knows, and choose nothing beforehand."""
        choose(self, "category", [NONE, *categories])


class NominateForm(NominationForm):
    """A new nomination: somebody of the unit's own, or a newcomer to the records."""

    person_id = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Select(),
        help_text=_("Leave empty for somebody who is not on record yet."),
    )
    name = forms.CharField(label=_("Name, if not on record"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[NONE, *SEXES.items()], required=False)
    post_title = forms.CharField(label=_("Present post"), max_length=100, required=False)
    replaces_id = forms.TypedChoiceField(
        label=_("In place of"), coerce=int, empty_value=None, required=False, widget=Select()
    )
    field_order = ("person_id", "name", "sex", "post_title", "replaces_id")

    def people(self, known: Choices, replaced: Choices) -> None:
        """Offer the unit's own people, and whom the nominee may stand in for."""
        choose(self, "person_id", [NONE, *known])
        choose(self, "replaces_id", [NONE, *replaced])

    def arguments(self) -> dict[str, Any]:
        """What the command is called with: a person on record, or what is known of a newcomer."""
        given = super().arguments()
        given.pop("seen", None)
        newcomer = {name: given.pop(name) for name in ("name", "sex", "post_title")}
        if given["person_id"] is None:
            given["newcomer"] = newcomer
        return given

    def clean(self) -> dict[str, Any]:
        """Somebody has to be named."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("person_id") is None:
            for name in ("name", "sex"):
                if not given.get(name):
                    self.add_error(name, _("Choose a person above, or fill this in."))
        return given


class AnswerForm(CommandForm):
    """Endorsed or received, sent back, or declined."""

    step = forms.ChoiceField(label=_("Outcome of the review"), widget=forms.RadioSelect)
    words = text_field(
        label=_("Opinion"),
        help_text=_("Needed when it is sent back or declined."),
        required=False,
    )

    def offer(self, steps: Choices) -> None:
        """Offer the answers of the party whose turn it is."""
        choose(self, "step", steps)


class AnswersForm(AnswerForm):
    """The same answer to several nominations."""

    nomination_ids = TicksField(label=_("Nominations"), required=True)
    field_order = ("nomination_ids", "step", "words")

    def __init__(self, *args: Any, nominations: Choices, **kwargs: Any) -> None:
        kwargs["initial"] = {"nomination_ids": [each for each, _said in nominations]}
        super().__init__(*args, **kwargs)
        choose(self, "nomination_ids", nominations)

    def arguments(self) -> dict[str, Any]:
        """What the command is called with."""
        given = super().arguments()
        return {**given, "nomination_ids": list(map(int, given["nomination_ids"]))}


class ReasonForm(CommandForm):
    """Why something is taken back."""

    reason = text_field(label=_("Reason"))


class EmptyForm(CommandForm):
    """Nothing to fill in: the button is the form."""


class WishesForm(EditForm):
    """One's wishes in order, and what should be weighed."""

    family = text_field(
        label=_("Family"),
        help_text=_("Read by the organisation departments only."),
        rows=2,
        required=False,
    )
    health = text_field(
        label=_("State of health"),
        help_text=_("Read by the organisation departments only."),
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, posts: Choices = (), most: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        for rank in range(1, most + 1):
            self.fields[f"wish_{rank}"] = forms.TypedChoiceField(
                label=_("Wish %(rank)s") % {"rank": rank},
                choices=[NONE, *posts],
                coerce=int,
                empty_value="",
                required=False,
                widget=Select(),
            )
        self.order_fields([f"wish_{rank}" for rank in range(1, most + 1)])

    def arguments(self) -> dict[str, Any]:
        """What the command is called with: the posts in order."""
        given = super().arguments()
        wishes = [given.pop(f"wish_{rank}") for rank in range(1, self.most + 1)]
        return {**given, "posts": [post for post in wishes if post]}


class RankForm(CommandForm):
    """Whom the host would have, in order."""

    def __init__(self, *args: Any, people: Choices = (), most: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        for rank in range(1, most + 1):
            self.fields[f"rank_{rank}"] = forms.TypedChoiceField(
                label=_("Candidate %(rank)s") % {"rank": rank},
                choices=[NONE, *people],
                coerce=int,
                empty_value=None,
                required=False,
                widget=Select(),
            )

    def arguments(self) -> dict[str, Any]:
        """What the command is called with: the nominations in order."""
        ranks = [self.cleaned_data[f"rank_{rank}"] for rank in range(1, self.most + 1)]
        return {"nominations": [each for each in ranks if each]}


def choose(form: forms.Form, name: str, choices: Iterable[tuple[object, object]]) -> None:
    """Let a field choose among these."""
    field: Any = form.fields[name]
    field.choices = list(choices)
