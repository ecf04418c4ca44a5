"""Pages for taking a secondee in: acceptance, plan, mentor, briefing, division of work."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.views.asking import PERSON, asked, recorded
from guazhi.people.queries import principal_leader
from guazhi.secondments.queries import holds, one
from guazhi.secondments.rules import RUNNING
from guazhi.web import clock
from guazhi.web.page import Request, done, page


@requires(Capability.ACCEPT_SECONDEE)
@require_http_methods(["GET", "POST"])
def accept(request: Request, pk: int) -> HttpResponse:
    """Accept the secondee."""
    first = {"day": clock.today(), "responsible": request.actor.name}
    form = forms.AcceptanceForm.of(request, initial=first)
    words: dict[str, Any] = {"title": _("Accept the secondee"), "clauses": ("S2.1.4",)}
    said = _("The acceptance is recorded.")
    capability = Capability.ACCEPT_SECONDEE
    return recorded(request, pk, form, commands.accept, capability, said=said, **words)


@requires(Capability.VIEW_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: Request, pk: int) -> HttpResponse:
    """The versions of the training plan, and a form for the next one."""
    secondment = one(request.actor, pk, Capability.VIEW_PLAN)
    versions = list(queries.plans(request.actor, secondment))
    last = versions[0] if versions else None
    first: dict[str, Any] = {"day": clock.today()}
    if last is not None:
        first |= {"goals": last.goals, "measures": last.measures, "milestones": last.milestones}
    form = forms.PlanForm.of(request, initial=first)
    if form.run(commands.draft_plan, pk, actor=request.actor):
        said = _("The draft is saved as version %(number)s.") % {"number": form.outcome.version}
        return done(request, said, "hosting:plan", pk)
    running = secondment.state in RUNNING
    context = {
        "title": _("Training plan"),
        "secondment": secondment,
        "clauses": ("S2.1.5",),
        "form": form,
        "versions": versions,
        "may_draft": running and holds(request.actor, Capability.DRAFT_PLAN, secondment),
        "may_approve": running
        and last is not None
        and last.approved_on is None
        and holds(request.actor, Capability.APPROVE_PLAN, secondment),
    }
    return page(request, "hosting/plan.html", context, status=422 if form.is_bound else 200)


@requires(Capability.APPROVE_PLAN)
@require_http_methods(["GET", "POST"])
def approve_plan(request: Request, pk: int) -> HttpResponse:
    """Approve a version of the training plan."""
    version = queries.plan(request.actor, pk, Capability.APPROVE_PLAN)
    form = forms.PlanApprovalForm.of(request, initial={"day": clock.today()})
    if form.run(commands.approve_plan, pk, actor=request.actor):
        return done(request, _("The plan is approved."), "hosting:plan", version.secondment_id)
    return asked(
        request,
        form,
        template="hosting/approve_plan.html",
        title=_("Approve the training plan"),
        submit_label=_("Approve"),
        clauses=("S2.1.5",),
        version=version,
        secondment=one(request.actor, version.secondment_id, Capability.APPROVE_PLAN),
    )


@requires(Capability.NAME_MENTOR)
@require_http_methods(["GET", "POST"])
def mentor(request: Request, pk: int) -> HttpResponse:
    """Name the mentor among the people of the host unit."""
    secondment = one(request.actor, pk, Capability.NAME_MENTOR)
    leader = principal_leader(secondment.host_unit_id)
    people = [(person.pk, person.name) for person in queries.candidates(secondment)]
    if leader is not None:
        known = f"{leader.person.name} · {leader.title}"
        people = [(key, known if key == leader.person_id else name) for key, name in people]
    first = {"day": clock.today(), "mentor": leader.person_id if leader else None}
    form = forms.MentorForm.of(request, initial=first, people=people)
    if form.run(commands.name_mentor, pk, actor=request.actor):
        return done(request, _("The mentor is named."), PERSON, pk)
    return asked(
        request,
        form,
        template="hosting/mentor.html",
        title=_("Name the mentor"),
        clauses=("S2.1.6",),
        leader=leader,
        secondment=secondment,
    )


@requires(Capability.NAME_MENTOR)
@require_http_methods(["GET", "POST"])
def record_leader(request: Request, pk: int) -> HttpResponse:
    """Put the principal leader of the host unit on record, then name the mentor."""
    form = forms.LeaderForm.of(request)
    if form.run(commands.record_leader, pk, actor=request.actor):
        return done(request, _("The principal leader is on record."), "hosting:mentor", pk)
    return asked(
        request,
        form,
        title=_("Principal leader of the host unit"),
        clauses=("S2.1.6",),
        secondment=one(request.actor, pk, Capability.NAME_MENTOR),
        cancel_url=reverse("hosting:mentor", args=(pk,)),
    )


@requires(Capability.GIVE_BRIEFING)
@require_http_methods(["GET", "POST"])
def briefing(request: Request, pk: int) -> HttpResponse:
    """Record a briefing."""
    first = {"day": clock.today(), "briefer": request.actor.name}
    form = forms.BriefingForm.of(request, initial=first)
    words: dict[str, Any] = {"title": _("Record the briefing"), "clauses": ("S2.1.7",)}
    said = _("The briefing is recorded.")
    return recorded(request, pk, form, commands.brief, Capability.GIVE_BRIEFING, said=said, **words)


@requires(Capability.DIVIDE_WORK)
@require_http_methods(["GET", "POST"])
def division(request: Request, pk: int) -> HttpResponse:
    """Put duties and powers in writing."""
    form = forms.DivisionForm.of(request, initial={"day": clock.today()})
    words: dict[str, Any] = {"title": _("Assign duties"), "clauses": ("S2.1.15", "S2.1.16")}
    said = _("The division of work is recorded.")
    return recorded(
        request, pk, form, commands.divide_work, Capability.DIVIDE_WORK, said=said, **words
    )
