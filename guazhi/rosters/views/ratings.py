"""Ratings by workbook: give it out, look at what came back, take it in."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments.queries import KINDS
from guazhi.assessments.rules import Kind
from guazhi.assessments.views.words import round_asked
from guazhi.policy.findings import Level
from guazhi.programmes.queries import intakes
from guazhi.rosters import commands, forms, queries
from guazhi.rosters.queries import RatingPlan
from guazhi.rosters.rules.found import in_order
from guazhi.rosters.rules.ratings import write_ratings
from guazhi.rosters.views.rosters import XLSX
from guazhi.web import clock
from guazhi.web.components import Tab
from guazhi.web.messages import sentence
from guazhi.web.page import Crumb, Request, done, page

if TYPE_CHECKING:
    from guazhi.programmes.models import Intake

SET = Capability.SET_SITTING


@requires(SET)
@require_http_methods(["GET", "POST"])
def ratings(request: Request, pk: int) -> HttpResponse:
    """Members without an account and their workbooks; look at one that came back, take it in."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    form = forms.RatingsForm.of(request, initial={"day": clock.today()})
    plan = None
    if form.is_bound and form.is_valid():
        data = form.data_of_file()
        plan = queries.plan_ratings(request.actor, intake, kind, data)
        if plan.is_sound and plan.rows and form.cleaned_data["checked"] == plan.file:
            day, actor = form.cleaned_data["day"], request.actor
            if form.carry(
                commands.take_in_ratings, pk, data, kind=kind.value, day=day, actor=actor
            ):
                n = len(plan.rows)
                text = ngettext("%(n)s rating is taken in.", "%(n)s ratings are taken in.", n)
                return done(request, text % {"n": n}, _here(intake, kind))
    title = _("Ratings by workbook")
    context = {
        "title": title,
        "breadcrumbs": [
            Crumb(intake.name, reverse("dashboards:intake", args=[pk])),
            Crumb(_("Round of assessments"), _round(intake, kind)),
            Crumb(title),
        ],
        "intake": intake,
        "kind": kind.value,
        "tab_items": [
            Tab(label, f"?kind={key}", active=key == kind.value) for key, label in KINDS.items()
        ],
        "members": queries.without_account(request.actor, intake, kind),
        "form": form,
        **_shown(plan),
    }
    failed = form.is_bound and (plan is None or not plan.is_sound)
    return page(request, "rosters/ratings.html", context, status=422 if failed else 200)


def _shown(plan: RatingPlan | None) -> dict[str, object]:
    """The findings of a file in words."""
    found = in_order(plan.findings) if plan else []
    return {
        "plan": plan,
        "errors": sum(each.finding.level is Level.ERROR for each in found),
        "findings": [
            {"found": each, "level": each.finding.level.value, "text": sentence(each.finding)}
            for each in found
        ],
    }


@requires(SET)
@require_safe
def ratings_book(request: Request, pk: int, member: int) -> HttpResponse:
    """The workbook of a member: everybody whom he has yet to rate."""
    intake, kind = intakes(request.actor).one(pk), round_asked(request)
    name, lines = queries.lines_of(request.actor, intake, kind, member)
    commands.note_ratings_given_out(pk, kind.value, member, len(lines), actor=request.actor)
    label = {Kind.MIDTERM: "中期考核", Kind.FINAL: "期满考核"}[kind]
    data = write_ratings(
        queries.form_of(intake),
        lines,
        queries.seal,
        title=f"{intake.programme.area.name}挂职干部{label}评议表",
        subtitle=f"考核组成员：{name}　　请在黄色单元格内选择等次并填写评语，其余内容请勿改动",
    )
    answer = HttpResponse(data, content_type=XLSX)
    file = quote(f"{label}评议表_{name}.xlsx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{file}"
    answer["Cache-Control"] = "no-store"
    return answer


def _here(intake: "Intake", kind: Kind) -> str:
    return f"{reverse('rosters:ratings', args=[intake.pk])}?kind={kind.value}"


def _round(intake: "Intake", kind: Kind) -> str:
    return f"{reverse('assessments:round', args=[intake.pk])}?kind={kind.value}"
