"""Who sits: for one person, for a host, for everybody; and signing what waits, in one go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.commands import Signing
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.sitting import Seating
from guazhi.assessments.views.joint import ASSESS, READ
from guazhi.assessments.views.words import crumbs, grade_names, here, kind_asked, round_asked
from guazhi.policy.findings import Refused
from guazhi.programmes.queries import intakes
from guazhi.programmes.views.trails import intake_trail
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake
    from guazhi.secondments.models import Secondment

SET = Capability.SET_SITTING
STEPS = {
    "none": (gettext_lazy("nobody set"), "yellow"),
    "set": (gettext_lazy("parts under way"), ""),
    "late": (gettext_lazy("not assessed in time"), "red"),
    "in": (gettext_lazy("to be signed"), "blue"),
    "signed": (gettext_lazy("signed by all"), "blue"),
    "concluded": (gettext_lazy("concluded"), "green"),
}


@requires(READ)
@require_safe
def assessment_round(request: Request, pk: int) -> HttpResponse:
    """A round of an intake: host by host, and what waits for one's own signature."""
    return _round_page(request, intakes(request.actor).one(pk))


@requires(SET)
@require_POST
def set_round(request: Request, pk: int) -> HttpResponse:
    """Set the sittings of all who have none, as they are proposed: one act."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    wanted = queries.proposed_seatings(request.actor, intake, kind, clock.today())
    try:
        made = commands.set_sittings(wanted, kind=kind.value, actor=request.actor)
    except Refused as refused:
        refusals = [sentence(finding) for finding in refused.findings]
        return _round_page(request, intake, refusals=refusals)
    n = len({row.assessment_id for row in made})
    text = ngettext("%(n)s sitting is set.", "%(n)s sittings are set.", n) % {"n": n}
    return done(request, text, *_there(intake, kind))


@requires(*ASSESS)
@require_POST
def sign_round(request: Request, pk: int) -> HttpResponse:
    """Sign what was ticked, for one's own party."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    waiting = queries.assessment_round(request.actor, intake, kind, clock.today()).to_sign
    offered = [f"{row.secondment.pk}:{row.digest}" for row in waiting]
    form = forms.RoundSignForm.of(request, offered=[(each, each) for each in offered])
    if form.is_valid():
        pairs = (each.partition(":") for each in form.cleaned_data["picked"])
        wanted = [Signing(int(secondment), digest) for secondment, _colon, digest in pairs]
        try:
            signed = commands.sign_assessments(
                wanted, kind=kind.value, day=clock.today(), actor=request.actor
            )
        except Refused as refused:
            refusals = [sentence(finding) for finding in refused.findings]
            return _round_page(request, intake, refusals=refusals)
        n = len(signed)
        text = ngettext("%(n)s assessment is signed.", "%(n)s assessments are signed.", n)
        return done(request, text % {"n": n}, *_there(intake, kind))
    return _round_page(request, intake, refusals=[_("Tick what you sign, as it is shown here.")])


@requires(SET)
@require_http_methods(["GET", "POST"])
def set_sitting(request: Request, pk: int) -> HttpResponse:
    """Set who sits on one person's assessment."""
    secondment = one(request.actor, pk, SET)
    kind = kind_asked(request, secondment)
    return _set(request, [secondment], kind, here("assessment", pk, kind))


@requires(SET)
@require_http_methods(["GET", "POST"])
def set_host(request: Request, pk: int, host: int) -> HttpResponse:
    """Set who sits on all whom one host received."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    rows = queries.to_be_seated(request.actor, intake, kind, host)
    if not rows:
        raise Http404
    return _set(request, rows, kind, _there(intake, kind))


def _set(
    request: Request, rows: Sequence["Secondment"], kind: Kind, back: tuple[str, ...]
) -> HttpResponse:
    offered = queries.candidates(rows, clock.today())
    first = queries.proposed(request.actor, offered)
    form = forms.SittingForm.of(request, offered=offered, initial=first)
    if form.is_bound and form.is_valid():
        members = form.picks()
        seating = Seating(tuple(row.pk for row in rows), members)
        form.carry(commands.set_sittings, [seating], kind=kind.value, actor=request.actor)
        if form.is_valid():
            return done(request, _("It is set who sits."), *back)
    title = _("Set who sits")
    context = {
        "title": title,
        "lede": str(queries.KINDS[kind.value]),
        "breadcrumbs": crumbs(rows[0], title),
        "rows": rows,
        "form": form,
        "clauses": ("S2.2.13",),
    }
    status = 422 if form.is_bound else 200
    return page(request, "assessments/set_sitting.html", context, status=status)


def _round_page(
    request: Request, intake: "Intake", refusals: Sequence[object] = ()
) -> HttpResponse:
    kind = round_asked(request)
    found = queries.assessment_round(request.actor, intake, kind, clock.today())
    title = _("Round of assessments")
    context: dict[str, Any] = {
        "title": title,
        "breadcrumbs": intake_trail(intake, Crumb(title)),
        "intake": intake,
        "kind": kind.value,
        "tab_items": [
            Tab(label, f"?kind={key}", active=key == kind.value)
            for key, label in queries.KINDS.items()
        ],
        "round": found,
        "groups": [
            (group, [(*STEPS[step], n) for step, n in group.steps.items()])
            for group in found.groups
        ],
        "missing": sum(group.steps.get("none", 0) for group in found.groups),
        "to_sign": [
            (row, grade_names(row.secondment).get(row.grade, row.grade)) for row in found.to_sign
        ],
        "refusals": refusals,
    }
    return page(request, "assessments/round.html", context, status=422 if refusals else 200)


def _there(intake: "Intake", kind: Kind) -> tuple[str]:
    return (f"{reverse('assessments:round', args=[intake.pk])}?kind={kind.value}",)
