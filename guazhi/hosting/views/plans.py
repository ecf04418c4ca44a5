"""Pages for the training plan: its versions, the draft, the words of secondee and leader."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.queries import Plans
from guazhi.hosting.rules import PlanLine
from guazhi.hosting.views.asking import asked
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, done, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment


@requires(Capability.VIEW_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: Request, pk: int) -> HttpResponse:
    """The plan with the progress of its lines, its versions, and a form for the next one.

    The form is open while there is no plan, the latest was returned, or one is asked for.
    """
    secondment = one(request.actor, pk, Capability.VIEW_PLAN)
    found = queries.plans(request.actor, secondment, clock.today())
    initial, lines = _first(secondment, found)
    form = forms.PlanForm.of(request, initial=initial, first=lines)
    if form.run(commands.draft_plan, pk, actor=request.actor):
        said = _("Version %(number)s now waits for the secondee's word.")
        said = said % {"number": form.outcome.version}
        return done(request, said, "hosting:plan", pk)
    if form.is_bound:
        found = queries.plans(request.actor, secondment, clock.today())
        form.rebase(found.latest.plan.version if found.latest else 0)
    latest = found.latest
    wanted = latest is None or latest.plan.state == "returned" or "draft" in request.GET
    context = {
        "title": _("Training plan"),
        "secondment": secondment,
        "clauses": ("S2.1.5",),
        "form": form,
        "plans": found,
        "drafts": found.may_draft and (form.is_bound or wanted),
    }
    return page(request, "hosting/plan.html", context, status=422 if form.is_bound else 200)


def _first(secondment: "Secondment", found: Plans) -> tuple[dict[str, Any], list[PlanLine]]:
    """What the form begins with: the latest version, or the pack's template for this person."""
    first: dict[str, Any] = {"day": clock.today(), "based_on": 0}
    if found.latest is not None:
        row = found.latest.plan
        first |= {"goals": row.goals, "measures": row.measures, "based_on": row.version}
        items = [line.item for line in found.latest.lines]
        return first, [
            PlanLine(it.goal, it.measure, it.milestone, it.due, it.lack, it.number) for it in items
        ]
    draft = queries.first_draft(secondment) if found.may_draft else None
    if draft is None:
        return first, []
    first |= {"goals": in_language(draft.goals), "measures": in_language(draft.measures)}
    return first, [
        PlanLine(
            goal=in_language(line.goal),
            measure=in_language(line.measure),
            milestone=in_language(line.milestone),
            due=line.due,
            lack=in_language(line.lack) if line.lack else "",
        )
        for line in draft.lines
    ]


@requires(Capability.AGREE_PLAN)
@require_http_methods(["GET", "POST"])
def agree_plan(request: Request, pk: int) -> HttpResponse:
    """The secondee agrees to a version, or returns it."""
    return _answer(
        request,
        pk,
        Capability.AGREE_PLAN,
        title=_("Your word on the training plan"),
        yes=_("I agree"),
        said=_("You have agreed to the plan; it now waits for the principal leader."),
    )


@requires(Capability.APPROVE_PLAN)
@require_http_methods(["GET", "POST"])
def approve_plan(request: Request, pk: int) -> HttpResponse:
    """The principal leader approves a version, or returns it."""
    return _answer(
        request,
        pk,
        Capability.APPROVE_PLAN,
        title=_("Approve the training plan"),
        yes=_("Approve"),
        said=_("The plan is approved."),
    )


def _answer(
    request: Request, pk: int, capability: Capability, *, title: str, yes: str, said: str
) -> HttpResponse:
    row = queries.plan(request.actor, pk, capability)
    form = forms.PlanAnswerForm.of(request, initial={"day": clock.today()}, yes=yes)
    if form.run(_word, row.pk, capability, actor=request.actor):
        told = said if form.cleaned_data["verdict"] == "yes" else _("The plan has been returned.")
        return done(request, told, "hosting:plan", row.secondment_id)
    secondment = one(request.actor, row.secondment_id, capability)
    found = queries.plans(request.actor, secondment, clock.today())
    return asked(
        request,
        form,
        template="hosting/answer_plan.html",
        title=title,
        clauses=("S2.1.5",),
        version=next(each for each in found.versions if each.plan.pk == row.pk),
        secondment=secondment,
        cancel_url=reverse("hosting:plan", args=(row.secondment_id,)),
    )


def _word(pk: int, capability: Capability, *, verdict: str, reason: str, **given: Any) -> object:
    """The one command that a word on the plan comes to."""
    if verdict == "no":
        return commands.return_plan(pk, reason=reason, actor=given["actor"])
    if capability is Capability.APPROVE_PLAN:
        return commands.approve_plan(pk, **given)
    return commands.agree_plan(pk, remark=reason, **given)
