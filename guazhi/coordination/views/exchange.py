"""Pages for what is brought up and down: the board, one item, the flows between kinds of unit."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries, rules
from guazhi.coordination.views.asking import asked, number
from guazhi.organisations.queries import units_below
from guazhi.programmes.queries import intakes as visible_intakes
from guazhi.search.queries import best
from guazhi.search.rules import excerpt
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Node, Tab
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guazhi.coordination.queries import Addressee
    from guazhi.secondments.models import Secondment

BOARD = "coordination:exchanges"
ITEM = "coordination:exchange_item"


@requires(Capability.VIEW_EXCHANGE)
@require_safe
def exchanges(request: Request) -> HttpResponse:
    """Exchange items, latest first or by how well words match; those that wait for me apart."""
    actor, today = request.actor, clock.today()
    offered = [(row.pk, row.name) for row in visible_intakes(actor)[:50]]
    form = forms.ExchangeFilter(request.GET, intakes=offered)
    show = form.said("show")
    rows = queries.to_answer(actor) if show == "mine" else queries.exchanges(actor)
    names = ("standing", "direction", "from_kind", "to_kind")
    wanted = queries.ExchangeSought(
        **{name: form.said(name) for name in names}, intake=int(form.said("intake") or 0)
    )
    rows = queries.sought(rows, wanted, today)
    words = form.said("q")
    found = (
        best(rows, "exchange", words, request.GET) if words else keyset(rows, "-day", request.GET)
    )
    shown = found.rows
    context = {
        "title": _("Exchange"),
        "filter_form": form,
        "words": words,
        "lines": [
            (line, excerpt(line.item.text, words, 60))
            for line in queries.exchange_lines(actor, shown, today)
        ],
        "pages": found.pages(request.GET),
        "tab_items": _tabs(request, show),
    }
    return page(request, "coordination/exchanges.html", context, partial="rows")


def _tabs(request: Request, show: str) -> list[Tab]:
    where = reverse(BOARD)
    waiting = queries.to_answer(request.actor).count()
    return [
        Tab(_("All"), where, show == ""),
        *(
            [Tab(_("To answer"), f"{where}?show=mine", show == "mine", waiting)]
            if waiting or show == "mine"
            else []
        ),
        Tab(_("Flows"), reverse("coordination:flows"), show == "flows"),
    ]


@requires(Capability.VIEW_EXCHANGE)
@require_safe
def exchange_item(request: Request, pk: int) -> HttpResponse:
    """One item: what was brought, whom it went through, the answer and what became of it."""
    item = queries.exchange(request.actor, pk, Capability.VIEW_EXCHANGE)
    (line,) = queries.exchange_lines(request.actor, [item], clock.today())
    context = {
        "title": item.get_direction_display(),
        "breadcrumbs": [
            Crumb(_("Exchange"), reverse(BOARD)),
            Crumb(item.get_direction_display()),
        ],
        "line": line,
        "item": item,
        "from_kind": queries.HOST_KINDS.get(item.from_kind, ""),
        "to_kind": queries.HOST_KINDS.get(item.to_kind, ""),
        "forwards": item.forwards.all(),
    }
    return page(request, "coordination/exchange_page.html", context)


@requires(Capability.VIEW_EXCHANGE)
@require_safe
def flows(request: Request) -> HttpResponse:
    """What flows between kinds of unit in an intake; each figure opens its items."""
    offered = list(visible_intakes(request.actor)[:50])
    asked_for = number(request.GET, "intake")
    begun = [row for row in offered if row.start <= clock.today()] or offered
    intake = next((row for row in offered if row.pk == asked_for), begun[0] if begun else None)
    cells = queries.exchange_flows(request.actor, intake.pk) if intake else []
    most = max((cell.count for cell in cells), default=0) or 1
    board = reverse(BOARD)
    across = len(queries.HOST_KINDS)
    rows = [
        [
            (
                cell,
                -(-4 * cell.count // most),
                f"{board}?from_kind={cell.from_kind}&to_kind={cell.to_kind}&intake={intake.pk}",
            )
            for cell in cells[start : start + across]
        ]
        for start in range(0, len(cells), across)
        if intake
    ]
    labels = list(queries.HOST_KINDS.values())
    notable = queries.intakes(request.actor, Capability.NOTE_FLOW)
    context = {
        "title": _("Flows between kinds of unit"),
        "breadcrumbs": [Crumb(_("Exchange"), board), Crumb(_("Flows"))],
        "tab_items": _tabs(request, "flows"),
        "intake": intake,
        "others": [row for row in offered if row != intake],
        "labels": labels,
        "matrix": list(zip(labels, rows, strict=False)),
        "empty": [
            (queries.HOST_KINDS[cell.from_kind], queries.HOST_KINDS[cell.to_kind], cell)
            for cell in cells
            if not cell.count
        ],
        "may_note": intake is not None and notable.filter(pk=intake.pk).exists(),
    }
    return page(request, "coordination/flows.html", context)


@requires(Capability.NOTE_FLOW)
@require_http_methods(["GET", "POST"])
def note_flow(request: Request, pk: int, from_kind: str, to_kind: str) -> HttpResponse:
    """Note why nothing flows between two kinds of unit."""
    intake = queries.intakes(request.actor, Capability.NOTE_FLOW).one(pk)  # type: ignore[attr-defined]
    kinds = queries.HOST_KINDS
    if from_kind not in kinds or to_kind not in kinds:
        raise Http404
    form = forms.FlowNoteForm.editing(
        request, lambda: queries.kept_flow_note(intake, from_kind, to_kind)
    )
    flow = {"from_kind": from_kind, "to_kind": to_kind}
    if form.run(commands.note_flow, pk, **flow, actor=request.actor):
        return done(request, _("The note is kept."), "coordination:flows")
    words: dict[str, Any] = {
        "title": _("Note on an empty flow"),
        "lede": f"{intake.name} · {kinds[from_kind]} → {kinds[to_kind]}",
        "clauses": ("S1.3.3",),
    }
    return asked(request, form, cancel_url=reverse("coordination:flows"), **words)


@requires(Capability.SEND_EXCHANGE)
@require_http_methods(["GET", "POST"])
def send(request: Request, pk: int) -> HttpResponse:
    """Bring something up or down, to a party or to a unit chosen from the tree."""
    secondment = one(request.actor, pk, Capability.SEND_EXCHANGE)
    to = number(request.GET, "to")
    units, refusal = _units(secondment, to)
    first = {
        "day": clock.today(),
        "to_organisation_id": _first(secondment, units, to),
        "text": request.GET.get("text", ""),
        "opinion_id": request.GET.get("opinion"),
    }
    form = forms.ExchangeForm.of(request, initial=first, units=units)
    if form.run(commands.send_exchange, pk, actor=request.actor):
        return done(request, _("It is sent; the unit must answer."), ITEM, form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Send an exchange item"),
        "clauses": ("S1.3.4", "S1.3.5"),
        "template": "coordination/choose_unit.html",
        "refusal": refusal,
        "tree": _tree(secondment, reverse("coordination:exchange", args=[pk])),
    }
    return asked(request, form, secondment=secondment, **words)


def _units(secondment: "Secondment", chosen: int | None) -> "tuple[list[Addressee], str]":
    """The units that are offered, and why the one that was chosen is not."""
    units = queries.addressed_units(secondment)
    if chosen is None or chosen in {unit.pk for unit in units}:
        return units, ""
    found = queries.addressee(secondment, chosen)
    if found is None:
        return units, _("Nobody of this unit has an account that could answer.")
    return [*units, found], ""


def _first(secondment: "Secondment", units: "Sequence[Addressee]", chosen: int | None) -> str:
    """The choice that a new form begins from: the unit chosen, with what is usually sent there."""
    unit = next((each for each in units if each.pk == chosen), None)
    if unit is None:
        return ""
    return f"{rules.chosen_direction(secondment.direction, unit.fits)}-{unit.pk}"


def _tree(secondment: "Secondment", where: str) -> list[Node]:
    area = secondment.intake.programme.area
    return [Node(area.name, "", is_open=True, children=_nodes(area.pk, where))]


def _nodes(parent: int, where: str, after: int = 0) -> list[Node]:
    below, has_further = units_below(parent, after)
    lazy = reverse("coordination:exchange_units")
    nodes = [
        Node(
            unit.name,
            "" if unit.is_area else f"{where}?to={unit.pk}",
            lazy_url=f"{lazy}?parent={unit.pk}&for={where}" if unit.has_more else "",  # type: ignore[attr-defined]
        )
        for unit in below
    ]
    if has_further:
        further = f"{lazy}?parent={parent}&after={below[-1].pk}&for={where}"
        nodes.append(Node(_("Further units"), "", lazy_url=further))
    return nodes


@requires(Capability.SEND_EXCHANGE, Capability.ANSWER_EXCHANGE)
@require_safe
def exchange_units(request: Request) -> HttpResponse:
    """The units below one of the tree from which an addressee is chosen."""
    where = request.GET.get("for", "")
    if not where.startswith(reverse("coordination:exchanges").removesuffix("exchanges/")):
        raise Http404
    nodes = _nodes(number(request.GET, "parent") or 0, where, number(request.GET, "after") or 0)
    return render(request, "components/org_nodes.html", {"nodes": nodes})


@requires(Capability.ANSWER_EXCHANGE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer for the unit addressed."""
    item = queries.exchange(request.actor, pk, Capability.ANSWER_EXCHANGE)
    if not queries.is_addressed_to(request.actor, item):
        raise Http404
    form = forms.AnswerForm.of(request, initial={"day": clock.today()})
    if form.run(commands.answer_exchange, pk, actor=request.actor):
        return done(request, _("The answer is recorded."), ITEM, pk)
    words: dict[str, Any] = {
        "title": _("Answer an exchange item"),
        "lede": item.text,
        "clauses": ("S1.3.7",),
    }
    return asked(request, form, cancel_url=reverse(ITEM, args=[pk]), **words)


