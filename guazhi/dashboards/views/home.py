"""Home: the to-do list (待办) of whoever signed in, exceptions first."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Actor, Capability, Role
from guazhi.access.decorators import requires
from guazhi.dashboards import queries
from guazhi.dashboards.queries import PARTIES, Duty
from guazhi.dashboards.views.waiting import with_ways
from guazhi.hosting import queries as hosting
from guazhi.programmes.queries import pack_of
from guazhi.web import clock
from guazhi.web.components import Stat, Tab, Tone
from guazhi.web.keyset import keyset
from guazhi.web.menu import address
from guazhi.web.page import Crumb, Request, page
from guazhi.web.words import in_language

PARTS = {
    "overdue": (gettext_lazy("Overdue"), Tone.RED, "alert-octagon"),
    "due_soon": (gettext_lazy("Due soon"), Tone.YELLOW, "alert-triangle"),
    "open": (gettext_lazy("In progress"), Tone.PLAIN, "hourglass"),
}
STANDINGS = {
    **{key: words for key, (words, _tone, _icon) in PARTS.items()},
    "met": gettext_lazy("Met"),
    "met_late": gettext_lazy("Met late"),
    "waived": gettext_lazy("Waived"),
    "upcoming": gettext_lazy("Not yet open"),
}
LIGHTS = {
    "red": (gettext_lazy("With something overdue"), Tone.RED),
    "yellow": (gettext_lazy("With something due soon"), Tone.YELLOW),
    "green": (gettext_lazy("All on track"), Tone.GREEN),
}
STEPS = 8
MANAGERS = (Role.CITY_HANDLER, Role.CITY_APPROVER, Role.COUNTY_HANDLER, Role.COUNTY_APPROVER)


@require_safe
def home(request: Request) -> HttpResponse:
    """What I owe, and for managers how those they manage stand."""
    today, actor = clock.today(), request.actor
    soon, mine = queries.soon_days(today), queries.work_of(actor)
    show = request.GET.get("show", "")
    rows = queries.done_by_me(actor) if show == "done" else queries.owed(mine, today, soon, show)
    sort = "-met_on" if show == "done" else "due"
    found = keyset(rows, sort, request.GET, 30, has_gaps=False)
    context = {
        "title": _("To do"),
        "stats": _stats(mine, today, soon),
        "managed": _managed(actor, today, soon) if actor.has(*MANAGERS) else [],
        "tab_items": [
            Tab(_("To do"), "?", active=show not in {"done", "upcoming", "with_others"}),
            *_with_others(actor, show),
            Tab(_("Coming up"), "?show=upcoming", active=show == "upcoming"),
            Tab(_("To read"), address("notices:inbox")),
            Tab(_("Done"), "?show=done", active=show == "done"),
            Tab(_("Already read"), address("notices:inbox") + "?show=read"),
        ],
        "duties": [(duty, way_to(actor, duty)) for duty in queries.duties(found.rows, today, soon)],
        "pages": found.pages(request.GET),
        "show": show,
        "heat": hosting.heat(actor, today, 5) if actor.has(*MANAGERS) and not show else [],
        "own": _own(actor, today),
        "piles": [
            Stat(each.label, each.count, each.where(address), Tone(each.tone), each.icon)
            for each in queries.piles(actor, today)
        ],
        **(_waiting(actor, today) if not show else {}),
    }
    return page(request, "dashboards/home.html", context, partial="rows")


def _waiting(actor: Actor, today: date) -> dict[str, object]:
    """What waits for a step: how much of each kind, and the first of what no duty speaks of."""
    counted = queries.count_steps(actor, today, queries.STEP_KINDS)
    beside = {key: count for key, count in counted.items() if key in queries.BESIDE_DUTIES}
    return {
        "waits": [
            (queries.STEP_KINDS[key], key, _bounded(count)) for key, count in counted.items()
        ],
        "steps": with_ways(
            queries.first_steps(actor, today, queries.BESIDE_DUTIES, beside)[:STEPS]
        ),
    }


def _with_others(actor: Actor, show: str) -> list[Tab]:
    """The tab of what a handler has passed to, or must leave to, the approver."""
    if not actor.has(Role.CITY_HANDLER, Role.HOST_HANDLER):
        return []
    return [Tab(_("With the approver"), "?show=with_others", active=show == "with_others")]


def _own(actor: Actor, today: date) -> dict[str, object] | None:
    """The secondee's own card: where, until when, with whom, and what comes next."""
    found = queries.own(actor, today)
    if found is None:
        return None
    row = found.secondment
    rule = found.next_due and pack_of(row.policy).obligations.get(found.next_due.rule)
    return {
        "secondment": row,
        "next_due": found.next_due,
        "next_name": in_language(rule.names) if rule else "",
        "actions": [
            (deed, where) for deed in found.deeds if (where := address(deed.route, row.pk))
        ],
    }


def _stats(mine: queries.Work, today: date, soon: int) -> list[Stat]:
    counted = queries.counts(mine, today, soon)
    return [
        Stat(label, _bounded(counted[part]), f"?show={part}", tone, icon)
        for part, (label, tone, icon) in PARTS.items()
    ]


def _bounded(count: int) -> "int | str":
    return count if count < 1000 else "999+"


def _managed(actor: Actor, today: date, soon: int) -> list[Stat]:
    counted = queries.count_lights(actor, today, soon)
    where = reverse("dashboards:register")
    return [
        Stat(label, _bounded(counted[tone]), f"{where}?light={tone}&sort=due", colour)
        for tone, (label, colour) in LIGHTS.items()
    ]


def way_to(actor: Actor, duty: Duty) -> str:
    """The page of the work that would meet an obligation, if the actor may do it."""
    route, args = queries.way_of(actor, duty.evidence, duty.obligation)
    return address(route, *args) if route else ""


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def obligations(request: Request) -> HttpResponse:
    """The names behind a figure: obligations of one party and standing."""
    today = clock.today()
    soon = queries.soon_days(today)
    party = request.GET.get("party", "") if request.GET.get("party") in PARTIES else ""
    part = request.GET.get("standing", "") if request.GET.get("standing") in STANDINGS else ""
    intake = request.GET.get("intake", "")
    rows = queries.within_reach(
        request.actor,
        today,
        soon,
        party=party,
        part=part,
        intake=int(intake) if intake.isdecimal() and len(intake) < 10 else 0,
    )
    found = keyset(rows, "due", request.GET)
    context = {
        "title": " · ".join(str(word) for word in (
            PARTIES.get(party, _("Obligations")), STANDINGS.get(part, "")) if word),
        "breadcrumbs": [Crumb(_("To do"), reverse("dashboards:home")), Crumb(_("Obligations"))],
        "duties": [(duty, "") for duty in queries.duties(found.rows, today, soon)],
        "pages": found.pages(request.GET),
    }  # fmt: skip
    return page(request, "dashboards/obligations.html", context, partial="rows")
