"""Messages that did not get through, or perhaps did: for the officer who runs the system."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.notices import commands, queries
from guazhi.notices.forms import SettleForm
from guazhi.web import clock
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, page


@requires(Capability.SETTLE_DELIVERY)
@require_safe
def deliveries(request: Request) -> HttpResponse:
    """What waits for a decision, newest first; without what it said."""
    found = keyset(queries.undecided(request.actor), "-id", request.GET, 30, has_gaps=False)
    context = {
        "title": _("Messages not delivered"),
        "breadcrumbs": [Crumb(_("To do"), "/"), Crumb(_("Messages not delivered"))],
        "deliveries": found.rows,
        "pages": found.pages(request.GET),
    }
    return page(request, "notices/deliveries.html", context, partial="rows")


@requires(Capability.SETTLE_DELIVERY)
@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """Send it once more, or let it be."""
    form = SettleForm.of(request)
    if form.run(commands.settle_delivery, pk, at=clock.now(), actor=request.actor):
        return done(request, _("Decided."), "notices:deliveries")
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return redirect("notices:deliveries")
