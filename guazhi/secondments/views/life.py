"""Pages for the life of a secondment: each form ends in one command."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.secondments import commands, forms, queries
from guazhi.secondments.views.shown import recorded
from guazhi.web import clock
from guazhi.web.forms import CommandForm
from guazhi.web.page import Request


@requires(Capability.RECORD_DECISION)
@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """Record the organisation's decision."""
    form = forms.DecisionForm.of(request)
    return recorded(
        request,
        pk,
        form,
        commands.decide,
        Capability.RECORD_DECISION,
        said=_("The decision is recorded."),
        title=_("Record the decision"),
        clauses=("S3.0.3",),
    )


@requires(Capability.RECORD_HANDOVER)
@require_http_methods(["GET", "POST"])
def decouple(request: Request, pk: int) -> HttpResponse:
    """Record the hand-over at home; once recorded, have it confirmed by who takes over."""
    secondment = queries.one(request.actor, pk, Capability.RECORD_HANDOVER)
    handover = queries.handover(request.actor, secondment)
    form: CommandForm
    command: Callable[..., object]
    if handover is None or handover.confirmed_on:
        form = forms.HandoverForm.of(request, initial={"day": clock.today()})
        command, said = commands.hand_over, _("The hand-over is recorded.")
        title = _("Hand over and decouple")
    else:
        initial = {"confirmed_by": handover.handed_to, "confirmed_on": clock.today()}
        form = forms.ConfirmationForm.of(request, initial=initial)
        command, said = commands.confirm_handover, _("The hand-over is confirmed.")
        title = _("Confirm the hand-over")
    return recorded(
        request,
        pk,
        form,
        command,
        Capability.RECORD_HANDOVER,
        said=said,
        template="secondments/decouple.html",
        clauses=("S3.0.4",),
        title=title,
        handover=handover,
    )


@requires(Capability.CONFIRM_ARRIVAL)
@require_http_methods(["GET", "POST"])
def arrive(request: Request, pk: int) -> HttpResponse:
    """Confirm the arrival."""
    form = forms.ArrivalForm.of(request, initial={"day": clock.today()})
    return recorded(
        request,
        pk,
        form,
        commands.arrive,
        Capability.CONFIRM_ARRIVAL,
        said=_("The arrival is confirmed."),
        title=_("Confirm arrival"),
        clauses=("S2.1.8",),
    )


@requires(Capability.WITHDRAW_SECONDMENT)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Call the secondment off before the person has gone."""
    form = forms.WithdrawalForm.of(request, initial={"day": clock.today()})
    return recorded(
        request,
        pk,
        form,
        commands.withdraw,
        Capability.WITHDRAW_SECONDMENT,
        said=_("The secondment is withdrawn and its place is free."),
        title=_("Withdraw the secondment"),
        clauses=("S3.0.3",),
    )


@requires(Capability.CHECK_RELATION)
@require_http_methods(["GET", "POST"])
def confirm_relation(request: Request, pk: int) -> HttpResponse:
    """State that the personnel relation has not moved."""
    form = forms.RelationForm.of(request, initial={"day": clock.today()})
    return recorded(
        request,
        pk,
        form,
        commands.check_relation,
        Capability.CHECK_RELATION,
        said=_("The check of the personnel relation is recorded."),
        title=_("Check the personnel relation"),
        clauses=("S3.0.5",),
    )


@requires(Capability.CLOSE_SECONDMENT)
@require_http_methods(["GET", "POST"])
def return_home(request: Request, pk: int) -> HttpResponse:
    """Close the secondment."""
    form = forms.ReturnForm.of(request, initial={"day": clock.today()})
    return recorded(
        request,
        pk,
        form,
        commands.return_home,
        Capability.CLOSE_SECONDMENT,
        said=_("The secondment is closed."),
        title=_("Close the secondment"),
        clauses=(),
    )
