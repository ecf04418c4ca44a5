"""The use of a result, and the results of an intake."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.queries import Result
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.papers import KINDS
from guazhi.assessments.views.words import crumbs, grade_names
from guazhi.policy import Pack
from guazhi.programmes.queries import intakes, pack_of
from guazhi.programmes.views.trails import intake_trail
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Bar, Tone
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, page
from guazhi.web.words import in_language


@requires(Capability.USE_RESULT)
@require_http_methods(["GET", "POST"])
def use(request: Request, pk: int) -> HttpResponse:
    """Record that a meeting had the result before it; every earlier result is shown beside."""
    secondment = one(request.actor, pk, Capability.USE_RESULT)
    form = forms.UseForm.of(request, initial={"day": clock.today()})
    known = queries.results_of(request.actor, secondment.secondee)
    if form.run(commands.use_result, pk, actor=request.actor):
        return done(request, _("The use of the result is recorded."), "assessments:use", pk)
    context = {
        "title": _("Use of the result"),
        "breadcrumbs": crumbs(secondment, _("Use of the result")),
        "secondment": secondment,
        "clauses": ("S2.2.15",),
        "rows": [shown(result) for result in known],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/use.html", context, status=status)


@requires(Capability.VIEW_ASSESSMENT)
@require_safe
def results(request: Request, pk: int) -> HttpResponse:
    """The assessments of an intake and how grades spread, by name and not by rank."""
    intake = intakes(request.actor).one(pk)
    found = keyset(queries.assessed_in(request.actor, intake), "sort_key", request.GET)
    spread = queries.spread_in(request.actor, intake)
    pack = pack_of(intake.policy)
    caps = [queries.cap_figure(intake, pack, kind, clock.today()) for kind in Kind]
    owns = request.actor.may(Capability.CONCLUDE_ASSESSMENT)
    context = {
        "title": _("Assessment results"),
        "breadcrumbs": intake_trail(intake, Crumb(_("Assessment results"))),
        "intake": intake,
        "may_evaluate": request.actor.may(Capability.VIEW_EVALUATION),
        "rows": [shown(result) for result in queries.results_for(request.actor, found.rows)],
        "pages": found.pages(request.GET),
        "spread": [(queries.KINDS[kind.value], _bars(spread, pack, kind)) for kind in Kind],
        "caps": list(zip(queries.KINDS.values(), caps, strict=True)) if owns else [],
        "papers": list(KINDS.items()),
        "decisions": queries.decisions_in(request.actor, intake),
        "clauses": ("S2.2.14",),
    }
    return page(request, "assessments/results.html", context)


def shown(result: Result) -> dict[str, Any]:
    """A result for a list of them, its grades in words."""
    names = grade_names(result.secondment)
    return {
        "result": result,
        "midterm": names.get(result.midterm.grade, "") if result.midterm else "",
        "final": names.get(result.final.grade, "") if result.final else "",
    }


def _bars(spread: dict[tuple[str, str], int], pack: Pack, kind: Kind) -> list[Bar]:
    return [
        Bar(in_language(step.names), [(Tone.BLUE, spread.get((kind.value, step.id), 0))])
        for step in pack.assessment.outcomes
    ]
