"""Pages for work reports: the draft that saves itself, reading, countersigning, returning."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.coordination import commands, forms, queries
from guazhi.programmes.queries import pack_of
from guazhi.secondments.queries import holds, one
from guazhi.web.components import Tab
from guazhi.web.drafts import keep
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.coordination.models import ReportDraft, WorkReport


@requires(Capability.VIEW_REPORT)
@require_safe
def reports(request: Request) -> HttpResponse:
    """Work reports within reach, latest first; hosts begin with those that wait for them."""
    state = request.GET.get("state", "")
    rows = queries.all_reports(request.actor)
    if state in queries.REPORT_STATES:
        rows = rows.filter(state=state)
    found = keyset(rows, "-day", request.GET, 30)
    context = {
        "title": _("Work reports"),
        "reports": [queries.report_row(row) for row in found.rows],
        "pages": found.pages(request.GET),
        "tab_items": [
            Tab(_("All"), "?", active=state not in queries.REPORT_STATES),
            *(
                Tab(words, f"?state={key}", key == state)
                for key, words in queries.REPORT_STATES.items()
            ),
        ],
    }
    return page(request, "coordination/reports.html", context, partial="rows")


@requires(Capability.VIEW_REPORT)
@require_safe
def read_report(request: Request, pk: int) -> HttpResponse:
    """One report, section by section."""
    return _report_page(request, queries.report(request.actor, pk))


def _report_page(request: Request, row: "WorkReport", **given: object) -> HttpResponse:
    may = holds(request.actor, Capability.COUNTERSIGN_REPORT, row.secondment)
    shown = queries.report_row(row, may_countersign=may)
    context = {
        "title": _("Work report of %(name)s") % {"name": row.secondment.secondee.name},
        "breadcrumbs": [
            Crumb(_("Work reports"), reverse("coordination:reports")),
            Crumb(row.secondment.secondee.name),
        ],
        "row": shown,
        "report": row,
        "earlier": [
            (part["day"], part["reason"], queries.sections_of(row.secondment, part["sections"]))
            for part in row.earlier
        ],
        "sign_form": forms.CountersignForm(),
        "return_form": forms.ReturnReportForm(),
        **given,
    }
    return page(request, "coordination/report.html", context, status=422 if given else 200)


@requires(Capability.COUNTERSIGN_REPORT)
@require_POST
def countersign_report(request: Request, pk: int) -> HttpResponse:
    """Countersign a report."""
    form = forms.CountersignForm.of(request)
    if form.run(commands.countersign_report, pk, actor=request.actor):
        return done(request, _("The report is countersigned."), "coordination:read_report", pk)
    return _report_page(request, queries.report(request.actor, pk), sign_form=form)


@requires(Capability.COUNTERSIGN_REPORT)
@require_POST
def return_report(request: Request, pk: int) -> HttpResponse:
    """Send a report back to its writer."""
    form = forms.ReturnReportForm.of(request)
    if form.run(commands.return_report, pk, actor=request.actor):
        return done(request, _("The report is returned."), "coordination:read_report", pk)
    return _report_page(request, queries.report(request.actor, pk), return_form=form)


@requires(Capability.WRITE_REPORT)
@require_POST
def draft(request: Request, pk: int) -> HttpResponse:
    """Save what has been typed; ``over`` replaces a text saved from another window meanwhile."""
    secondment = one(request.actor, pk, Capability.WRITE_REPORT)
    form = forms.ReportForm.of(request, asked=pack_of(secondment.policy).work_report)

    def save(edition: int) -> "ReportDraft":
        return commands.save_draft(pk, sections=form.typed(), edition=edition, actor=request.actor)

    return keep(
        request,
        save,
        lambda: queries.other_draft(request.actor, secondment),
        back=reverse("dashboards:report", args=[pk]),
    )
