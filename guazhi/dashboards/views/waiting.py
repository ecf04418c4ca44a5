"""What waits for a step of whoever signed in: all of it, or one kind."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.dashboards import queries
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.keyset import keyset
from guazhi.web.menu import address
from guazhi.web.page import Request, page

Shown = tuple[queries.Listed, list[tuple[queries.Act, str]]]


def with_ways(steps: Iterable[queries.Listed]) -> list[Shown]:
    """Steps with the addresses of what may be done about each."""
    return [
        (row, [(act, address(act.route, *act.args) + act.query) for act in row.step.acts])
        for row in steps
    ]


@require_safe
def waiting(request: Request) -> HttpResponse:
    """The steps of one kind, or the first of every kind."""
    today, actor = clock.today(), request.actor
    counted = queries.count_steps(actor, today, queries.STEP_KINDS)
    key = request.GET.get("kind", "")
    context: dict[str, Any] = {
        "title": _("What waits for you"),
        "tab_items": [
            Tab(_("All"), "?", active=key not in queries.STEP_KINDS),
            *(
                Tab(queries.STEP_KINDS[name].label, f"?kind={name}", name == key, count)
                for name, count in counted.items()
            ),
        ],
    }
    if key in queries.STEP_KINDS:
        kind = queries.STEP_KINDS[key]
        found = keyset(kind.rows(actor, today), kind.sort, request.GET, 30)
        steps = [
            queries.Listed(key, kind.label, kind.icon, kind.step(row, today)) for row in found.rows
        ]
        context |= {"steps": with_ways(steps), "pages": found.pages(request.GET), "of_one": True}
    else:
        first = queries.first_steps(actor, today, queries.STEP_KINDS, counted)
        context["steps"] = with_ways(first)
    return page(request, "dashboards/waiting.html", context, partial="rows")
