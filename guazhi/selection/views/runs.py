"""Kept runs of an intake: the list, one, two side by side; placing and proving."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.programmes.views.trails import intake_trail
from guazhi.selection import commands, forms, queries
from guazhi.selection.queries.figures import fit_of_all, wishes_of_all
from guazhi.selection.queries.wording import STATUSES, TERMS, broken_in_words
from guazhi.selection.rules.reckoning import Reckoning
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake
    from guazhi.selection.queries import Run

VIEW = Capability.VIEW_PLACEMENT


def crumbs(intake: "Intake", *further: Crumb) -> list[Crumb]:
    """The way to a page of an intake's placement."""
    above = Crumb(_("Placement"), reverse("selection:runs", args=[intake.pk]))
    return intake_trail(intake, above, *further)


@requires(VIEW)
@require_safe
def runs(request: Request, pk: int) -> HttpResponse:
    """The runs and proposals of an intake."""
    return _runs(request, pk, forms.PlaceForm())


@requires(Capability.PLACE_INTAKE)
@require_POST
def place(request: Request, pk: int) -> HttpResponse:
    """Work out the best placement and keep it."""
    form = forms.PlaceForm.of(request)
    if form.run(commands.place_intake, pk, actor=request.actor):
        return done(request, _("The placement is worked out."), "selection:run", form.outcome.pk)
    return _runs(request, pk, form)


@requires(VIEW)
@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    """One run: its figures, who goes where, who is left and why."""
    found = queries.run_of(request.actor, pk)
    intake = found.row.intake
    told = found.told()
    title = _("Run %(number)s") % {"number": found.row.number}
    others = queries.runs(request.actor, intake).exclude(pk=pk)
    may_propose = request.actor.may(Capability.PROPOSE_PLACEMENT)
    context = {
        "title": title,
        "breadcrumbs": crumbs(intake, Crumb(title)),
        "run": found.row,
        "status": STATUSES[found.row.status],
        "figures": queries.figures_in_words(found.reckoning),
        "terms": [(TERMS[each["name"]], each) for each in told["terms"]],
        "placed": found.placements(told),
        "left": found.left(told),
        "helps": found.helps(told),
        "broken": [broken_in_words(each) for each in told["broken"]],
        "fixed": len(found.inputs.pins),
        "barred": len(found.inputs.bars),
        "others": others[:20],
        "may_propose": may_propose and not queries.is_proposed(request.actor, intake),
    }
    return page(request, "selection/run.html", context)


@requires(VIEW)
@require_POST
def prove(request: Request, pk: int) -> HttpResponse:
    """Work a run out again and say whether the bytes are the same."""
    if commands.prove_run(pk, actor=request.actor):
        return done(request, _("Worked out again: the same to the byte."), "selection:run", pk)
    messages.error(request, _("Worked out again, this run gives something else."))
    return redirect("selection:run", pk)


@requires(VIEW)
@require_safe
def compare(request: Request, pk: int) -> HttpResponse:
    """Two runs side by side; ``with`` names the other."""
    other = request.GET.get("with", "")
    if not other.isdecimal():
        raise Http404
    one, two, seen = queries.compare_runs(request.actor, pk, int(other))
    title = _("Runs %(one)s and %(two)s") % {"one": one.row.number, "two": two.row.number}
    context: dict[str, Any] = {
        "title": title,
        "breadcrumbs": crumbs(one.row.intake, Crumb(title)),
        "one": one.row,
        "two": two.row,
        "figures": _beside(one, two),
        "terms": [(TERMS[name], before, after) for name, before, after in seen.terms],
        "moved": [
            (one.people.get(each.person), _post(one, each.before), _post(two, each.after))
            for each in seen.moved
        ],
        "left_out": [one.people.get(name) for name in seen.left_out],
        "added": [two.people.get(name) for name in seen.added],
    }
    return page(request, "selection/compare.html", context)


def _beside(one: "Run", two: "Run") -> list[tuple[str, str, str]]:
    """What two runs come to, aim by aim: the label and the words of either."""
    first, second = (
        {each.name: each for each in queries.figures_in_words(run.reckoning)} for run in (one, two)
    )
    both = {**first, **second}
    return [
        (
            told.label,
            first[name].words if name in first else "",
            second[name].words if name in second else "",
        )
        for name, told in both.items()
    ]


def _post(run: "Run", name: str) -> object:
    return run.posts.get(name) if name else None


def _runs(request: Request, pk: int, form: forms.PlaceForm) -> HttpResponse:
    intake = queries.intake_to_place(request.actor, pk)
    title = _("Placement")
    kept = list(queries.runs(request.actor, intake))
    context = {
        "title": title,
        "breadcrumbs": [*crumbs(intake)[:-1], Crumb(title)],
        "intake": intake,
        "runs": [
            (each, STATUSES[each.status], fit_of_all(counted), wishes_of_all(counted))
            for each in kept
            for counted in (Reckoning.of(each.reckoning),)
        ],
        "proposals": list(queries.proposals(request.actor, intake)),
        "form": form,
        "may_place": request.actor.may(Capability.PLACE_INTAKE),
    }
    return page(request, "selection/runs.html", context, status=422 if form.is_bound else 200)
