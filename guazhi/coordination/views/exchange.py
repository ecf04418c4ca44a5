"""Pages for what is brought up and down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries, rules
from guazhi.coordination.views.asking import PERSON, asked
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, done, page


@requires(Capability.VIEW_EXCHANGE)
@require_safe
def exchanges(request: Request) -> HttpResponse:
    """Exchange items; those that wait for the actor's answer say so."""
    answerable = set(
        queries.exchanges(request.actor, Capability.ANSWER_EXCHANGE)
        .filter(answered_on__isnull=True)
        .values_list("pk", flat=True)
    )
    rows = [
        (item, item.pk in answerable and queries.is_addressed_to(request.actor, item))
        for item in queries.exchanges(request.actor)
    ]
    return page(request, "coordination/exchanges.html", {"title": _("Exchange"), "rows": rows})


@requires(Capability.SEND_EXCHANGE)
@require_http_methods(["GET", "POST"])
def send(request: Request, pk: int) -> HttpResponse:
    """Bring something up or down."""
    secondment = one(request.actor, pk, Capability.SEND_EXCHANGE)
    units = [(unit.pk, unit.name) for unit in queries.addressed_units(secondment)]
    first = {
        "day": clock.today(),
        "direction": rules.default_direction(secondment.direction),
        "text": request.GET.get("text", ""),
        "opinion_id": request.GET.get("opinion"),
    }
    form = forms.ExchangeForm.of(request, initial=first, units=units)
    if form.run(commands.send_exchange, pk, actor=request.actor):
        return done(request, _("It is sent; the unit must answer."), PERSON, pk)
    words: dict[str, Any] = {"title": _("Bring up or take down"), "clauses": ("S1.3.4", "S1.3.5")}
    return asked(request, form, secondment=secondment, **words)


@requires(Capability.ANSWER_EXCHANGE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer for the unit addressed."""
    item = queries.exchange(request.actor, pk, Capability.ANSWER_EXCHANGE)
    if not queries.is_addressed_to(request.actor, item):
        raise Http404
    form = forms.AnswerForm.of(request, initial={"day": clock.today()})
    if form.run(commands.answer_exchange, pk, actor=request.actor):
        return done(request, _("The answer is recorded."), "coordination:exchanges")
    secondment = one(request.actor, item.secondment_id, Capability.ANSWER_EXCHANGE)
    words: dict[str, Any] = {
        "title": _("Answer an exchange item"),
        "lede": item.text,
        "clauses": ("S1.3.7",),
    }
    return asked(request, form, secondment=secondment, **words)
