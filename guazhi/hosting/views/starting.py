"""Pages for taking a secondee in: acceptance, living conditions, briefing, division of work."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms
from guazhi.hosting.views.asking import recorded
from guazhi.web import clock
from guazhi.web.page import Request


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


@requires(Capability.ARRANGE_LIVING)
@require_http_methods(["GET", "POST"])
def living(request: Request, pk: int) -> HttpResponse:
    """Record lodging, meals and the way there."""
    first = {"day": clock.today(), "contact": request.actor.name}
    form = forms.LivingForm.of(request, initial=first)
    words: dict[str, Any] = {"title": _("Arrange living conditions"), "clauses": ("S2.1.9",)}
    said = _("The living conditions are recorded.")
    capability = Capability.ARRANGE_LIVING
    return recorded(request, pk, form, commands.arrange_living, capability, said=said, **words)
