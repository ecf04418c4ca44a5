"""A contest: what it says, taking it back, deciding it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.words import crumbs, grade_names
from guazhi.policy import AssessmentForm
from guazhi.programmes.queries import pack_of
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Crumb, Request, done, page
from guazhi.web.words import in_language


@requires(Capability.VIEW_CONTEST)
@require_safe
def contest(request: Request, pk: int) -> HttpResponse:
    """What a contest says, by when it is decided and how it was."""
    return _contest_page(request, queries.contest_page(request.actor, pk))


@requires(Capability.ANSWER_RESULT)
@require_POST
def withdraw_contest(request: Request, pk: int) -> HttpResponse:
    """Take the own contest back."""
    form = forms.ContestWithdrawalForm.of(request)
    if form.run(commands.withdraw_contest, pk, actor=request.actor):
        return done(request, _("The contest is taken back."), "assessments:contest", pk)
    found = queries.contest_page(request.actor, pk)
    return _contest_page(request, found, {"withdraw_form": form})


@requires(Capability.DECIDE_CONTEST)
@require_POST
def settle_contest(request: Request, pk: int) -> HttpResponse:
    """Uphold or change a contested result."""
    found = queries.contest_page(request.actor, pk)
    form = forms.SettleContestForm.of(request, **_settling(found))
    if form.run(commands.settle_contest, pk, actor=request.actor):
        return done(request, _("The contest is decided."), "assessments:contest", pk)
    return _contest_page(request, found, {"settle_form": form})


def _settling(found: queries.ContestPage) -> dict[str, Any]:
    form: AssessmentForm = pack_of(found.secondment.policy).assessment
    above = found.step is not None and found.step.by == "above"
    return {"assessed": form, "above": above}


def _contest_page(
    request: Request, found: queries.ContestPage, sent: dict[str, CommandForm] | None = None
) -> HttpResponse:
    row, first = found.contest, {"day": clock.today()}
    *above, last = crumbs(found.secondment, _("Result of the assessment"))
    address = reverse("assessments:result", args=[row.assessment_id])
    names = grade_names(found.secondment)
    context: dict[str, Any] = {
        "title": queries.LEVELS[row.level],
        "lede": str(queries.KINDS[row.assessment.kind]),
        "breadcrumbs": [*above, Crumb(last.label, address), Crumb(queries.LEVELS[row.level])],
        "secondment": found.secondment,
        "found": found,
        "grade": names.get(row.grade, row.grade),
        "now": names.get(row.assessment.grade, row.assessment.grade),
        "left": (row.due - clock.today()).days,
        "source": in_language(found.step.source) if found.step and found.step.source else "",
    }
    if found.may_withdraw:
        context["withdraw_form"] = forms.ContestWithdrawalForm(initial=first)
    if found.may_settle:
        context["settle_form"] = forms.SettleContestForm(initial=first, **_settling(found))
    status = 422 if sent else 200
    return page(request, "assessments/contest.html", {**context, **(sent or {})}, status=status)
