"""The page for visits of home organisations."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms
from guazhi.coordination.views.asking import asked, work_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, done


@requires(Capability.MAKE_HOME_VISIT)
@require_http_methods(["GET", "POST"])
def home_visit(request: Request, pk: int) -> HttpResponse:
    """Record a visit to one's own secondee."""
    secondment = one(request.actor, pk, Capability.MAKE_HOME_VISIT)
    initial = {"day": clock.today(), "place": secondment.host_unit.name}
    form = forms.HomeVisitForm.of(request, initial=initial)
    if form.run(commands.visit_secondee, pk, actor=request.actor):
        return done(request, _("The visit is recorded."), work_of(pk))
    words: dict[str, Any] = {"title": _("Record a visit to the secondee")}
    return asked(request, form, secondment=secondment, **words)
