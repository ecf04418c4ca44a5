"""Readiness across people: who arrives when, and what is missing."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import queries
from guazhi.web.components import Tab
from guazhi.web.keyset import keyset
from guazhi.web.page import Request, page

SHOWN = {
    "arrived": gettext_lazy("Arrived without"),
    "coming": gettext_lazy("To arrive, not ready"),
    "ready": gettext_lazy("All ready"),
    "all": gettext_lazy("All"),
}


@requires(Capability.VIEW_PLAN)
@require_safe
def readiness(request: Request) -> HttpResponse:
    """The secondees with what is ready for each; those who arrived without something first."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "arrived"
    rows = queries.arrivals(request.actor, show)
    found = keyset(rows, "start" if show == "coming" else "-start", request.GET, 40)
    ready = queries.many(found.rows, request.actor)
    context = {
        "title": _("Readiness"),
        "tab_items": [Tab(words, f"?show={key}", key == show) for key, words in SHOWN.items()],
        "rows": [(row, ready[row.pk]) for row in found.rows],
        "pages": found.pages(request.GET),
        "show": show,
    }
    return page(request, "hosting/readiness.html", context, partial="rows")
