"""Reading the tree. Names of organisations are open to everyone who has signed in."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from guazhi.organisations.models import Organisation

# Nearly every command asks this, so it is not composed anew each time.
DEPARTMENTS = """SELECT county_id, id FROM guazhi_organisation
  WHERE kind = 'department' AND level = 'county' AND county_id IN"""

MOST_BELOW = 60


def organisation(pk: int) -> Organisation | None:
    """The node ``pk``, or None."""
    return Organisation.objects.filter(pk=pk).first()


def under(path: str) -> QuerySet[Organisation]:
    """The node at ``path`` and everything below it."""
    return Organisation.objects.filter(path__under=path)


def successors(units: Iterable[int]) -> dict[int, int]:
    """What each of these units has become part of in the end; itself where it goes on."""
    found = {unit: unit for unit in units}
    while merged := dict(
        Organisation.objects.filter(pk__in=set(found.values()), merged_into__isnull=False)
        .order_by("pk")
        .values_list("pk", "merged_into")
    ):
        found = {unit: merged.get(last) or last for unit, last in found.items()}
    return found


def departments(counties: Iterable[int | None]) -> dict[int, int]:
    """The organisation department of each county, by the county's id; missing where none."""
    wanted = {county for county in counties if county is not None}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"{DEPARTMENTS} ({', '.join(['%s'] * len(wanted))})", list(wanted))
        return dict(cursor.fetchall())


def cities(names: Iterable[str] = (), paths: Iterable[str] = ()) -> list[Organisation]:
    """The cities of those names, or at those paths; all of them when neither is given."""
    rows = Organisation.objects.filter(kind="city")
    if wanted := list(names):
        rows = rows.filter(name__in=wanted)
    if under_paths := list(paths):
        rows = rows.filter(path__in=under_paths)
    return list(rows)


def units_below(parent: int, after: int = 0) -> tuple[list[Organisation], bool]:
    """Some of the units right below ``parent``, each knowing whether more lie below it.

    They come from the one that follows ``after``; the answer tells whether more follow.
    """
    below = Organisation.objects.filter(parent=OuterRef("pk"))
    there = Organisation.objects.filter(parent=parent, merged_into__isnull=True)
    rows = there.order_by("position", "path")
    last = Organisation.objects.filter(pk=after).first() if after else None
    if last is not None:
        further = Q(position=last.position, path__gt=last.path) | Q(position__gt=last.position)
        rows = rows.filter(further)
    found: list[Organisation] = list(rows.annotate(has_more=Exists(below))[: MOST_BELOW + 1])
    return found[:MOST_BELOW], len(found) > MOST_BELOW
