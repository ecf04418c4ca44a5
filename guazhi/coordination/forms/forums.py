"""Forms for forums, the points raised there, and minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.coordination.forms.choices import Choices, offer, one_of
from guazhi.coordination.queries import Seat, ordered
from guazhi.web.editing import EditForm
from guazhi.web.forms import CommandForm, TimeInput, day_field, text_field


class PlanForumForm(CommandForm):
    """When, where and about what."""

    day = day_field(label=_("Planned for"))
    begins = forms.TimeField(label=_("Begins at"), widget=TimeInput())
    ends = forms.TimeField(label=_("Ends at"), widget=TimeInput())
    place = forms.CharField(label=_("Place"), max_length=120)
    agenda = text_field(label=_("Agenda"))
    outside_for = forms.CharField(
        label=_("Why outside the window"),
        max_length=120,
        required=False,
        help_text=_("Only for a day on which the policy asks for no forum."),
    )


class ReplanForumForm(PlanForumForm, EditForm):
    """The plan of a forum, as it was or changed."""


class CallOffForumForm(CommandForm):
    """Why a forum will not be held."""

    reason = text_field(label=_("Reason"), rows=2, max_length=120)


class ExcuseForm(CommandForm):
    """Why somebody invited cannot come."""

    reason = forms.CharField(label=_("Reason for leave"), max_length=120)


class SpeakersForm(CommandForm):
    """A usual order of speaking, or a number for each secondee (``turn_7``)."""

    BY = {"name": _("By name"), "host": _("By host unit"), "report": _("First report first")}

    by = forms.ChoiceField(label=_("Order of speaking"), choices=list(BY.items()), required=False)

    def __init__(self, *args: Any, seats: Sequence[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats

    def arguments(self) -> dict[str, Any]:
        """Secondments in the order asked for; a number that is none keeps its place."""
        if self.cleaned_data["by"]:
            return {"order": ordered(self.seats, self.cleaned_data["by"])}
        turns = {seat.secondment.pk: self._turn(seat) for seat in self.seats}
        return {"order": sorted(turns, key=lambda pk: turns[pk])}

    def _turn(self, seat: Seat) -> float:
        typed = str(self.data.get(f"turn_{seat.secondment.pk}", ""))
        now = seat.attendance.turn
        wanted = int(typed) if typed.isdecimal() and len(typed) < 5 else now
        # one that moves up goes before whoever stands there, one that moves down after
        return wanted + (0 if wanted == now else 0.5 if wanted > now else -0.5)


class RecordForumForm(CommandForm):
    """Who was away and why, what was said, what was learned; everyone else came.

    Those away are ticked (``away``), each with a reason if there was one (``leave_7``).
    """

    day = day_field(label=_("Held on"))
    chair = forms.CharField(label=_("Chair"), max_length=60)
    away = forms.TypedMultipleChoiceField(
        label=_("Away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = text_field(label=_("What was said"), rows=5, max_length=20000)
    thought_trends = text_field(label=_("Trends in thinking"))
    work_trends = text_field(label=_("Trends in work"))

    def __init__(self, *args: Any, seats: Sequence[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        field = self.fields["away"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(seat.secondment.pk, seat.secondment.secondee.name) for seat in seats]
        field.initial = [seat.secondment.pk for seat in seats if seat.attendance.leave]

    def rows(self) -> list[tuple[Seat, bool, str]]:
        """Each seat, whether it is ticked as away, and the reason typed."""
        away = {str(pk) for pk in self["away"].value() or ()}
        typed = {
            seat.secondment.pk: self.data.get(f"leave_{seat.secondment.pk}", seat.attendance.leave)
            for seat in self.seats
        }
        return [
            (seat, str(seat.secondment.pk) in away, str(typed[seat.secondment.pk]))
            for seat in self.seats
        ]

    def arguments(self) -> dict[str, Any]:
        """Who came, and the reasons of those who did not."""
        given = dict(self.cleaned_data)
        away = set(given.pop("away"))
        given["attended"] = [
            seat.secondment.pk for seat in self.seats if seat.secondment.pk not in away
        ]
        given["leave"] = {
            seat.secondment.pk: reason.strip()[:120]
            for seat, is_away, reason in self.rows()
            if is_away
        }
        return given


class PointForm(CommandForm):
    """A point raised, by whom, and who follows it up."""

    text = text_field(label=_("Point raised"), rows=2)
    raised_by_id = one_of(_("Raised by"), required=False)
    owner_id = one_of(_("Followed up by"))

    def __init__(
        self, *args: Any, owners: Choices = (), speakers: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner_id", owners)
        offer(self, "raised_by_id", speakers, empty=_("Nobody in particular"))


class PointAnswerForm(CommandForm):
    """What became of a point."""

    answer = text_field(label=_("Answer"))
    day = day_field(label=_("Day"))


class MinutesForm(EditForm):
    """The text of the minutes."""

    text = text_field(label=_("Minutes"), rows=18, max_length=40000)


class ConfirmMinutesForm(CommandForm):
    """The edition that was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
