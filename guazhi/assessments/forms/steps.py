"""Forms for what is done at a sitting beside the parts: signing, vetoes, another grade, home."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.assessments.forms.decisions import grades
from guazhi.policy import AssessmentForm
from guazhi.web.forms import CommandForm, day_field, text_field
from guazhi.web.words import in_language


class SignForm(CommandForm):
    """Signing what is shown; ``digest`` says what was shown."""

    day = day_field(label=_("Signed on"))
    digest = forms.CharField(widget=forms.HiddenInput)
    dissent = text_field(
        rows=2,
        label=_("Dissent and its reason"),
        required=False,
        help_text=_("Needed where your party proposed another grade."),
    )


class PaperForm(SignForm):
    """The signature of a member without an account, as it stands on a paper."""

    paper = forms.CharField(label=_("Which paper"), max_length=200)

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_id"] = forms.TypedChoiceField(
            label=_("Member"), choices=members, coerce=int
        )
        self.order_fields(["member_id", "day", "paper", "dissent", "digest"])


class ReasonForm(CommandForm):
    """Why something is taken back."""

    reason = text_field(rows=2, label=_("Reason"))


class VetoForm(CommandForm):
    """A fact of the policy's list, with what happened."""

    day = day_field(label=_("Day of the fact"))
    facts = text_field(rows=2, label=_("What happened"))

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, in_language(veto.names)) for key, veto in assessed.vetoes.items()]
        self.fields["veto"] = forms.ChoiceField(label=_("What bounds the grade"), choices=choices)
        self.order_fields(["veto", "day", "facts"])


class OverrideForm(CommandForm):
    """Another grade than the calculation proposes."""

    day = day_field(label=_("Day"))
    reason = text_field(rows=2, label=_("Reason"))

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = forms.ChoiceField(label=_("Grade"), choices=grades(assessed))
        self.order_fields(["grade", "reason", "day"])


class SettleForm(CommandForm):
    """Yes or no of the second person."""

    confirm = forms.TypedChoiceField(
        choices=[("yes", _("Confirm")), ("no", _("Refuse"))], coerce=lambda value: value == "yes"
    )


class HomeForm(CommandForm):
    """What the home organisation says."""

    day = day_field(label=_("Day"))
    opinion = text_field(rows=4, label=_("Opinion of the home organisation"))

    def __init__(self, *args: Any, assessed: AssessmentForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = forms.ChoiceField(
            label=_("Grade proposed"), choices=grades(assessed)
        )
        self.order_fields(["day", "grade", "opinion"])
