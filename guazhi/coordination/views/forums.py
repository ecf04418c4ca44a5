"""Pages for contacts, forums and work reports."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import PERSON, asked
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, done, page


@requires(Capability.MAKE_CONTACT)
@require_http_methods(["GET", "POST"])
def contact(request: Request, pk: int) -> HttpResponse:
    """Record a county department's contact with the host."""
    secondment = one(request.actor, pk, Capability.MAKE_CONTACT)
    form = forms.ContactForm.of(request, initial={"day": clock.today()})
    if form.run(commands.make_contact, pk, actor=request.actor):
        return done(request, _("The contact is recorded."), PERSON, pk)
    words: dict[str, Any] = {
        "title": _("Record a contact with the host unit"),
        "clauses": ("S2.2.8", "S2.2.9"),
    }
    return asked(request, form, secondment=secondment, **words)


@requires(Capability.WRITE_REPORT)
@require_http_methods(["GET", "POST"])
def report(request: Request, pk: int) -> HttpResponse:
    """Hand in a work report."""
    secondment = one(request.actor, pk, Capability.WRITE_REPORT)
    coming = [(row.pk, f"{row.day} {row.place}") for row in queries.open_forums(secondment)]
    form = forms.ReportForm.of(request, initial={"day": clock.today()}, forums=coming)
    if form.run(commands.submit_report, pk, actor=request.actor):
        return done(request, _("The report is handed in."), PERSON, pk)
    words: dict[str, Any] = {"title": _("Work report"), "clauses": ("S2.2.2",)}
    return asked(request, form, secondment=secondment, **words)


@requires(Capability.VIEW_FORUM)
@require_safe
def forums(request: Request) -> HttpResponse:
    """The forums, latest first."""
    context = {
        "title": _("Forums"),
        "forums": queries.forums(request.actor),
        "may_plan": queries.intakes(request.actor, Capability.HOLD_FORUM),
    }
    return page(request, "coordination/forums.html", context)


@requires(Capability.VIEW_FORUM)
@require_safe
def forum(request: Request, pk: int) -> HttpResponse:
    """One forum: its record, who came, whose report was heard."""
    row = queries.forum(request.actor, pk)
    holds = queries.forums(request.actor, Capability.HOLD_FORUM).filter(pk=row.pk).exists()
    context = {
        "title": _("Forum of %(day)s") % {"day": row.held_on or row.day},
        "breadcrumbs": [Crumb(_("Forums"), reverse("coordination:forums")), Crumb(row.place)],
        "forum": row,
        "seats": queries.seats(request.actor, row),
        "points": queries.points(request.actor, row),
        "may_record": holds and not row.is_held,
        "may_raise": holds and row.is_held,
        "sees_trends": row.is_held and request.actor.may(Capability.VIEW_CONTACT),
    }
    return page(request, "coordination/forum.html", context)


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def plan_forum(request: Request, pk: int) -> HttpResponse:
    """Plan a forum of an intake."""
    intake = queries.intakes(request.actor, Capability.HOLD_FORUM).one(pk)  # type: ignore[attr-defined]
    form = forms.PlanForumForm.of(request)
    if form.run(commands.plan_forum, pk, actor=request.actor):
        message = _("The forum is planned and every secondee invited.")
        return done(request, message, "coordination:forum", form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Plan a forum"),
        "lede": intake.name,
        "clauses": ("S2.2.1",),
    }
    return asked(request, form, cancel_url=reverse("coordination:forums"), **words)


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def record_forum(request: Request, pk: int) -> HttpResponse:
    """Record a forum; everyone invited is ticked until unticked."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    seats = queries.seats(request.actor, row)
    people = [(seat.secondment.pk, seat.secondment.secondee.name) for seat in seats]
    form = forms.RecordForumForm.of(
        request,
        initial={"day": min(row.day, clock.today()), "attended": [key for key, _name in people]},
        invited=people,
    )
    if form.run(commands.record_forum, pk, actor=request.actor):
        return done(request, _("The forum is recorded."), "coordination:forum", pk)
    words: dict[str, Any] = {
        "title": _("Record the forum"),
        "lede": f"{row.day} {row.place}",
        "clauses": ("S2.2.1", "S2.2.3"),
        "cancel_url": reverse("coordination:forum", args=[pk]),
        "seats": seats,
    }
    return asked(request, form, template="coordination/record_forum.html", **words)


@requires(Capability.HOLD_FORUM)
@require_http_methods(["GET", "POST"])
def raise_point(request: Request, pk: int) -> HttpResponse:
    """Keep a point raised at a forum."""
    row = queries.forum(request.actor, pk, Capability.HOLD_FORUM)
    owners = [(unit.pk, unit.name) for unit in queries.point_owners(row)]
    form = forms.PointForm.of(request, owners=owners)
    if form.run(commands.raise_point, pk, actor=request.actor):
        return done(request, _("The point is kept."), "coordination:forum", pk)
    words: dict[str, Any] = {
        "title": _("Add a point raised"),
        "lede": row.place,
        "clauses": ("S2.2.3",),
    }
    return asked(request, form, cancel_url=reverse("coordination:forum", args=[pk]), **words)
