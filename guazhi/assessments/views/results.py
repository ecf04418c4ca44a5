"""The use of a result, and the results of an intake."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
from guazhi.web.page import Crumb, Request, done, form_page, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake


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
        "has_unused": _has_unused(request, secondment.intake),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/use.html", context, status=status)


@requires(Capability.USE_RESULT)
@require_http_methods(["GET", "POST"])
def use_many(request: Request, pk: int) -> HttpResponse:
    """Record that one meeting had the results of several people before it."""
    intake, today = intakes(request.actor).one(pk), clock.today()
    rows = queries.results_to_use(request.actor, intake, today)
    if not rows:
        raise Http404
    offered = [(row.pk, f"{row.secondee.name} · {row.home_organisation.name}") for row in rows]
    form = forms.UsesForm.of(request, offered=offered, initial={"day": today})
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        picked = [int(each) for each in given.pop("secondment_ids")]
        said = commands.Consideration(**given)
        if form.carry(commands.use_results, picked, said, actor=request.actor):
            text = ngettext(
                "The use of %(n)s result is recorded.",
                "The use of %(n)s results is recorded.",
                len(picked),
            )
            return done(request, text % {"n": len(picked)}, "assessments:results", pk)
    title = _("Use of several results")
    listed = reverse("assessments:results", args=[pk])
    return form_page(
        request,
        form=form,
        title=title,
        lede=_("One meeting, alike for all who are ticked; those whose result is not used yet."),
        breadcrumbs=intake_trail(intake, Crumb(_("Assessment results"), listed), Crumb(title)),
        clauses=("S2.2.15",),
        cancel_url=listed,
    )


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
        "has_unused": _has_unused(request, intake),
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


def _has_unused(request: Request, intake: "Intake") -> bool:
    """Whether there are results of the intake whose use the actor may record at once."""
    may = request.actor.may(Capability.USE_RESULT)
    return may and bool(queries.results_to_use(request.actor, intake, clock.today()))


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
