"""What may be wrong with the checks of a pack though each value by itself is right."""

from collections.abc import Iterator

from guazhi.policy.checks import Fault, cited
from guazhi.policy.eligibility import AgeCheck, AnyCheck, PostRankCheck, TeamCheck
from guazhi.policy.errors import Place

OTHERS = "all other ranks"


def check(
    key: str, entry: AnyCheck, categories: tuple[str, ...], parameters: tuple[str, ...]
) -> Iterator[Fault]:
    """Faults of a check, where the pack knows these categories and parameters."""
    place = ("checks", key)
    yield from cited(place, entry)
    if entry.until is not None and entry.until < entry.since:
        yield (*place, "until"), "dates_order", (f"≥ {entry.since}",), str(entry.until)
    for index, category in enumerate(entry.categories):
        if category not in categories:
            yield (*place, "categories", index), "unknown_category", categories, category
    if isinstance(entry, AgeCheck):
        yield from _limits(place, entry)
    if isinstance(entry, PostRankCheck):
        for category in entry.posts:
            if category not in categories:
                yield (*place, "posts", category), "unknown_category", categories, category
    if isinstance(entry, TeamCheck) and entry.most not in parameters:
        yield (*place, "most"), "unknown_parameter", parameters, entry.most


def _limits(place: Place, entry: AgeCheck) -> Iterator[Fault]:
    """Two limits for one rank, and a month of birth that is none."""
    held: set[str] = set()
    for index, limit in enumerate(entry.limits):
        where = (*place, "limits", index)
        for rank in limit.ranks or (OTHERS,):
            if rank in held:
                yield where, "limit_twice", (), rank
            held.add(rank)
        if limit.born_from is not None and limit.born_from.day != 1:
            yield (*where, "born_from"), "not_month_start", (), str(limit.born_from)
