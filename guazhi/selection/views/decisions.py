"""The meeting's decision, the publicity period after it, and carrying it out."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.policy.findings import Refused
from guazhi.selection import commands, forms, queries
from guazhi.selection.views.runs import crumbs
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, done, form_page, not_done, page

DECIDE = Capability.DECIDE_PLACEMENT


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Record what the meeting decided, with its changes line by line."""
    found = queries.proposal_page(request.actor, pk, clock.today(), DECIDE)
    form = forms.MeetingForm.of(
        request,
        people=[
            (line.row.pk, line.row.person.name, line.row.home_organisation.name)
            for line in found.lines
        ],
        posts=queries.posts_of(found.row.run),
        initial={"day": clock.today()},
    )
    if form.run(commands.decide_placement, pk, actor=request.actor):
        return done(request, _("The decision is on record."), "selection:proposal", pk)
    context = {
        **_context(found.row.intake, pk, _("Decision of the meeting")),
        "form": form,
        "found": found,
        "clauses": ("S3.0.3",),
    }
    status = 422 if form.is_bound else 200
    return page(request, "selection/decide.html", context, status=status)


@requires(Capability.RECORD_OBJECTION)
@require_http_methods(["GET", "POST"])
def object_to(request: Request, pk: int) -> HttpResponse:
    """Record what somebody has against a person while the list is public."""
    line = queries.line_to_change(request.actor, pk, Capability.RECORD_OBJECTION)
    form = forms.ObjectionForm.of(request, initial={"day": clock.today()})
    if form.run(commands.record_objection, pk, actor=request.actor):
        return done(request, _("The objection is on record."), _PROPOSAL, line.proposal_id)
    title = _("Record an objection")
    context = _context(line.proposal.intake, line.proposal_id, title)
    return form_page(request, form=form, **context, lede=line.person.name)


@requires(DECIDE)
@require_http_methods(["GET", "POST"])
def settle(request: Request, pk: int) -> HttpResponse:
    """Record what was found of an objection."""
    row = queries.objection_to_settle(request.actor, pk)
    form = forms.SettlementForm.of(request)
    if form.run(commands.settle_objection, pk, actor=request.actor):
        return done(request, _("The objection is settled."), _PROPOSAL, row.line.proposal_id)
    context = _context(row.line.proposal.intake, row.line.proposal_id, _("Settle the objection"))
    return form_page(request, form=form, **context, lede=f"{row.line.person.name} · {row.text}")


@requires(DECIDE)
@require_POST
def carry_out(request: Request, pk: int) -> HttpResponse:
    """Create the secondments and issue the letters."""
    try:
        sent = commands.carry_out(pk, actor=request.actor)
    except Refused as refused:
        return not_done(request, refused, _PROPOSAL, pk)
    n = len(sent)
    text = ngettext(
        "%(n)s secondment is created and its letter issued.",
        "%(n)s secondments are created and their letters issued.",
        n,
    )
    return done(request, text % {"n": n}, _PROPOSAL, pk)


_PROPOSAL = "selection:proposal"


def _context(intake: Any, proposal: int, title: str) -> dict[str, Any]:
    back = reverse(_PROPOSAL, args=[proposal])
    return {
        "title": title,
        "breadcrumbs": crumbs(intake, Crumb(_("Proposed placement"), back), Crumb(title)),
        "cancel_url": back,
    }
