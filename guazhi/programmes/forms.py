"""Forms for programmes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.organisations.models import Organisation
from guazhi.policy.eligibility_words import word
from guazhi.policy.vocabulary import RANKS
from guazhi.programmes.rules import MOST_MONTHS
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, day_field, text_field
from guazhi.web.words import reading

Choices = Sequence[tuple[str, str]]
NONE = ("", "—")


class IntakeNotesForm(EditForm):
    """What is hoped for, and why a flow is empty."""

    expectations = text_field(label=_("Hopes for the secondees"), rows=8, required=False)
    flow_note = text_field(label=_("Note on empty flows"), required=False)
    balance_note = text_field(label=_("Note on the balance of posts and people"), required=False)


class OpeningForm(CommandForm):
    """A new intake: of which programme, when, under which policy."""

    area_id = forms.TypedChoiceField(label=_("City"), coerce=int)
    programme = forms.CharField(label=_("Programme"), max_length=100)
    name = forms.CharField(label=_("Intake"), max_length=100)
    start = day_field(label=_("First day"))
    months = forms.IntegerField(
        label=_("Months"), min_value=1, max_value=MOST_MONTHS, help_text=_("Twelve for a year.")
    )
    policy = forms.ChoiceField(label=_("Policy"), widget=forms.RadioSelect)

    def offer(self, cities: Iterable[Organisation], policies: Choices) -> None:
        """Offer these cities, a single one without asking, and these policies."""
        area, policy = self.fields["area_id"], self.fields["policy"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(policy, forms.ChoiceField)
        area.choices = [(city.pk, city.name) for city in cities]
        if len(area.choices) == 1:
            area.widget, area.initial = forms.HiddenInput(), area.choices[0][0]
        policy.choices = policies


class ScheduleForm(EditForm):
    """By when posts are offered, people nominated and wishes stated."""

    needs_from = day_field(label=_("Posts offered from"))
    needs_until = day_field(label=_("Posts offered until"))
    nominations_from = day_field(label=_("Nominations from"))
    nominations_until = day_field(label=_("Nominations until"))
    wishes_until = day_field(label=_("Review and wishes until"))


class CallForm(CommandForm):
    """Which units are asked for what."""

    organisations = forms.TypedMultipleChoiceField(
        label=_("Units"),
        coerce=int,
        widget=forms.SelectMultiple(attrs={"size": 16}),
        help_text=_(
            "With Ctrl or Shift several are chosen. Behind a unit stands what it was asked for"
            " before; what you say here replaces that."
        ),
    )
    posts = forms.BooleanField(label=_("Asked for posts"), required=False)
    people = forms.BooleanField(label=_("Asked for people"), required=False)
    quota = forms.IntegerField(
        label=_("Most nominees of each"),
        help_text=_("Left empty, the policy's figure holds."),
        required=False,
        min_value=1,
        max_value=100,
    )

    def offer(self, areas: Iterable[tuple[str, Choices]]) -> None:
        """Offer the units of these areas."""
        field: Any = self.fields["organisations"]
        field.choices = list(areas)


class PostForm(EditForm):
    """What a host says of a post."""

    title = forms.CharField(label=_("Post"), max_length=60)
    category = forms.ChoiceField(label=_("Post category"))
    rank = forms.ChoiceField(
        label=_("Rank of the post"),
        required=False,
        help_text=_("Left empty, the rank that the policy gives the category holds."),
    )
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=20, initial=1)
    duties = text_field(
        label=_("Duties"),
        help_text=_("What the secondee will be in charge of, in substance."),
        required=False,
    )
    teaches = forms.MultipleChoiceField(
        label=_("What the post teaches"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fields_asked = forms.MultipleChoiceField(
        label=_("Lines of work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    requirements = text_field(label=_("Requirements"), rows=2, required=False)
    team = forms.CharField(label=_("Leadership team"), max_length=60, required=False)
    team_cap = forms.IntegerField(
        label=_("Most secondees in the team"), min_value=1, max_value=20, required=False
    )
    living = text_field(label=_("Living conditions"), rows=2, required=False)

    def offer(
        self,
        categories: Choices,
        experiences: Choices,
        fields: Choices,
    ) -> None:
        """Offer what the policy knows, and choose nothing beforehand."""
        self.choose("category", [NONE, *categories])
        self.choose("rank", [NONE, *((rank, word(rank, reading())) for rank in RANKS)])
        self.choose("teaches", experiences)
        self.choose("fields_asked", fields)

    def choose(self, name: str, choices: Choices) -> None:
        """Let a field choose among these."""
        field: Any = self.fields[name]
        field.choices = choices

    def arguments(self) -> dict[str, Any]:
        """What the command is called with; a form has fields of its own, so theirs is renamed."""
        given = super().arguments()
        given["fields"] = given.pop("fields_asked")
        return given


class AnswerPostForm(CommandForm):
    """Approved, or sent back with a reason."""

    approves = forms.TypedChoiceField(
        label=_("Outcome of the review"),
        choices=[("yes", _("Approve")), ("no", _("Send back"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = text_field(
        label=_("Reason"), help_text=_("Needed when it is sent back."), required=False
    )


class WithdrawPostForm(CommandForm):
    """Why a post is taken back."""

    reason = text_field(label=_("Reason"))


class SubmitPostForm(CommandForm):
    """Nothing to fill in: the button is the form."""
