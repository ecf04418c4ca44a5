"""The names in people's family records, for nobody but the rule that keeps relatives apart."""

from collections import defaultdict
from collections.abc import Iterable

from guazhi.people.models import FamilyMember


def relatives_of(people: Iterable[int]) -> dict[int, frozenset[str]]:
    """The names of the declared family of each of ``people``; those without any are left out."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = FamilyMember.objects.filter(person__in=set(people))
    for person, name in rows.values_list("person_id", "name"):
        found[person].add(name.replace(" ", "").replace("\u3000", ""))
    return {person: frozenset(names) for person, names in found.items()}
