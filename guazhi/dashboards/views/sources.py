"""From a record that another came of to the page on which it stands."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.dashboards import queries
from guazhi.web.page import Request


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def source(request: Request, kind: str, pk: int) -> HttpResponse:
    """Go to the page of the record; 404 for those who may not read it."""
    if kind not in queries.KINDS:
        raise Http404
    route, number, tab = queries.place_of(request.actor, kind, pk)
    address = reverse(route, args=[number])
    return redirect(f"{address}?tab={tab}" if tab else address)
