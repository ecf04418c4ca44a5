"""Pages for taking a secondee in: acceptance, living conditions, briefing, division of work."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms
from guazhi.hosting.views.asking import TAB
from guazhi.secondments.views.shown import recorded
from guazhi.web import clock
from guazhi.web.page import Request


def _first(request: Request, *names: str) -> dict[str, object]:
    """What a form begins with: today, and the actor where somebody is asked for."""
    return {"day": clock.today(), **dict.fromkeys(names, request.actor.name)}


@requires(Capability.ACCEPT_SECONDEE)
@require_http_methods(["GET", "POST"])
def accept(request: Request, pk: int) -> HttpResponse:
    """Accept the secondee."""
    return recorded(
        request,
        pk,
        forms.AcceptanceForm.of(request, initial=_first(request, "responsible")),
        commands.accept,
        Capability.ACCEPT_SECONDEE,
        said=_("The acceptance is recorded."),
        title=_("Accept the secondee"),
        clauses=("S2.1.4",),
        tab=TAB,
    )


@requires(Capability.GIVE_BRIEFING)
@require_http_methods(["GET", "POST"])
def briefing(request: Request, pk: int) -> HttpResponse:
    """Record a briefing."""
    return recorded(
        request,
        pk,
        forms.BriefingForm.of(request, initial=_first(request, "briefer")),
        commands.brief,
        Capability.GIVE_BRIEFING,
        said=_("The briefing is recorded."),
        title=_("Record the briefing"),
        clauses=("S2.1.7",),
        tab=TAB,
    )


@requires(Capability.DIVIDE_WORK)
@require_http_methods(["GET", "POST"])
def division(request: Request, pk: int) -> HttpResponse:
    """Put duties and powers in writing."""
    return recorded(
        request,
        pk,
        forms.DivisionForm.of(request, initial=_first(request)),
        commands.divide_work,
        Capability.DIVIDE_WORK,
        said=_("The division of work is recorded."),
        title=_("Assign duties"),
        clauses=("S2.1.15", "S2.1.16"),
        tab=TAB,
    )


@requires(Capability.ARRANGE_LIVING)
@require_http_methods(["GET", "POST"])
def living(request: Request, pk: int) -> HttpResponse:
    """Record lodging, meals and the way there."""
    return recorded(
        request,
        pk,
        forms.LivingForm.of(request, initial=_first(request, "contact")),
        commands.arrange_living,
        Capability.ARRANGE_LIVING,
        said=_("The living conditions are recorded."),
        title=_("Arrange living conditions"),
        clauses=("S2.1.9",),
        tab=TAB,
    )
