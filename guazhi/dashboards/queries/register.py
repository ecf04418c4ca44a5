"""The register (花名册): filters, order and search over the secondments an actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.organisations.models import Organisation
from guazhi.people.queries import named
from guazhi.policy import Light, light
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import STATES, Secondment
from guazhi.secondments.rules import RUNNING

SORTS = {"name": "sort_key", "start": "start", "end": "end", "due": "earliest_due"}
LOADED = (
    "secondee",
    "home_organisation",
    "host_unit",
    "post",
    "policy",
)
MOST_TREES = 5
SHOWN = (
    "secondee__name",
    "home_organisation__name",
    "host_unit__name",
    "post__title",
    "policy__digest",
    "category",
    "state",
    "start",
    "end",
    "earliest_due",
    "sort_key",
    "direction",
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the register; empty words look for everything."""

    q: str = ""
    light: str = ""
    category: str = ""
    state: str = ""
    direction: str = ""
    county: int = 0
    intake: int = 0
    unit: int = 0
    home_kind: str = ""
    host_kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A secondment as the register shows it."""

    secondment: Secondment
    light: str
    category: object
    state: object


def register(
    actor: Actor,
    sought: Sought,
    today: date,
    soon: int,
    capability: Capability = Capability.VIEW_SECONDMENT,
) -> QuerySet[Secondment]:
    """The secondments that match, in no order yet."""
    rows = Secondment.objects.permitted(actor, capability).select_related(*LOADED).only(*SHOWN)
    if sought.q:
        rows = rows.filter(secondee__in=named(sought.q).values("person"))
    if sought.light:
        rows = rows.filter(_light(sought.light, today, soon))
    if sought.county:
        rows = rows.filter(Q(home_county=sought.county) | Q(host_county=sought.county))
    if sought.unit:
        rows = rows.filter(_unit(sought.unit))
    for side in ("home", "host"):
        if kind := getattr(sought, f"{side}_kind"):
            rows = rows.filter(_kind(side, kind))
    exact: Mapping[str, object] = {
        name: value
        for name in ("category", "state", "direction", "intake")
        if (value := getattr(sought, name))
    }
    return rows.filter(**exact)


def _light(tone: str, today: date, soon: int) -> Q:
    until = today + timedelta(days=soon)
    chosen = {
        "red": Q(earliest_due__lt=today),
        "yellow": Q(earliest_due__gte=today, earliest_due__lte=until),
        "green": Q(earliest_due__gt=until) | Q(earliest_due__isnull=True),
    }
    return Q(state__in=RUNNING) & chosen.get(tone, Q())


def _unit(pk: int) -> Q:
    path = Organisation.objects.filter(pk=pk).values_list("path", flat=True).first()
    if path is None:
        return Q(pk__in=[])
    return Q(home_path__under=path) | Q(host_path__under=path)


def _kind(side: str, kind: str) -> Q:
    unit = "home_organisation" if side == "home" else "host_unit"
    if kind == "enterprise":
        return Q(**{f"{unit}__kind": kind})
    return Q(**{f"{unit}__level": kind}) & ~Q(**{f"{unit}__kind": "enterprise"})


def register_rows(rows: list[Secondment], today: date, soon: int) -> list[Line]:
    """Rows with their light and the name of their category."""
    lines = []
    for row in rows:
        category = pack_of(row.policy).categories.get(row.category)
        tone = light_of(row, today, soon)
        names = category.names if category else None
        lines.append(Line(row, tone, names, STATES.get(row.state, "")))
    return lines


def light_of(row: Secondment, today: date, soon: int) -> str:
    """The light of a running secondment; none when it has not begun or is over."""
    if row.state not in RUNNING:
        return ""
    return Light(light(row.earliest_due, today, soon)).value


def units_of(actor: Actor) -> list[Organisation]:
    """The nodes from which the actor's tree grows."""
    ids = {held.organisation_id for held in actor.held}
    return list(Organisation.objects.filter(pk__in=ids).order_by("path")[:MOST_TREES])


def counties() -> QuerySet[Organisation]:
    """The counties, by their order."""
    return Organisation.objects.filter(kind="county").order_by("position", "path")[:300]


def count_lights(actor: Actor, today: date, soon: int, most: int = 1000) -> dict[str, int]:
    """Secondments under the actor's management by light, each counted up to a bound."""
    return {
        tone: register(actor, Sought(light=tone), today, soon).select_related(None)[:most].count()
        for tone in ("red", "yellow", "green")
    }
