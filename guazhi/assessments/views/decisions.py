"""The meeting that decides on grades: deciding, the list as decided, the release."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.calibration import cap_words, there, trail
from guazhi.assessments.views.words import grade_names, round_asked
from guazhi.policy.findings import Refused
from guazhi.programmes.queries import intakes
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Request, done, page

CONCLUDE = Capability.CONCLUDE_ASSESSMENT


@requires(CONCLUDE)
@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide on those who are ticked, in one act."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    found = queries.calibration(request.actor, intake, kind, clock.today())
    ready = found.ready
    form = forms.DecisionForm.of(
        request, offered=[row.secondment.pk for row in ready], initial={"day": clock.today()}
    )
    if form.is_bound and form.is_valid():
        values = form.arguments()
        picked = values.pop("picked")
        if form.carry(
            commands.decide_grades, picked, kind=kind.value, actor=request.actor, **values
        ):
            n = len(picked)
            text = ngettext("%(n)s grade is decided.", "%(n)s grades are decided.", n) % {"n": n}
            return done(request, text, "assessments:decision", form.outcome.pk)
    title = _("Decide on grades")
    picked = set(request.POST.getlist("picked")) if form.is_bound else None
    context: dict[str, Any] = {
        "title": title,
        "lede": f"{intake.name} · {queries.KINDS[kind.value]}",
        "breadcrumbs": trail(intake, kind, title),
        "intake": intake,
        "found": found,
        "form": form,
        "ready": [
            (
                row,
                grade_names(row.secondment).get(row.grade, row.grade),
                picked is None or str(row.secondment.pk) in picked,
            )
            for row in ready
        ],
        "cancel_url": there("calibration", pk, kind)[0],
        "submit_label": title,
        **cap_words(found, grade_names(intake)),
        "clauses": ("S2.2.14",),
    }
    return page(request, "assessments/decide.html", context, status=422 if form.is_bound else 200)


@requires(Capability.VIEW_ASSESSMENT)
@require_safe
def decision(request: Request, pk: int) -> HttpResponse:
    """The list as it was decided, who has been told, and what they answered."""
    return _decision_page(request, pk)


@requires(CONCLUDE)
@require_POST
def release_decision(request: Request, pk: int) -> HttpResponse:
    """Tell everybody of a decision who has not been told."""
    found = queries.decision_page(request.actor, pk)
    try:
        told = commands.release_results(
            found.to_release,
            kind=found.decision.kind,
            day=clock.today(),
            actor=request.actor,
        )
    except Refused as refused:
        return _decision_page(request, pk, [sentence(each) for each in refused.findings])
    n = len(told)
    text = ngettext("%(n)s person is told by a notice.", "%(n)s people are told by notices.", n)
    return done(request, text % {"n": n}, "assessments:decision", pk)


def _decision_page(request: Request, pk: int, refusals: list[str] | None = None) -> HttpResponse:
    found = queries.decision_page(request.actor, pk)
    row = found.decision
    title = _("Decision on grades")
    context = {
        "title": title,
        "lede": f"{row.intake.name} · {queries.KINDS[row.kind]}",
        "breadcrumbs": trail(row.intake, Kind(row.kind), title),
        "found": found,
        "rows": [
            (told, grade_names(told.assessment.secondment).get(told.grade, told.grade))
            for told in found.rows
        ],
        "waits": len(found.to_release),
        "refusals": refusals,
        "clauses": ("S2.2.14",),
    }
    return page(request, "assessments/decision.html", context, status=422 if refusals else 200)
