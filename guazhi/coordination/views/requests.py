"""Pages for work that home organisations ask for."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import asked, work_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.keyset import keyset
from guazhi.web.page import Request, done, page


@requires(Capability.VIEW_HOME_WORK)
@require_safe
def requests(request: Request) -> HttpResponse:
    """Requests of home organisations; those that wait first."""
    actor = request.actor
    found = keyset(queries.home_requests(actor), "-decided_on", request.GET, 30)
    rows = [
        (row, row.allowed is None and queries.decides(actor, row.secondment)) for row in found.rows
    ]
    context = {
        "title": _("Requests of home organisations"),
        "rows": rows,
        "pages": found.pages(request.GET),
        "asking": queries.asking(actor),
    }
    return page(request, "coordination/requests.html", context)


@requires(Capability.ASK_HOME_WORK)
@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Ask for work of one's own secondee."""
    secondment = one(request.actor, pk, Capability.ASK_HOME_WORK)
    form = forms.HomeRequestForm.of(request, initial={"day": clock.today(), "days": 1})
    if form.run(commands.ask_home_work, pk, actor=request.actor):
        message = _("The request is sent to the city organisation department.")
        return done(request, message, work_of(pk))
    words: dict[str, Any] = {
        "title": _("Request work for the home organisation"),
        "clauses": ("S3.0.10",),
    }
    return asked(request, form, secondment=secondment, **words)


@requires(Capability.DECIDE_HOME_WORK)
@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Allow or refuse a request."""
    row = queries.request_to_decide(request.actor, pk)
    form = forms.DecideForm.of(request, initial={"day": clock.today()})
    if form.run(commands.decide_home_work, pk, actor=request.actor):
        return done(request, _("The decision is recorded."), work_of(row.secondment_id))
    secondment = one(request.actor, row.secondment_id, Capability.DECIDE_HOME_WORK)
    words: dict[str, Any] = {
        "title": _("Decide on a request of the home organisation"),
        "lede": _("%(matter)s (days: %(days)s): %(reason)s")
        % {"matter": row.matter, "days": row.days, "reason": row.reason},
        "clauses": ("S3.0.10",),
    }
    return asked(request, form, secondment=secondment, **words)
