"""The sitting of a joint assessment: what is on record beside what the parties say."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.words import crumbs, grade_names, here, kind_asked
from guazhi.policy import AssessmentForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.page import Request, done, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment

READ = Capability.VIEW_ASSESSMENT
ASSESS = (Capability.ASSESS_FOR_CITY, Capability.ASSESS_FOR_COUNTY, Capability.ASSESS_FOR_HOST)
CLAUSES = {Kind.MIDTERM: ("S2.2.11", "S2.2.13"), Kind.FINAL: ("S2.2.12", "S2.2.14")}


@requires(READ, *ASSESS)
@require_http_methods(["GET", "POST"])
def assessment(request: Request, pk: int) -> HttpResponse:
    """See the record and the parts; give the part of one's own party."""
    secondment = one(request.actor, pk, READ)
    kind = kind_asked(request, secondment)
    form = forms.PartForm.of(
        request, assessed=_assessed(secondment), initial={"day": clock.today()}
    )
    if form.run(commands.enter_part, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The part is recorded."), *here("assessment", pk, kind))
    return _sitting(request, secondment, kind, form)


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def conclude(request: Request, pk: int) -> HttpResponse:
    """Set the grade."""
    secondment = one(request.actor, pk, Capability.CONCLUDE_ASSESSMENT)
    kind = kind_asked(request, secondment)
    form = forms.ConclusionForm.of(
        request,
        members=queries.members_of(request.actor, secondment, kind),
        initial={"day": clock.today()},
    )
    if form.run(commands.conclude_assessment, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The assessment is concluded."), *here("assessment", pk, kind))
    return _sitting(request, secondment, kind, form, title=_("Conclude the assessment"))


@requires(Capability.CONCLUDE_ASSESSMENT)
@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    """Open the result to home and secondee."""
    secondment = one(request.actor, pk, Capability.CONCLUDE_ASSESSMENT)
    kind = kind_asked(request, secondment)
    form = forms.ReleaseForm.of(request, initial={"day": clock.today()})
    if form.run(commands.release_assessment, pk, kind=kind.value, actor=request.actor):
        return done(request, _("The result is released."), *here("assessment", pk, kind))
    return page(
        request,
        "form_page.html",
        {
            "title": _("Release the result"),
            "lede": _("Home organisation and secondee can see the result from then on."),
            "form": form,
            "secondment": secondment,
            "breadcrumbs": crumbs(secondment, _("Release the result")),
            "submit_label": _("Release"),
            "clauses": ("S2.2.15",),
        },
        status=422 if form.is_bound else 200,
    )


def _sitting(
    request: Request, secondment: "Secondment", kind: Kind, form: Any, title: str = ""
) -> HttpResponse:
    today = clock.today()
    found = queries.sitting(request.actor, secondment, kind, today)
    pack = pack_of(secondment.policy)
    names = grade_names(secondment)
    concluding = bool(title)
    context = {
        "title": title or str(queries.KINDS[kind.value]),
        "breadcrumbs": crumbs(secondment, title or str(queries.KINDS[kind.value])),
        "secondment": secondment,
        "sitting": found,
        "kind": kind.value,
        "tab_items": [
            Tab(label, f"{reverse('assessments:assessment', args=[secondment.pk])}?kind={key}",
                active=key == kind.value)
            for key, label in queries.KINDS.items()
        ],
        "figures": [(in_language(row.names), row) for row in found.figures],
        "seats": [_seat(seat, secondment, names) for seat in found.seats],
        "grade": names.get(found.assessment.grade, "") if found.assessment else "",
        "cap": queries.cap_figure(secondment.intake, pack, kind, today)
        if concluding or found.may_conclude
        else None,
        "clauses": CLAUSES[kind],
        "form": form if concluding or found.may_enter else None,
        "concluding": concluding,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return page(request, "assessments/assessment.html", context, status=status)


def _seat(seat: queries.Seat, secondment: "Secondment", names: dict[str, str]) -> dict[str, Any]:
    dimensions = pack_of(secondment.policy).assessment.indicators()
    scores = seat.part.scores if seat.part else {}
    return {
        "seat": seat,
        "party": queries.MANAGING[seat.party],
        "grade": names.get(seat.part.grade, seat.part.grade) if seat.part else "",
        "scores": [
            (in_language(named.names), names.get(scores.get(key, ""), scores.get(key, "")))
            for key, named in dimensions.items()
        ],
    }


def _assessed(secondment: "Secondment") -> AssessmentForm:
    return pack_of(secondment.policy).assessment
