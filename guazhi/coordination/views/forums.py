"""Pages for forums: a forum is one page of steps, from its plan to its minutes."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import asked
from guazhi.coordination.views.steps import FORUM, invitation_of, step_page
from guazhi.documents.rendering import attachment
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.keyset import keyset
from guazhi.web.page import Request, done, page


@requires(Capability.VIEW_FORUM)
@require_safe
def forums(request: Request) -> HttpResponse:
    """The forums, latest first."""
    found = keyset(queries.forums(request.actor), "-day", request.GET, 30)
    context = {
        "title": _("Forums"),
        "forums": found.rows,
        "pages": found.pages(request.GET),
        "may_plan": queries.intakes_to_meet(request.actor),
    }
    return page(request, "coordination/forums.html", context, partial="rows")


@requires(Capability.VIEW_FORUM)
@require_safe
def forum(request: Request, pk: int) -> HttpResponse:
    """One forum, at the step that comes next or the one asked for."""
    return step_page(request, pk, request.GET.get("step", ""))


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def plan_forum(request: Request, pk: int) -> HttpResponse:
    """Plan a forum of an intake on a day within the window that the policy asks for."""
    intake = queries.intakes(request.actor, Capability.HOLD_FORUM).one(pk)  # type: ignore[attr-defined]
    window = queries.window(request.actor, intake, clock.today())
    form = forms.PlanForumForm.of(
        request,
        initial={
            "day": window and window.day,
            "begins": "09:00",
            "ends": "11:30",
            "agenda": _("Secondees report; what worked is shared; the department speaks."),
        },
    )
    if form.run(commands.plan_forum, pk, actor=request.actor):
        message = _("The forum is planned and every secondee invited.")
        return done(request, message, FORUM, form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Plan a forum"),
        "lede": intake.name,
        "clauses": ("S2.2.1",),
        "window": window,
        "cancel_url": reverse("coordination:forums"),
    }
    return asked(request, form, template="coordination/plan_forum.html", **words)


@requires(Capability.HOLD_FORUM)
@require_POST
def replan_forum(request: Request, pk: int) -> HttpResponse:
    """Move a forum or change its agenda."""
    form = forms.ReplanForumForm.editing(
        request,
        lambda: queries.kept_plan(queries.forum(request.actor, pk, Capability.HOLD_FORUM)),
    )
    if form.run(commands.replan_forum, pk, actor=request.actor):
        return done(request, _("The plan is changed."), FORUM, pk)
    return step_page(request, pk, "plan", form)


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def call_off_forum(request: Request, pk: int) -> HttpResponse:
    """Say that a planned forum will not be held."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    form = forms.CallOffForumForm.of(request)
    if form.run(commands.call_off_forum, pk, actor=request.actor):
        return done(request, _("The forum is called off, and those invited are told."), FORUM, pk)
    words: dict[str, Any] = {
        "title": _("Call off the forum"),
        "lede": f"{row.day} {row.place}",
        "clauses": ("S2.2.1",),
        "submit_label": _("Call off the forum"),
        "danger": True,
    }
    return asked(request, form, cancel_url=reverse(FORUM, args=[pk]), **words)


@requires(Capability.HOLD_FORUM)
@require_POST
def arrange_speakers(request: Request, pk: int) -> HttpResponse:
    """Set the order of speaking."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    form = forms.SpeakersForm.of(request, seats=queries.seats(request.actor, row))
    if form.run(commands.arrange_speakers, pk, actor=request.actor):
        return _next(request, pk, "reports", _("The order of speaking is set."))
    return step_page(request, pk, "reports", form)


@requires(Capability.HOLD_FORUM)
@require_POST
def urge_reports(request: Request, pk: int) -> HttpResponse:
    """Urge whoever has not reported."""
    form = CommandForm.of(request)
    if form.run(commands.urge_reports, pk, actor=request.actor):
        return _next(request, pk, "reports", _("Those whose report is missing are urged."))
    return step_page(request, pk, "reports", form)


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def record_forum(request: Request, pk: int) -> HttpResponse:
    """Record a forum; everyone invited came unless ticked as away."""
    if request.method == "GET":
        return step_page(request, pk, "record")
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    form = forms.RecordForumForm.of(request, seats=queries.seats(request.actor, row))
    if form.run(commands.record_forum, pk, actor=request.actor):
        return _next(request, pk, "points", _("The forum is recorded."))
    return step_page(request, pk, "record", form)


@requires(Capability.EXCUSE_ONESELF)
@require_http_methods(["GET", "POST"])
def excuse(request: Request, pk: int) -> HttpResponse:
    """Ask leave from a forum."""
    row = queries.forum(request.actor, pk, Capability.EXCUSE_ONESELF)
    form = forms.ExcuseForm.of(request)
    if form.run(commands.excuse_from_forum, pk, actor=request.actor):
        return done(request, _("Your leave is asked for."), FORUM, pk)
    words = {"title": _("Ask leave from the forum"), "lede": f"{row.day} {row.place}"}
    return asked(request, form, cancel_url=reverse(FORUM, args=[pk]), **words)


@requires(Capability.VIEW_FORUM)
@require_safe
def invitation(request: Request, pk: int) -> HttpResponse:
    """The invitation for a calendar."""
    row = queries.forum(request.actor, pk)
    answer = HttpResponse(invitation_of(request, row), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = attachment(f"座谈会_{row.day}.ics")
    return answer


def _next(request: Request, pk: int, step: str, message: str) -> HttpResponse:
    answer = done(request, message, FORUM, pk)
    answer["Location"] += f"?step={step}"
    return answer
