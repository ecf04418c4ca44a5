"""A forum as one page of steps: plan, reports, record, points, minutes."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guazhi.access.actor import Capability
from guazhi.coordination import forms, queries
from guazhi.coordination.queries import Seat
from guazhi.documents.calendars import Appointment, invitation
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.forms import CommandForm
from guazhi.web.page import Crumb, Request, page

if TYPE_CHECKING:
    from guazhi.coordination.models import Forum, ForumMinutes

FORUM = "coordination:forum"
STEPS = {
    "plan": gettext_lazy("Plan and invitation"),
    "reports": gettext_lazy("Reports and speakers"),
    "record": gettext_lazy("Attendance and record"),
    "points": gettext_lazy("Points raised"),
    "minutes": gettext_lazy("Minutes"),
}


def step_page(
    request: Request, pk: int, step: str, form: CommandForm | None = None
) -> HttpResponse:
    """The page of a forum at ``step``; with a refused ``form`` its answer is 422."""
    actor = request.actor
    row = queries.forum(actor, pk)
    runs = queries.runs(actor, row)
    seats = queries.seats(actor, row)
    paper = queries.minutes(actor, row)
    step = step if step in STEPS else _now(row, paper, runs=runs)
    sees_record = runs or actor.may(Capability.READ_CONTACT_NOTE)
    context: dict[str, Any] = {
        "title": _("Forum of %(day)s") % {"day": row.held_on or row.day},
        "breadcrumbs": [Crumb(_("Forums"), reverse("coordination:forums")), Crumb(row.place)],
        "forum": row,
        "seats": seats,
        "sees_all": len(seats) == row.invited,  # type: ignore[attr-defined]
        "came": sum(seat.standing == "came" for seat in seats),
        "reports_in": sum(seat.is_in for seat in seats),
        "own": queries.own_seat(actor, row),
        "runs": runs,
        "may_urge": runs and row.is_to_come and row.urged_on != clock.today(),
        "paper": paper,
        "points": queries.points(actor, row, sees_all=sees_record or paper is not None),
        "sees_record": row.is_held and sees_record,
        "step": step,
        "tab_items": [Tab(label, f"?step={key}", key == step) for key, label in STEPS.items()],
        "body": f"coordination/forum_{step}.html",
    }
    context["left_out"] = queries.left_out(paper, context["points"])
    context["form"] = form or (_form(request, context) if runs else None)
    refused = form is not None and form.is_bound
    return page(request, "coordination/forum.html", context, status=422 if refused else 200)


def _now(row: "Forum", paper: "ForumMinutes | None", *, runs: bool) -> str:
    """The step that comes next for whoever holds it; for others what there is to see."""
    if row.called_off_on:
        return "plan"
    if row.is_held:
        return "minutes" if paper is not None else "points" if runs else "reports"
    return "record" if runs and row.day <= clock.today() else "reports"


def _form(request: Request, shown: dict[str, Any]) -> CommandForm | None:
    """The form of a step, as far as the step is open."""
    row, step, seats, paper = shown["forum"], shown["step"], shown["seats"], shown["paper"]
    if step == "plan" and row.is_to_come:
        return forms.ReplanForumForm.editing(request, lambda: queries.kept_plan(row))
    if step == "record" and row.is_to_come:
        initial = {"day": min(row.day, clock.today()), "chair": request.actor.name}
        return forms.RecordForumForm(seats=seats, initial=initial)
    if not row.is_held or (paper is not None and paper.confirmed_on):
        return None
    if step == "points":
        return forms.PointForm(**point_choices(row, seats))
    if step == "minutes":
        text = paper.text if paper else queries.drafted(row, seats, shown["points"])
        kept = queries.kept_minutes(paper)
        return forms.MinutesForm.editing(request, lambda: kept, initial={"text": text})
    return None


def point_choices(row: "Forum", seats: list[Seat]) -> dict[str, list[tuple[int, str]]]:
    """Who may have raised a point, and who may follow it up."""
    return {
        "owners": [(unit.pk, unit.name) for unit in queries.point_owners(row)],
        "speakers": [
            (
                seat.secondment.pk,
                f"{seat.secondment.secondee.name} · {seat.secondment.host_unit.name}",
            )
            for seat in seats
            if seat.standing == "came"
        ],
    }


def invitation_of(request: Request, row: "Forum") -> bytes:
    """The invitation to a forum as a calendar file."""
    return invitation(
        Appointment(
            uid=f"forum-{row.pk}@{request.get_host()}",
            sequence=row.plan,
            day=row.day,
            begins=row.begins,
            ends=row.ends,
            summary=_("Forum of secondees: %(intake)s") % {"intake": row.intake.name},
            place=row.place,
            text=row.agenda,
            url=request.build_absolute_uri(reverse(FORUM, args=[row.pk])),
            is_cancelled=row.called_off_on is not None,
        ),
        made_at=row.made_at,
    )