@requires(Capability.ANSWER_EXCHANGE)
@require_http_methods(["GET", "POST"])
def forward(request: Request, pk: int) -> HttpResponse:
    """Pass an item on to the unit that owns the matter."""
    item = queries.exchange(request.actor, pk, Capability.ANSWER_EXCHANGE)
    if not queries.is_addressed_to(request.actor, item):
        raise Http404
    to = number(request.POST, "to_organisation_id") or number(request.GET, "to")
    units, refusal = _units(item.secondment, to)
    if not refusal and any(unit.pk == to and item.direction not in unit.fits for unit in units):
        refusal = _("What is brought up goes to a unit above, what is brought down to one below.")
    first = {"day": clock.today(), "to_organisation_id": to}
    offered = [
        (unit.pk, unit.name)
        for unit in units
        if unit.pk != item.to_organisation_id and item.direction in unit.fits
    ]
    form = forms.ForwardForm.of(request, initial=first, units=offered)
    if form.run(commands.forward_exchange, pk, actor=request.actor):
        return done(request, _("It is passed on; that unit must answer."), ITEM, pk)
    words: dict[str, Any] = {
        "title": _("Pass on"),
        "lede": item.text,
        "clauses": ("S2.2.0",),
        "template": "coordination/choose_unit.html",
        "refusal": refusal,
        "submit_label": _("Pass on"),
        "tree": _tree(item.secondment, reverse("coordination:forward_exchange", args=[pk])),
    }
    return asked(request, form, cancel_url=reverse(ITEM, args=[pk]), **words)
