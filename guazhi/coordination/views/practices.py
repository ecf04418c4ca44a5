"""Pages for good practice."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.coordination.views.asking import PERSON, asked
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Crumb, Request, done, page


@requires(Capability.VIEW_PRACTICE)
@require_safe
def practices(request: Request) -> HttpResponse:
    """Proposals and published practices."""
    context = {
        "title": _("Good practice"),
        "practices": queries.practices(request.actor),
        "may_propose": queries.intakes(request.actor, Capability.PROPOSE_PRACTICE),
    }
    return page(request, "coordination/practices.html", context)


@requires(Capability.VIEW_PRACTICE)
@require_safe
def practice(request: Request, pk: int) -> HttpResponse:
    """One practice: its words, to whom it went, who read it and took it up."""
    row = queries.practice(request.actor, pk)
    waits = row.published_on is None
    own = queries.own_delivery(request.actor, row)
    publishes = queries.practices(request.actor, Capability.PUBLISH_PRACTICE).filter(pk=pk).exists()
    context = {
        "title": row.title,
        "breadcrumbs": [
            Crumb(_("Good practice"), reverse("coordination:practices")),
            Crumb(row.title),
        ],
        "practice": row,
        "deliveries": queries.deliveries(request.actor, row),
        "adoptions": queries.adoptions(request.actor, row),
        "own": own,
        "may_publish": waits and publishes,
    }
    return page(request, "coordination/practice.html", context)


@requires(Capability.PROPOSE_PRACTICE)
@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: int) -> HttpResponse:
    """Propose a practice for an intake."""
    allowed = queries.intakes(request.actor, Capability.PROPOSE_PRACTICE)
    intake = allowed.one(pk)  # type: ignore[attr-defined]
    sources = [
        (row.pk, f"{row.secondee.name} {row.host_unit.name}")
        for row in queries.sources_of(request.actor, pk)
    ]
    first = {"day": clock.today(), "secondment_id": sources[0][0] if len(sources) == 1 else None}
    form = forms.ProposeForm.of(request, initial=first, secondments=sources)
    if form.run(commands.propose_practice, pk, actor=request.actor):
        message = _("The practice is proposed.")
        return done(request, message, "coordination:practice", form.outcome.pk)
    words: dict[str, Any] = {
        "title": _("Propose a practice"),
        "lede": intake.name,
        "clauses": ("S2.2.4",),
    }
    return asked(request, form, cancel_url=reverse("coordination:practices"), **words)


@requires(Capability.PUBLISH_PRACTICE)
@require_http_methods(["GET", "POST"])
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish a practice to the whole intake."""
    row = queries.practice(request.actor, pk, Capability.PUBLISH_PRACTICE)
    form = forms.PublishForm.of(request, initial={"day": clock.today()})
    if form.run(commands.publish_practice, pk, actor=request.actor):
        message = _("The practice is published and delivered to every secondee of the intake.")
        return done(request, message, "coordination:practice", pk)
    words: dict[str, Any] = {
        "title": _("Publish to all"),
        "lede": row.title,
        "clauses": ("S2.2.5",),
        "submit_label": _("Publish to all"),
    }
    return asked(request, form, cancel_url=reverse("coordination:practice", args=[pk]), **words)


@requires(Capability.READ_PRACTICE)
@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """Note that the secondee has read it."""
    commands.read_practice(pk, actor=request.actor)
    return done(request, _("Noted as read."), "coordination:practice", pk)


@requires(Capability.ADOPT_PRACTICE)
@require_http_methods(["GET", "POST"])
def adopt(request: Request, pk: int, secondment_pk: int) -> HttpResponse:
    """Note that a practice was taken up in a secondment."""
    secondment = one(request.actor, secondment_pk, Capability.ADOPT_PRACTICE)
    row = queries.practice(request.actor, pk, Capability.ADOPT_PRACTICE)
    form = forms.AdoptForm.of(request, initial={"day": clock.today()})
    if form.run(commands.adopt_practice, pk, secondment_pk, actor=request.actor):
        return done(request, _("The effect is recorded."), PERSON, secondment_pk)
    words: dict[str, Any] = {
        "title": _("Take up a practice"),
        "lede": row.title,
        "clauses": ("S2.2.6",),
    }
    return asked(request, form, secondment=secondment, **words)
