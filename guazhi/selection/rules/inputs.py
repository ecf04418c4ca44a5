"""What goes into a placement, as plain data that is kept beside the run and can be solved again."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from guazhi.selection.placement.constraints import constraints_of
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.record import canonical
from guazhi.selection.placement.tables import Named, NamedPair, instance_of, tables_of

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """People, posts and possible pairs by their ids, and what is wanted of a plan.

    ``constraints`` is what a file of constraints may hold: aims, bands, rules and so on. ``pins``
    fix a person to a post, ``bars`` forbid pairs; both are what people said.
    """

    people: tuple[Named, ...]
    posts: tuple[Named, ...]
    pairs: tuple[NamedPair, ...]
    constraints: Mapping[str, Any] = field(default_factory=dict)
    pins: tuple[Pair, ...] = ()
    bars: tuple[Pair, ...] = ()

    def chosen(self, pins: Iterable[Pair], bars: Iterable[Pair]) -> Self:
        """The same with other fixed and forbidden pairs."""
        return replace(self, pins=tuple(sorted(set(pins))), bars=tuple(sorted(set(bars))))

    def instance(self) -> Instance:
        """What the solver takes; Refused with every fault of the data."""
        tables = tables_of(self.people, self.posts, self.pairs)
        wanted = {
            **self.constraints,
            "fixed": [{"person": person, "post": post} for person, post in self.pins],
            "forbidden": [{"person": person, "post": post} for person, post in self.bars],
        }
        found = constraints_of(wanted, tables)
        return instance_of(tables, found.wanted, found.rules, found.balance)

    def text(self) -> str:
        """The data as text, always the same for the same data."""
        return canonical(
            {
                "people": [[each.id, dict(each.columns)] for each in _sorted(self.people)],
                "posts": [
                    [each.id, each.capacity, dict(each.columns)] for each in _sorted(self.posts)
                ],
                "pairs": sorted(
                    [each.person, each.post, each.score, each.rank] for each in self.pairs
                ),
                "constraints": dict(self.constraints),
                "pins": sorted(map(list, self.pins)),
                "bars": sorted(map(list, self.bars)),
            }
        )


def inputs_from(text: str) -> Inputs:
    """The data that ``Inputs.text`` wrote."""
    data = json.loads(text)
    return Inputs(
        tuple(Named(name, columns) for name, columns in data["people"]),
        tuple(Named(name, columns, capacity) for name, capacity, columns in data["posts"]),
        tuple(NamedPair(*pair) for pair in data["pairs"]),
        data["constraints"],
        tuple((person, post) for person, post in data["pins"]),
        tuple((person, post) for person, post in data["bars"]),
    )


def _sorted(named: Iterable[Named]) -> list[Named]:
    return sorted(named, key=lambda each: each.id)
