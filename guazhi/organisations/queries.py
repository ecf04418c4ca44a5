"""Reading the tree. Names of organisations are open to everyone who has signed in."""

from collections.abc import Iterable

from django.db.models import QuerySet

from guazhi.organisations.models import Organisation


def organisation(pk: int) -> Organisation | None:
    """The node ``pk``, or None."""
    return Organisation.objects.filter(pk=pk).first()


def under(path: str) -> QuerySet[Organisation]:
    """The node at ``path`` and everything below it."""
    return Organisation.objects.filter(path__under=path)


def departments(counties: Iterable[int | None]) -> dict[int, int]:
    """The organisation department of each county, by the county's id; missing where none."""
    wanted = {county for county in counties if county is not None}
    rows = Organisation.objects.filter(kind="department", level="county", county__in=wanted)
    return dict(rows.order_by().values_list("county_id", "pk"))


def cities(names: Iterable[str] = (), paths: Iterable[str] = ()) -> list[Organisation]:
    """The cities of those names, or at those paths; all of them when neither is given."""
    rows = Organisation.objects.filter(kind="city")
    if wanted := list(names):
        rows = rows.filter(name__in=wanted)
    if under_paths := list(paths):
        rows = rows.filter(path__in=under_paths)
    return list(rows)
