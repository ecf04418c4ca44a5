"""The result as it was told, the answer to its notice, and its contest."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.words import crumbs, grade_names
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Crumb, Request, done, form_page, page
from guazhi.web.words import in_language

ANSWER = Capability.ANSWER_RESULT


@requires(Capability.VIEW_RESULT)
@require_safe
def result(request: Request, pk: int) -> HttpResponse:
    """The notice of a grade, whether it was acknowledged, and until when it may be contested."""
    return _result_page(request, pk)


@requires(ANSWER)
@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Sign for having read the notice."""
    notice = queries.notice_to_answer(request.actor, pk, ANSWER)
    form = forms.AcknowledgeForm.of(request)
    if form.run(commands.acknowledge_result, notice.pk, actor=request.actor):
        return done(request, _("You have signed the notice."), "assessments:result", pk)
    return _result_page(request, pk, {"sign_form": form})


@requires(Capability.WITNESS_RESULT)
@require_POST
def note_refusal(request: Request, pk: int) -> HttpResponse:
    """Note that the person would not sign."""
    notice = queries.notice_to_answer(request.actor, pk, Capability.WITNESS_RESULT)
    form = forms.RefusalForm.of(request)
    if form.run(commands.note_refusal, notice.pk, actor=request.actor):
        return done(request, _("The refusal is noted."), "assessments:result", pk)
    return _result_page(request, pk, {"refusal_form": form})


def _result_page(
    request: Request, pk: int, sent: dict[str, CommandForm] | None = None
) -> HttpResponse:
    found = queries.result_page(request.actor, pk)
    today, first = clock.today(), {"day": clock.today()}
    title = _("Result of the assessment")
    context: dict[str, Any] = {
        "title": title,
        "lede": str(queries.KINDS[found.assessment.kind]),
        "breadcrumbs": crumbs(found.secondment, title),
        "secondment": found.secondment,
        "found": found,
        "paper": f"{found.assessment.kind}_notice",
        "grade": grade_names(found.secondment).get(found.assessment.grade, ""),
        "left": found.clock.left(today) if found.clock else 0,
        "source": _source(found.clock.step) if found.clock else "",
        "clauses": ("S2.2.15",),
    }
    if found.may_sign:
        context["sign_form"] = forms.AcknowledgeForm(initial=first)
    if found.may_note_refusal:
        context["refusal_form"] = forms.RefusalForm(initial=first)
    status = 422 if sent else 200
    return page(request, "assessments/result.html", {**context, **(sent or {})}, status=status)


def _source(step: Any) -> str:
    return in_language(step.source) if step and step.source else ""


@requires(ANSWER)
@require_http_methods(["GET", "POST"])
def file_contest(request: Request, pk: int) -> HttpResponse:
    """Contest the own result."""
    found = queries.result_page(request.actor, pk)
    form = forms.ContestForm.of(request, initial={"day": clock.today()})
    if form.run(commands.file_contest, pk, actor=request.actor):
        return done(request, _("The contest is filed."), "assessments:contest", form.outcome.pk)
    title = _("Contest the result")
    lede = ""
    if found.clock is not None:
        lede = _("%(step)s, until %(last)s. The result stays in force meanwhile.") % {
            "step": queries.LEVELS[found.clock.level.value],
            "last": found.clock.last.isoformat(),
        }
    context = {
        "title": title,
        "lede": lede,
        "form": form,
        "secondment": found.secondment,
        "breadcrumbs": _below(found, title),
        "cancel_url": reverse("assessments:result", args=[pk]),
        "submit_label": _("File the contest"),
    }
    return form_page(request, **context)


def _below(found: queries.ResultPage, title: str) -> list[Crumb]:
    *above, last = crumbs(found.secondment, _("Result of the assessment"))
    address = reverse("assessments:result", args=[found.assessment.pk])
    return [*above, Crumb(last.label, address), Crumb(title)]
