"""The intake overview: lights by party, terms, flows, kinds of host; each figure opens names."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.dashboards import queries
from guazhi.programmes.queries import intakes as intakes_of
from guazhi.programmes.queries import pack_of, title_of
from guazhi.programmes.queries import stages as intake_stages
from guazhi.web import clock
from guazhi.web.components import Bar, Mark, Stat, TermRow, Tone
from guazhi.web.page import Crumb, Request, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake

KINDS = {
    "county": gettext_lazy("County or district"),
    "township": gettext_lazy("Township"),
    "city": gettext_lazy("City organ"),
    "enterprise": gettext_lazy("Enterprise"),
}
TONES = {"met": Tone.GREEN, "met_late": Tone.GREEN, "overdue": Tone.RED, "due_soon": Tone.YELLOW}


@requires(Capability.VIEW_INTAKE)
@require_safe
def intakes(request: Request) -> HttpResponse:
    """The intakes the actor takes part in."""
    context = {
        "title": _("Intakes"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Intakes"))],
        "may_open": request.actor.may(Capability.PREPARE_INTAKE),
        "intakes": [(row, title_of(row.policy)) for row in intakes_of(request.actor)[:200]],
    }
    return page(request, "dashboards/intakes.html", context)


@requires(Capability.VIEW_INTAKE)
@require_safe
def intake(request: Request, pk: int) -> HttpResponse:
    """One intake as a whole."""
    actor, today = request.actor, clock.today()
    row = intakes_of(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    soon = queries.soon_days(today)
    lights = queries.party_lights(actor, row, today, soon)
    flows = queries.flows(actor, row)
    states, terms = queries.by_state(actor, row), _terms(request, row, soon)
    context = {
        "title": row.name,
        "breadcrumbs": [
            Crumb(_("To do"), reverse("dashboards:home")),
            Crumb(_("Intakes"), reverse("dashboards:intakes")),
            Crumb(row.name),
        ],
        "intake": row,
        "policy": title_of(row.policy),
        "stats": _stats(row, states),
        "lights": [(light, _owed(row, light.party)) for light in lights],
        "bars": [_bar(row, light) for light in lights],
        "matrix": _matrix(row, flows),
        "kinds": [(KINDS[kind], kind) for kind in queries.HOST_KINDS],
        "destinations": [
            (line, [(KINDS[kind], line.by_kind[kind]) for kind in queries.HOST_KINDS])
            for line in queries.destinations(actor, row)
        ],
        "stages": intake_stages(row, today),
        "begun": bool(states),
        **_may(request),
        "notes_url": _notes_url(request, row),
        "paper_url": _paper_url(request, row),
        "terms": terms,
        "terms_left_out": max(0, _running(states) - len(terms)),
        "all_terms": _register(row, "sort=end"),
        "done": sum(light.met + light.met_late + light.waived for light in lights),
        "due": sum(light.due + light.waived for light in lights),
    }
    return page(request, "dashboards/intake.html", context)


def _may(request: Request) -> dict[str, bool]:
    """What the actor may do with an intake or look at, by the names of the page."""
    wanted = {
        "may_prepare": Capability.PREPARE_INTAKE,
        "balances": Capability.VIEW_BALANCE,
        "nominates": Capability.VIEW_NOMINATION,
        "checks": Capability.VIEW_CHECKS,
        "places": Capability.VIEW_PLACEMENT,
        "assesses": Capability.VIEW_ASSESSMENT,
    }
    return {name: request.actor.may(capability) for name, capability in wanted.items()}


def _notes_url(request: Request, intake: "Intake") -> str:
    if request.actor.may(Capability.PREPARE_INTAKE):
        return reverse("programmes:notes", args=[intake.pk])
    return ""


def _paper_url(request: Request, intake: "Intake") -> str:
    if request.actor.may(Capability.EXPORT_REGISTER):
        return reverse("rosters:paper", args=[intake.pk])
    return ""


def _register(intake: "Intake", query: str) -> str:
    return f"{reverse('dashboards:register')}?intake={intake.pk}&{query}"


def _owed(intake: "Intake", party: str) -> str:
    return f"{reverse('dashboards:obligations')}?intake={intake.pk}&party={party}"


def _running(states: dict[str, int]) -> int:
    """How many secondments the plan of terms is about."""
    return sum(count for state, count in states.items() if state != "withdrawn")


def _stats(intake: "Intake", found: dict[str, int]) -> list[Stat]:
    stats = [
        Stat(_("People"), sum(found.values()), _register(intake, ""), icon="users"),
    ]
    return stats + [
        Stat(label, found[state], _register(intake, f"state={state}"))
        for state, label in queries.STATES.items()
        if found.get(state)
    ]


def _bar(intake: "Intake", light: queries.PartyLights) -> Bar:
    done = light.met + light.met_late
    parts = ((Tone.GREEN, done), (Tone.YELLOW, light.due_soon), (Tone.RED, light.overdue))
    figure, where = f"{done} / {light.due}", _owed(intake, light.party)
    return Bar(str(light.label), parts, figure, where, is_share=True)


def _matrix(intake: "Intake", flows: list[queries.Flow]) -> list[tuple[object, list[object]]]:
    counted = {(flow.home, flow.host): flow.count for flow in flows}
    most = max(counted.values(), default=1)
    rows = []
    for home, label in KINDS.items():
        cells: list[object] = []
        for host in queries.HOST_KINDS:
            count = counted.get((home, host), 0)
            heat = -(-4 * count // most)
            cells.append((count, heat, _register(intake, f"home_kind={home}&host_kind={host}")))
        rows.append((label, cells))
    return [
        *rows,
        (
            _("All"),
            [
                (count, 0, _register(intake, f"host_kind={kind}"))
                for kind, count in queries.host_kinds(flows).items()
            ],
        ),
    ]


def _terms(request: Request, intake: "Intake", soon: int) -> list[TermRow]:
    today = clock.today()
    secondments = queries.terms(request.actor, intake)
    pack = pack_of(intake.policy)
    marks: dict[int, list[Mark]] = {}
    for due in queries.checkpoints(secondments):
        rule = pack.obligations.get(due.rule)
        how = queries.standing_of(due, today, soon)
        tone = TONES.get(how.value, Tone.PLAIN)
        label = in_language(rule.names) if rule else due.rule
        marks.setdefault(due.secondment_id or 0, []).append(
            Mark(due.met_on or due.due, label, tone)
        )
    return [
        TermRow(
            row.secondee.name,
            row.start,
            row.end,
            reverse("dashboards:person", args=[row.pk]),
            tuple(marks.get(row.pk, ())),
        )
        for row in secondments
    ]
