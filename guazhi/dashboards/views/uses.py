"""The use of results (S2.2.15): the ledger of uses, and what became of an intake's results."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Capability
from guazhi.access.decorators import requires
from guazhi.assessments.queries import OCCASIONS, Group, Usage, ledger_of_uses, uses_to_take_out
from guazhi.assessments.queries import usage as usage_of
from guazhi.assessments.rules import Fate
from guazhi.dashboards import commands
from guazhi.dashboards.forms import UsesFilter
from guazhi.dashboards.views.register import MOST_IN_A_FILE, WORKBOOK
from guazhi.dashboards.workbook import write_uses
from guazhi.programmes.queries import intakes
from guazhi.secondments.queries import secondments
from guazhi.web import clock
from guazhi.web.components import Bar, Stat, Tone
from guazhi.web.keyset import keyset
from guazhi.web.page import Crumb, Request, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guazhi.programmes.models import Intake

FATES: dict[Fate, tuple[Any, Tone]] = {
    Fate.IN_TIME: (gettext_lazy("Counted in time"), Tone.GREEN),
    Fate.LATE: (gettext_lazy("Counted late"), Tone.YELLOW),
    Fate.SET_ASIDE: (gettext_lazy("Considered, did not count"), Tone.BLUE),
    Fate.WAITS: (gettext_lazy("Not used yet"), Tone.PLAIN),
    Fate.UNUSED: (gettext_lazy("Not used in time"), Tone.RED),
    Fate.NO_RESULT: (gettext_lazy("No result"), Tone.PLAIN),
}
GIVEN = tuple(each for each in Fate if each is not Fate.NO_RESULT)
NOT_USED = (Fate.SET_ASIDE, Fate.WAITS, Fate.UNUSED)


@requires(Capability.VIEW_USE)
@require_safe
def uses(request: Request) -> HttpResponse:
    """Every use of a result that the actor may see, the latest first."""
    form = UsesFilter(request.GET, request.actor)
    found = keyset(ledger_of_uses(request.actor, form.sought()), "-day", request.GET)
    begun = intakes(request.actor).filter(start__lte=clock.today())
    shown = begun[:6] if request.actor.may(Capability.VIEW_EVALUATION) else []
    context = {
        "title": _("Use of results"),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Use of results"))],
        "filter_form": form,
        "uses": found.rows,
        "pages": found.pages(request.GET),
        "intakes": shown,
        "may_export": request.actor.may(Capability.EXPORT_REGISTER),
    }
    return page(request, "dashboards/uses.html", context, partial="rows")


@requires(Capability.EXPORT_REGISTER)
@require_safe
def export_uses(request: Request) -> HttpResponse:
    """A workbook of what the ledger of uses shows, as far as the actor may export it."""
    today = clock.today()
    sought = UsesFilter(request.GET, request.actor).sought()
    rows = uses_to_take_out(request.actor, sought).order_by("-day", "-pk")
    lines = list(rows[:MOST_IN_A_FILE])
    left_out = max(0, rows.count() - MOST_IN_A_FILE) if len(lines) == MOST_IN_A_FILE else 0
    commands.note_uses_export(len(lines), actor=request.actor)
    name = f"{_('Use of results')}-{today:%Y%m%d}.xlsx"
    answer = HttpResponse(write_uses(lines, today, left_out), content_type=WORKBOOK)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


@requires(Capability.VIEW_EVALUATION)
@require_safe
def usage(request: Request, pk: int) -> HttpResponse:
    """What became of the results of an intake: counted, by occasion and unit, with all names."""
    intake = intakes(request.actor).one(pk)
    found = usage_of(request.actor, intake, clock.today())
    asked = [each for each in Fate if each.value == request.GET.get("fate")]
    county, home = _number(request, "county"), _number(request, "home")
    chosen = found.of(asked or NOT_USED, county, home)
    rows = {row.secondment: row for row in chosen}
    named = (
        secondments(request.actor)
        .filter(pk__in=rows)
        .select_related("secondee", "host_unit", "home_organisation", "post")
    )
    shown = keyset(named, "sort_key", request.GET)
    context = {
        "title": _("What became of the results"),
        "breadcrumbs": [
            Crumb(_("Use of results"), reverse("dashboards:uses")),
            Crumb(intake.name, reverse("dashboards:intake", args=[pk])),
            Crumb(_("What became of the results")),
        ],
        "intake": intake,
        "found": found,
        "stats": _stats(found),
        "fate_names": [words for each, (words, _tone) in FATES.items() if each in GIVEN],
        "occasions": _occasions(intake, found),
        "tables": [
            (_("By county of the home organisation"), _lines(found.counties, "county")),
            (_("By home organisation"), _lines(found.homes, "home")),
        ],
        "names_title": FATES[asked[0]][0] if asked else _("Not used, and why"),
        "names": [(row, rows[row.pk], FATES[rows[row.pk].fate]) for row in shown.rows],
        "count": len(rows),
        "pages": shown.pages(request.GET),
        "clauses": ("S2.2.15",),
    }
    return page(request, "dashboards/usage.html", context)


def _number(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _share(group: Group) -> str:
    return f"{100 * group.in_time / group.total:.0f} %" if group.total else "—"


def _stats(found: Usage) -> list[Stat]:
    share = Stat(_("Share that counted in time"), _share(found.all), "?fate=in_time#names")
    return [share] + [
        Stat(
            label,
            found.all.counted[each],
            f"?fate={each.value}#names",
            tone if each in (Fate.UNUSED, Fate.LATE) else Tone.PLAIN,
        )
        for each, (label, tone) in FATES.items()
    ]


def _occasions(intake: "Intake", found: Usage) -> list[Bar]:
    where = f"{reverse('dashboards:uses')}?intake={intake.pk}&considered=yes&occasion="
    return [
        Bar(OCCASIONS[occasion], [(Tone.BLUE, n)], url=f"{where}{occasion}")
        for occasion, n in found.occasions
    ]


def _lines(groups: "Sequence[Group]", name: str) -> list[tuple[object, Group, str, list[Any]]]:
    """Each unit with its share and, for each fate, how many and the address of their names."""
    return [
        (
            group.name or _("City level"),
            group,
            _share(group),
            [(n, f"?fate={each.value}&{name}={group.key}#names") for each, n in group.parts()],
        )
        for group in groups
    ]
