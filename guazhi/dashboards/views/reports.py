"""Writing a work report: what the system knows stands there already, what is typed is kept."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms
from guazhi.coordination import queries as coordination
from guazhi.dashboards import queries
from guazhi.programmes.queries import pack_of
from guazhi.secondments.queries import one
from guazhi.web import clock
from guazhi.web.page import Request, done, page


@requires(Capability.WRITE_REPORT)
@require_http_methods(["GET", "POST"])
def report(request: Request, pk: int) -> HttpResponse:
    """Write a work report, or one that the host has returned, and hand it in."""
    actor = request.actor
    secondment = one(actor, pk, Capability.WRITE_REPORT)
    asked = pack_of(secondment.policy).work_report
    draft, returned = (
        coordination.draft(actor, secondment),
        coordination.returned_report(actor, secondment),
    )
    since = coordination.last_reported(secondment)
    known = queries.known(actor, secondment, asked, since)
    texts = draft.sections if draft else returned.sections if returned else known
    coming = [] if returned else coordination.open_forums(secondment)
    form = forms.ReportForm.of(
        request,
        asked=asked,
        coming=[(row.pk, f"{row.day} {row.place}") for row in coming],
        initial={**texts, "day": clock.today(), "edition": draft.edition if draft else 0},
    )
    if form.run(commands.submit_report, pk, actor=actor):
        message = _("The report is handed in; the host unit countersigns it.")
        if forum := form.outcome.forum:
            message = _(
                "The report is handed in for the forum of %(day)s; the host unit countersigns it."
            ) % {"day": forum.day}
        return done(request, message, "coordination:read_report", form.outcome.pk)
    context: dict[str, Any] = {
        "title": _("Work report"),
        "secondment": secondment,
        "form": form,
        "draft": draft,
        "returned": returned,
        "forum": returned.forum if returned else None,
        "waits": not coming and not returned,
        "known": [(asked.sections[key].names, text) for key, text in known.items() if text],
        "since": since,
    }
    if form.is_bound and draft and str(form["edition"].value()) != str(draft.edition):
        form.put("edition", str(draft.edition))
        context["other"] = coordination.other_draft(actor, secondment)
    status = 422 if form.is_bound else 200
    return page(request, "dashboards/report.html", context, status=status)
