"""Pages for the mentor: who it is, his acceptance, and what was done."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.views.asking import asked, work_of
from guazhi.people.queries import principal_leader
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, done, page


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
        return done(request, _("The mentor is named."), work_of(pk))
    return asked(
        request,
        form,
        template="hosting/mentor.html",
        title=_("Name the mentor"),
        clauses=("S2.1.6",),
        leader=leader,
        secondment=secondment,
    )


@requires(Capability.RECORD_LEADER)
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
        secondment=one(request.actor, pk, Capability.RECORD_LEADER),
        cancel_url=reverse("hosting:mentor", args=(pk,)),
    )


@requires(Capability.VIEW_MENTORING)
@require_http_methods(["GET", "POST"])
def mentoring(request: Request, pk: int) -> HttpResponse:
    """What the mentor did, and for the mentor a form for the next time."""
    secondment = one(request.actor, pk, Capability.VIEW_MENTORING)
    form = forms.MentoringForm.of(request, initial={"day": clock.today()})
    if form.run(commands.log_mentoring, pk, actor=request.actor):
        return done(request, _("The mentoring is recorded."), "hosting:mentoring", pk)
    context = {
        "title": _("Mentoring"),
        "secondment": secondment,
        "clauses": ("S2.1.6",),
        "mentors": queries.mentors(request.actor, secondment, clock.today()),
        "form": form,
    }
    return page(request, "hosting/mentoring.html", context, status=422 if form.is_bound else 200)


@requires(Capability.ACCEPT_MENTORING)
@require_http_methods(["GET", "POST"])
def accept_mentoring(request: Request, pk: int) -> HttpResponse:
    """Take the mentoring on."""
    row = queries.mentorship(request.actor, pk, Capability.ACCEPT_MENTORING)
    form = forms.MentoringAcceptanceForm.of(request, initial={"day": clock.today()})
    if form.run(commands.accept_mentoring, pk, actor=request.actor):
        said = _("You have taken the mentoring on.")
        return done(request, said, "hosting:mentoring", row.secondment_id)
    return asked(
        request,
        form,
        title=_("Accept the mentoring"),
        submit_label=_("Accept"),
        clauses=("S2.1.6",),
        secondment=one(request.actor, row.secondment_id, Capability.ACCEPT_MENTORING),
        cancel_url=reverse("hosting:mentoring", args=(row.secondment_id,)),
    )
