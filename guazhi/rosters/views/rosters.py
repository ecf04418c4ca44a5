"""Pages of rosters: check a file, import it, print an intake's roster."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.policy.findings import Level, Refused
from guazhi.rosters import commands, queries
from guazhi.rosters.forms import RosterForm
from guazhi.rosters.queries import Plan
from guazhi.rosters.rules.found import in_order, of_a_kind
from guazhi.rosters.rules.sheet import write_roster
from guazhi.web import clock
from guazhi.web.messages import sentence
from guazhi.web.page import Request, done, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500


@requires(Capability.IMPORT_ROSTER)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Check a roster and show every finding; import it when it is confirmed."""
    form = RosterForm.of(request)
    plan = None
    if form.is_bound and form.is_valid():
        data = form.data_of_file()
        plan = queries.plan_import(request.actor, data, form.asked_for())
        if plan.is_sound and form.cleaned_data["checked"] == plan.file:
            try:
                outcome = commands.import_roster(data, form.asked_for(), actor=request.actor)
            except Refused as refused:
                for finding in refused.findings:
                    form.add_error(None, sentence(finding))
            else:
                return _imported(request, outcome)
    context = {"form": form, "title": _("Import roster"), "plan": plan, **_shown(plan)}
    failed = form.is_bound and (plan is None or not plan.is_sound)
    return page(request, "rosters/upload.html", context, partial="answer", status=_status(failed))


def _status(failed: bool) -> int:
    return 422 if failed else 200


def _imported(request: Request, outcome: commands.Imported) -> HttpResponse:
    """Go on to the intake; a part that htmx asked for cannot hold it, so the page goes."""
    if outcome.intake is None:
        answer = done(request, _("Everything was on record already."), "rosters:upload")
    else:
        text = _("The roster is imported: %(n)d new secondments.") % {"n": outcome.secondments}
        answer = done(request, text, "dashboards:intake", outcome.intake.pk)
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(answer["Location"])
    return answer


def _shown(plan: Plan | None) -> dict[str, object]:
    """The findings of a plan as the page shows them, first how many there are of each kind."""
    if plan is None:
        return {}
    levels = [found.finding.level for found in plan.findings]
    findings, kinds = in_order(plan.findings), of_a_kind(plan.findings)
    return {
        "kinds": [
            {
                "level": kind[0].finding.level.value,
                "column": kind[0].column,
                "count": len(kind),
                "text": sentence(kind[0].finding),
            }
            for kind in (kinds if len(kinds) < len(findings) else ())
        ],
        "findings": [
            {"found": found, "level": found.finding.level.value, "text": sentence(found.finding)}
            for found in findings[:SHOWN]
        ],
        "more": max(len(findings) - SHOWN, 0),
        "errors": levels.count(Level.ERROR),
        "warnings": levels.count(Level.WARNING),
        "notes": levels.count(Level.NOTE),
        "new_units": list(plan.new_units.values()),
    }


@requires(Capability.EXPORT_REGISTER)
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The roster of an intake as a workbook to print."""
    intake = queries.intake_to_print(request.actor, pk)
    lines = list(queries.roster_lines(request.actor, intake))
    commands.note_roster_printed(pk, len(lines), actor=request.actor)
    title = f"{intake.programme.area.name}{intake.programme.name}挂职干部花名册"
    day = clock.today()
    subtitle = f"填报单位：{intake.programme.owner.name}    {day.year}年{day.month}月{day.day}日"
    answer = HttpResponse(write_roster(lines, title=title, subtitle=subtitle), content_type=XLSX)
    name = quote(f"{intake.name}花名册.xlsx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "no-store"
    return answer
