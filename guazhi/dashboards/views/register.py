"""The register (花名册): tree, filters, sort, pages by key, and a workbook of what is shown."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.dashboards import commands, queries
from guazhi.dashboards.forms import RegisterFilter
from guazhi.dashboards.workbook import write_register
from guazhi.web import clock
from guazhi.web.components import Node
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, page

if TYPE_CHECKING:
    from guazhi.organisations.models import Organisation

MOST_IN_A_FILE = 20_000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def register(request: Request) -> HttpResponse:
    """The register of secondments; htmx asks for its rows only."""
    today = clock.today()
    soon = queries.soon_days(today)
    form = RegisterFilter(request.GET, request.actor)
    sort = form.order()
    rows = queries.register(request.actor, form.sought(), today, soon)
    found = keyset(rows, _column(sort), request.GET)
    context = {
        "title": _("Register"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Register"))],
        "filter_form": form,
        "sort": sort,
        "lines": queries.register_rows(found.rows, today, soon),
        "pages": found.pages(request.GET),
        "tree": [] if request.headers.get("HX-Request") else _tree(request),
        "may_export": request.actor.may(Capability.EXPORT_REGISTER),
    }
    return page(request, "dashboards/register.html", context, partial="rows")


def _column(sort: str) -> str:
    column = queries.SORTS[sort.removeprefix("-")]
    return f"-{column}" if sort.startswith("-") else column


def _tree(request: Request) -> list[Node]:
    here = request.GET.get("unit", "")
    where = reverse("dashboards:register")
    return [
        Node(
            top.name, f"{where}?unit={top.pk}", None, here == str(top.pk), True, tuple(children)
        )
        for top in queries.units_of(request.actor)
        if (children := _nodes(top.pk, where, here))
    ]  # fmt: skip


def _nodes(parent: int, where: str, here: str = "", after: int = 0) -> list[Node]:
    """The units below ``parent``, and a node that opens to those that follow."""
    below, has_further = queries.units_below(parent, after)
    nodes = [_node(unit, where, here) for unit in below]
    if has_further:
        lazy = f"{reverse('dashboards:units', args=[parent])}?after={below[-1].pk}"
        nodes.append(Node(_("Further units"), f"{where}?unit={parent}", lazy_url=lazy))
    return nodes


def _node(unit: "Organisation", where: str, here: str) -> Node:
    lazy = reverse("dashboards:units", args=[unit.pk]) if unit.has_more else ""  # type: ignore[attr-defined]
    return Node(unit.name, f"{where}?unit={unit.pk}", None, here == str(unit.pk), lazy_url=lazy)


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def units(request: Request, pk: int) -> HttpResponse:
    """The units below one of the tree."""
    after = request.GET.get("after", "")
    nodes = _nodes(
        pk,
        reverse("dashboards:register"),
        after=int(after) if after.isdecimal() and len(after) < 18 else 0,
    )
    return render(request, "components/org_nodes.html", {"nodes": nodes})


@requires(Capability.EXPORT_REGISTER)
@require_safe
def export(request: Request) -> HttpResponse:
    """A workbook of what the register shows, as far as the actor may export it."""
    today = clock.today()
    soon = queries.soon_days(today)
    form = RegisterFilter(request.GET, request.actor)
    sort = form.order()
    rows = queries.register(
        request.actor, form.sought(), today, soon, Capability.EXPORT_REGISTER
    ).order_by(_column(sort), "pk")
    lines = queries.register_rows(list(rows[:MOST_IN_A_FILE]), today, soon)
    left_out = max(0, rows.count() - MOST_IN_A_FILE) if len(lines) == MOST_IN_A_FILE else 0
    file = write_register(lines, today, left_out)
    commands.note_export(len(lines), actor=request.actor)
    name = f"{_('Register')}-{today:%Y%m%d}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer = HttpResponse(file, content_type=WORKBOOK)
    answer["Content-Disposition"] = disposition
    answer["Cache-Control"] = "no-store"
    return answer
