"""Who grades a calendar year where the days do not say it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments import commands, forms, queries
from guazhi.assessments.views.words import crumbs
from guazhi.web import clock
from guazhi.web.page import Request, done, form_page


@requires(Capability.SETTLE_YEAR)
@require_http_methods(["GET", "POST"])
def settle_year(request: Request, pk: int, year: int) -> HttpResponse:
    """Choose among the units with the most days, for a reason; home and host are told."""
    secondment, shown = queries.year_to_settle(request.actor, pk, year, clock.today())
    units = list(zip(shown.found.candidates, shown.candidates, strict=True))
    first = {"unit": shown.settled.organisation_id} if shown.settled else {}
    form = forms.YearForm.of(request, units=units, initial=first)
    if form.run(commands.settle_year, pk, year=year, actor=request.actor):
        return done(request, _("It is settled who grades the year."), "dashboards:person", pk)
    title = _("Who grades %(year)s") % {"year": year}
    days = "，".join(f"{name} {n}" for name, n in shown.days)
    context = {
        "title": title,
        "breadcrumbs": crumbs(secondment, title),
        "secondment": secondment,
        "form": form,
        "lede": _("No unit has more than half of the %(all)s days of the year: %(days)s.")
        % {"all": shown.found.days_in_year, "days": days},
    }
    return form_page(request, **context)
