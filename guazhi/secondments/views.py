"""Pages for the life of a secondment: each form ends in one command."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.secondments import commands, forms, queries
from guazhi.secondments.rules import Change
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request, done, page

PERSON = "dashboards:person"


def _form(
    request: Request, capability: Capability, pk: int, form: CommandForm, **words: Any
) -> HttpResponse:
    secondment = queries.one(request.actor, pk, capability)
    return page(
        request,
        "form_page.html",
        {"form": form, "secondment": secondment, **words},
        status=422 if form.is_bound else 200,
    )


@requires(Capability.RECORD_DECISION)
@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Record the organisation's decision."""
    form = forms.DecisionForm.of(request)
    if form.run(commands.decide, pk, actor=request.actor):
        return done(request, _("The decision is recorded."), PERSON, pk)
    words = {"title": _("Record the decision"), "clauses": ("S3.0.3",)}
    return _form(request, Capability.RECORD_DECISION, pk, form, **words)


@requires(Capability.RECORD_HANDOVER)
@require_http_methods(["GET", "POST"])
def decouple(request: Request, pk: int) -> HttpResponse:
    """Record the hand-over at home."""
    form = forms.HandoverForm.of(request, initial={"day": clock.today()})
    if form.run(commands.hand_over, pk, actor=request.actor):
        return done(request, _("The hand-over is recorded."), PERSON, pk)
    words = {"title": _("Hand over and decouple"), "clauses": ("S3.0.4",)}
    return _form(request, Capability.RECORD_HANDOVER, pk, form, **words)


@requires(Capability.CONFIRM_ARRIVAL)
@require_http_methods(["GET", "POST"])
def arrive(request: Request, pk: int) -> HttpResponse:
    """Confirm the arrival."""
    form = forms.ArrivalForm.of(request, initial={"day": clock.today()})
    if form.run(commands.arrive, pk, actor=request.actor):
        return done(request, _("The arrival is confirmed."), PERSON, pk)
    words = {"title": _("Confirm arrival"), "clauses": ("S2.1.8",)}
    return _form(request, Capability.CONFIRM_ARRIVAL, pk, form, **words)


@requires(Capability.CHANGE_TERM)
@require_http_methods(["GET", "POST"])
def extend(request: Request, pk: int) -> HttpResponse:
    """Extend the term."""
    form = forms.ExtensionForm.of(request)
    if form.run(commands.change_term, pk, kind=Change.EXTENSION.value, actor=request.actor):
        return done(request, _("The term is changed and every date moved."), PERSON, pk)
    words = {"title": _("Extend the secondment"), "clauses": ("S2.0.3",)}
    return _form(request, Capability.CHANGE_TERM, pk, form, **words)


@requires(Capability.CHANGE_TERM)
@require_http_methods(["GET", "POST"])
def end_early(request: Request, pk: int) -> HttpResponse:
    """End the term early, or recall the secondee."""
    form = forms.EarlyEndForm.of(request)
    if form.run(commands.change_term, pk, actor=request.actor):
        return done(request, _("The term is changed and every date moved."), PERSON, pk)
    words = {"title": _("End the secondment early"), "clauses": ("S2.0.3",)}
    return _form(request, Capability.CHANGE_TERM, pk, form, **words)


@requires(Capability.CHANGE_TERM)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Call the secondment off before the person has gone."""
    form = forms.WithdrawalForm.of(request, initial={"day": clock.today()})
    if form.run(commands.withdraw, pk, actor=request.actor):
        return done(request, _("The secondment is withdrawn and its place is free."), PERSON, pk)
    words = {"title": _("Withdraw the secondment"), "clauses": ("S3.0.3",)}
    return _form(request, Capability.CHANGE_TERM, pk, form, **words)


@requires(Capability.CHECK_RELATION)
@require_http_methods(["GET", "POST"])
def confirm_relation(request: Request, pk: int) -> HttpResponse:
    """State that the personnel relation has not moved."""
    form = forms.RelationForm.of(request, initial={"day": clock.today()})
    if form.run(commands.check_relation, pk, actor=request.actor):
        return done(request, _("The check of the personnel relation is recorded."), PERSON, pk)
    words = {"title": _("Check the personnel relation"), "clauses": ("S3.0.5",)}
    return _form(request, Capability.CHECK_RELATION, pk, form, **words)


@requires(Capability.CLOSE_SECONDMENT)
@require_http_methods(["GET", "POST"])
def return_home(request: Request, pk: int) -> HttpResponse:
    """Close the secondment."""
    form = forms.ReturnForm.of(request, initial={"day": clock.today()})
    if form.run(commands.return_home, pk, actor=request.actor):
        return done(request, _("The secondment is closed."), PERSON, pk)
    words = {"title": _("Close the secondment"), "clauses": ()}
    return _form(request, Capability.CLOSE_SECONDMENT, pk, form, **words)
