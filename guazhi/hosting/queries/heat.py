"""Where difficulties stand open: by host unit, how many and for how long."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Difficulty

MOST = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """How many have been open for so long; ``heat`` from 0 to 4 is how dark to show it."""

    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class HostHeat:
    """The open difficulties of one host: by days open, in all, and how many went up a level."""

    host_id: int
    name: str
    cells: tuple[Cell, ...]
    open: int
    days: int
    longest: int
    above: int


def heat(actor: Actor, today: date, most: int = 0) -> list[HostHeat]:
    """The hosts with open difficulties, the most days in all first; of ``most`` at the most."""
    allowed = Difficulty.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
    rows = allowed.filter(state__in=rules.STILL_OPEN).order_by("day", "pk")
    columns = ("secondment__host_unit_id", "secondment__host_unit__name", "day", "level")
    found: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for host, name, day, level in rows.values_list(*columns)[:MOST]:
        found.setdefault((host, name), []).append((rules.days_open(day, None, today), level))
    hosts = [_host(host, name, standing) for (host, name), standing in found.items()]
    hosts.sort(key=lambda each: (-each.days, each.name))
    return hosts[:most] if most else hosts


def _host(host: int, name: str, standing: list[tuple[int, str]]) -> HostHeat:
    counts = rules.by_age(days for days, _level in standing)
    weights = range(1, len(counts) + 1)
    return HostHeat(
        host_id=host,
        name=name,
        cells=tuple(
            Cell(count, min(4, count * weight) if count else 0)
            for count, weight in zip(counts, weights, strict=True)
        ),
        open=len(standing),
        days=sum(days for days, _level in standing),
        longest=max(days for days, _level in standing),
        above=sum(level != "host" for _days, level in standing),
    )
