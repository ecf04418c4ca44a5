"""The burden budget: what was asked of each secondee, month by month."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.dashboards import queries
from guazhi.web import clock
from guazhi.web.keyset import keyset
from guazhi.web.page import Request, page

MONTHS = 6


@requires(Capability.VIEW_BURDEN)
@require_safe
def burden(request: Request) -> HttpResponse:
    """Papers, task reports, forums and reading asked of each secondee in the last months."""
    months = queries.months_up_to(clock.today(), MONTHS)
    found = keyset(queries.burdened(request.actor), "sort_key", request.GET, 50, has_gaps=False)
    rows = queries.burden(found.rows, months)
    context = {
        "title": _("Burden budget"),
        "months": months,
        "rows": rows,
        "over": sum(month.is_over for row in rows for month in row.months),
        "pages": found.pages(request.GET),
    }
    return page(request, "dashboards/burden.html", context, partial="rows")
