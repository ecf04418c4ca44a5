"""One person, one page (一人一档)."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from guazhi.access.actor import Actor, Capability
from guazhi.access.decorators import requires
from guazhi.assessments import queries as assessments
from guazhi.coordination import queries as coordination
from guazhi.dashboards import queries
from guazhi.dashboards.queries import PARTIES
from guazhi.hosting import queries as hosting
from guazhi.ledger.queries import history
from guazhi.obligations.queries import Row, explained, occurrences, of_secondment
from guazhi.people import queries as people
from guazhi.secondments.queries import (
    Shown,
    changes,
    granted_leaves,
    holds,
    leave_work,
    one,
    shown_leaves,
)
from guazhi.web import clock
from guazhi.web.components import Happening, Tab, Tone
from guazhi.web.keyset import keyset
from guazhi.web.menu import address
from guazhi.web.page import Crumb, Request, page
from guazhi.web.words import in_language

if TYPE_CHECKING:
    from guazhi.secondments.models import Secondment

TABS = {
    "": gettext_lazy("Overview"),
    "obligations": gettext_lazy("Obligations"),
    "hosting": gettext_lazy("Host's work"),
    "coordination": gettext_lazy("Coordination"),
    "leave": gettext_lazy("Leave"),
    "assessments": gettext_lazy("Assessment and appraisal"),
    "record": gettext_lazy("Cadre record"),
    "history": gettext_lazy("History"),
}
MODULES = {"hosting": hosting.work, "assessments": assessments.work}
CLOSED = {"record": Capability.VIEW_PERSON, "leave": Capability.VIEW_LEAVE}
RECENT = 10
MONTHS = 6
FIRST = ("overdue", "due_soon", "open")


@requires(Capability.VIEW_SECONDMENT)
@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """The person, who manages him, what is owed and why, what happened, what may be done."""
    actor, today = request.actor, clock.today()
    secondment = one(actor, pk)
    rows = of_secondment(actor, secondment, today)
    owed = entries(actor, rows)
    tabs = {key: words for key, words in TABS.items() if opens(actor, key, secondment)}
    shown = request.GET.get("tab", "") if request.GET.get("tab") in tabs else ""
    taken = shown_leaves(actor, granted_leaves(actor, secondment), today)
    line = happenings(request, secondment, rows, taken, today)
    context = {
        **_head(secondment),
        "light": queries.light_of(secondment, today, queries.soon_days(today)),
        "tab": shown,
        "tab_items": [
            Tab(words, f"?tab={key}" if key else "?", active=key == shown)
            for key, words in tabs.items()
        ],
        "managers": managers(secondment, today),
        "groups": groups(owed),
        "late_from_leave": [each for each in taken if each.is_overdue],
        "pressing": [each for each in owed if each["standing"] in FIRST],
        "happenings": line[:RECENT],
        "earlier": line[RECENT:],
        "actions": [
            (deed, where)
            for deed in queries.deeds(actor, secondment, today)
            if (where := address(deed.route, pk))
        ],
        "work": work(request, secondment, shown),
        **(_done_to(request, secondment) if shown == "history" else {}),
        "ready": ready(actor, secondment) if not shown else None,
        "burden": asked_of(actor, secondment, today) if not shown else None,
        "record": shown == "record" and people.record(actor, secondment.secondee_id, today),
        "done": sum(row.standing.value in {"met", "met_late", "waived"} for row in rows),
        "total": len(rows),
    }
    return page(request, "dashboards/person.html", context)


def _head(secondment: "Secondment") -> dict[str, Any]:
    return {
        "title": secondment.secondee.name,
        "breadcrumbs": [
            Crumb(_("To do"), reverse("dashboards:home")),
            Crumb(_("Register"), reverse("dashboards:register")),
            Crumb(secondment.secondee.name),
        ],
        "secondment": secondment,
    }


def opens(actor: Actor, tab: str, secondment: "Secondment") -> bool:
    """Whether the tab is there for the actor: a mentor reads no cadre record and no leave."""
    return tab not in CLOSED or holds(actor, CLOSED[tab], secondment)


def ready(actor: Actor, secondment: "Secondment") -> hosting.Ready | None:
    """What is missing before or after arrival; nothing once all is there."""
    if not holds(actor, Capability.VIEW_PLAN, secondment):
        return None
    found = hosting.readiness(actor, secondment)
    return found if found and found.missing else None


def asked_of(actor: Actor, secondment: "Secondment", today: date) -> queries.Burden | None:
    """What was asked of the secondee in the last months of the term; None before it begins."""
    if secondment.start > today or not holds(actor, Capability.VIEW_BURDEN, secondment):
        return None
    months = queries.months_up_to(min(today, secondment.end), MONTHS)
    since = secondment.start.replace(day=1)
    return queries.burden([secondment], [month for month in months if month >= since])[0]


def work(request: Request, secondment: "Secondment", shown: str) -> object:
    """What the module behind the chosen tab shows."""
    if shown == "coordination":
        return coordination.work(request.actor, secondment)
    if shown == "leave":
        return leave_work(request.actor, secondment, clock.today())
    if shown == "history":
        return queries.papers(request.actor, secondment)
    if shown not in MODULES:
        return None
    return MODULES[shown](request.actor, secondment, clock.today())


def _done_to(request: Request, secondment: "Secondment") -> dict[str, object]:
    """A page of what was done to the secondment, the latest first."""
    rows = history(request.actor, secondment.pk)
    if not holds(request.actor, Capability.VIEW_ASSESSMENT, secondment):
        rows = rows.exclude(verb__in=assessments.CONFIDENTIAL)
    found = keyset(rows, "-seq", request.GET, has_gaps=False)
    return {"entries": found.rows, "pages": found.pages(request.GET)}


def managers(secondment: "Secondment", today: date) -> list[tuple[object, object]]:
    """Who manages together (S2.0.3), by name (S2.0.2), and who else takes part."""
    found = queries.responsible(secondment, today)
    none = {"county": _("No county in scope; city and host manage")}
    lines: list[tuple[object, object]] = [
        (
            PARTIES[party],
            "；".join(f"{unit}（{'、'.join(names)}）" if names else unit for unit, names in units)
            or none.get(party, ""),
        )
        for party, units in found.items()
    ]
    mentor = secondment.mentor.name if secondment.mentor else _("Not named yet")
    return [*lines[:3], (PARTIES["mentor"], mentor), *lines[3:]]


def entries(actor: Actor, rows: list[Row]) -> list[dict[str, Any]]:
    """Obligations for lists: what, which, who, when, how each stands, why, and what proves it."""
    which = occurrences([row.obligation for row in rows])
    found = []
    for row in rows:
        rule, due = row.why.pack.obligations.get(row.obligation.rule), row.obligation
        route, args = queries.way_of(actor, rule.evidence, due) if rule else ("", ())
        found.append(
            {
                "names": rule.names if rule else None,
                "occurrence": which.get(due.pk, ""),
                "obligation": due,
                "owner": due.owner.name
                if due.owner
                else due.owner_person and due.owner_person.name,
                "standing": row.standing.value,
                "why": explained(row),
                "missing_years": row.why.missing_years,
                "url": address(route, *args) if route else "",
            }
        )
    return found


def groups(owed: list[dict[str, Any]]) -> list[tuple[object, list[dict[str, Any]]]]:
    """Obligations by party, in the order in which parties are named."""
    found: list[tuple[object, list[dict[str, Any]]]] = []
    for party, label in PARTIES.items():
        of_party = [each for each in owed if each["obligation"].party == party]
        if of_party:
            found.append((label, of_party))
    return found


def happenings(
    request: Request, secondment: "Secondment", rows: list[Row], taken: list[Shown], today: date
) -> list[Happening]:
    """The timeline, in the language of the page."""
    asked = changes(request.actor, secondment)
    events = queries.timeline(secondment, rows, asked, taken, today)
    return [
        Happening(
            event.day,
            event.label if isinstance(event.label, str | Promise) else in_language(event.label),
            tone=Tone(event.tone),
            text="" if event.is_past else _("not done yet"),
        )
        for event in events
    ]
