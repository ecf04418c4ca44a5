"""Pages for the points raised at forums."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import asked
from guazhi.coordination.views.steps import FORUM, point_choices, step_page
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.keyset import keyset
from guazhi.web.page import Request, done, page


@requires(Capability.HOLD_FORUM)
@require_POST
def raise_point(request: Request, pk: int) -> HttpResponse:
    """Keep a point raised at a forum, then ask for the next."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    seats = queries.seats(request.actor, row)
    form = forms.PointForm.of(request, **point_choices(row, seats))
    if form.run(commands.raise_point, pk, actor=request.actor):
        answer = done(request, _("The point is kept."), FORUM, pk)
        answer["Location"] += "?step=points"
        return answer
    return step_page(request, pk, "points", form)


@requires(Capability.ANSWER_POINT)
@require_safe
def points(request: Request) -> HttpResponse:
    """The points that the actor's organisations follow up."""
    show = "answered" if request.GET.get("show") == "answered" else ""
    rows = queries.owned_points(request.actor).filter(answered_on__isnull=not show)
    found = keyset(rows, "-made_at", request.GET, 30)
    context = {
        "title": _("Points to follow up"),
        "points": queries.with_due(request.actor, found.rows),
        "pages": found.pages(request.GET),
        "tab_items": [
            Tab(_("To answer"), "?", active=not show),
            Tab(_("Answered"), "?show=answered", active=bool(show)),
        ],
    }
    return page(request, "coordination/points.html", context, partial="rows")


@requires(Capability.VIEW_FORUM)
@require_safe
def point(request: Request, pk: int) -> HttpResponse:
    """From a point to the forum at which it was raised."""
    row = get_object_or_404(queries.seen_points(request.actor), pk=pk)
    return redirect(f"{reverse(FORUM, args=[row.forum_id])}?step=points")


@requires(Capability.ANSWER_POINT)
@require_http_methods(["GET", "POST"])
def answer_point(request: Request, pk: int) -> HttpResponse:
    """Say what became of a point."""
    row = queries.point(request.actor, pk)
    form = forms.PointAnswerForm.of(request, initial={"day": clock.today()})
    if form.run(commands.answer_point, pk, actor=request.actor):
        return done(request, _("The point is answered."), "coordination:points")
    words = {"title": _("Answer a point of the forum"), "lede": row.text}
    return asked(request, form, cancel_url=reverse("coordination:points"), **words)
