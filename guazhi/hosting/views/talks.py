"""Pages for talks and care."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.hosting import commands, forms, queries
from guazhi.hosting.views.asking import TAB, asked, work_of
from guazhi.secondments.queries import one
from guazhi.secondments.views.shown import recorded
from guazhi.web import clock
from guazhi.web.page import Request, done


@requires(Capability.HOLD_TALK)
@require_http_methods(["GET", "POST"])
def talk(request: Request, pk: int) -> HttpResponse:
    """Record a talk: all that is usual stands there, so that ticks are enough."""
    secondment = one(request.actor, pk, Capability.HOLD_TALK)
    first = {"day": clock.today(), **queries.usual_talk(request.actor, secondment)}
    form = forms.TalkForm.of(request, initial=first, topics=queries.topics_of(secondment))
    if form.run(commands.hold_talk, pk, actor=request.actor):
        return done(request, _("The talk is recorded."), work_of(pk))
    words: dict[str, Any] = {"title": _("Record a talk"), "clauses": ("S2.1.11", "S2.1.12")}
    return asked(request, form, template="hosting/talk_form.html", secondment=secondment, **words)


@requires(Capability.GIVE_CARE)
@require_http_methods(["GET", "POST"])
def care(request: Request, pk: int) -> HttpResponse:
    """Record care."""
    form = forms.CareForm.of(request, initial={"day": clock.today()})
    words: dict[str, Any] = {"title": _("Record care given"), "clauses": ("S2.1.9",), "tab": TAB}
    said = _("The care is recorded.")
    return recorded(request, pk, form, commands.give_care, Capability.GIVE_CARE, said=said, **words)
