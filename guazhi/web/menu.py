"""The side menu: one list, filtered by what the actor may do."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Capability
from guazhi.access.middleware import Request


@dataclass(frozen=True, slots=True)
class Item:
    """A place in the side menu."""

    label: "str | Promise"
    url: str
    icon: str
    active: bool


PLACES = (
    (_("To do"), "dashboards:home", "checklist", None),
    (_("Register"), "dashboards:register", "users", Capability.VIEW_SECONDMENT),
    (_("Intakes"), "dashboards:intakes", "layout-kanban", Capability.VIEW_INTAKE),
    (_("Readiness"), "hosting:readiness", "clipboard-check", Capability.VIEW_PLAN),
    (_("Changes of course"), "secondments:changes", "calendar-time", Capability.VIEW_CHANGE),
    (_("Difficulties"), "hosting:difficulties", "hand-stop", Capability.VIEW_DIFFICULTY),
    (_("Contact plan"), "coordination:contact_plan", "phone", Capability.VIEW_CONTACT),
    (_("Leave"), "secondments:leaves", "calendar-due", Capability.VIEW_LEAVE),
    (_("Forums"), "coordination:forums", "messages", Capability.VIEW_FORUM),
    (_("Work reports"), "coordination:reports", "report", Capability.VIEW_REPORT),
    (_("Good practice"), "coordination:practices", "bulb", Capability.VIEW_PRACTICE),
    (_("Exchange"), "coordination:exchanges", "arrows-up-down", Capability.VIEW_EXCHANGE),
    (_("Burden budget"), "dashboards:burden", "table", Capability.VIEW_BURDEN),
    (_("Programme evaluation"), "dashboards:evaluation", "columns", Capability.VIEW_EVALUATION),
    (_("Use of results"), "dashboards:uses", "award", Capability.VIEW_EVALUATION),
    (_("Waivers"), "obligations:waivers", "gavel", Capability.DECIDE_WAIVER),
    (_("Import roster"), "rosters:upload", "file-import", Capability.IMPORT_ROSTER),
    (_("Policy"), "dashboards:policy", "book", None),
    (_("Messages not delivered"), "notices:deliveries", "send", Capability.SETTLE_DELIVERY),
    (_("Ledger"), "ledger:entries", "shield-check", Capability.VIEW_LEDGER),
)
# pages that belong to a place of the menu
BELOW = {
    "dashboards:waiting": "dashboards:home",
    "secondments:change": "secondments:changes",
    "dashboards:person": "dashboards:register",
    "dashboards:intake": "dashboards:intakes",
    "selection:runs": "dashboards:intakes",
    "selection:run": "dashboards:intakes",
    "selection:proposal": "dashboards:intakes",
    "dashboards:usage": "dashboards:uses",
    "dashboards:evaluation_names": "dashboards:evaluation",
    "coordination:forum": "coordination:forums",
    "coordination:contacts": "coordination:contact_plan",
    "coordination:host_contact": "coordination:contact_plan",
    "secondments:leave": "secondments:leaves",
    "coordination:read_report": "coordination:reports",
}


def menu(request: Request) -> list[Item]:
    """The places open to the actor, the present one marked."""
    if request.actor.user_id is None:
        return []
    here = request.resolver_match.view_name if request.resolver_match else ""
    here = BELOW.get(here, here)
    return [
        Item(label, url, icon, active=route == here)
        for label, route, icon, capability in PLACES
        if (capability is None or request.actor.may(capability)) and (url := address(route))
    ]


def address(route: str, *args: object) -> str:
    """Where ``route`` leads; nothing when this installation has no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
