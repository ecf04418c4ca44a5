"""The page on which the return is planned."""

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


@requires(Capability.BEGIN_RETURN)
@require_http_methods(["GET", "POST"])
def plan_return(request: Request, pk: int) -> HttpResponse:
    """The home organisation says where the person goes back to; others begin the plan."""
    actor = request.actor
    secondment = queries.one(actor, pk, Capability.BEGIN_RETURN)
    plan = queries.return_plan(actor, secondment)
    form: CommandForm
    command: Callable[..., object]
    if queries.holds(actor, Capability.PLAN_RETURN, secondment):
        initial = {"day": clock.today(), "home_post": secondment.home_post}
        form = forms.PlanReturnForm.of(request, initial=initial)
        command, said = commands.plan_return, _("The return is planned.")
    else:
        form = forms.BeginReturnForm.of(request, initial={"day": clock.today()})
        command, said = commands.begin_return, _("The home organisation is asked.")
    return recorded(
        request,
        pk,
        form,
        command,
        Capability.BEGIN_RETURN,
        said=said,
        template="secondments/plan_return.html",
        title=_("Plan the return"),
        clauses=("S3.0.5",),
        plan=plan,
    )
