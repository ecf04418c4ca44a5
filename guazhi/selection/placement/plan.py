"""A plan: who goes where, how good that is at each level, and the proof."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from guazhi.selection.placement.aims import fitness, pair_costs
from guazhi.selection.placement.groups import Ints, Small
from guazhi.selection.placement.instance import NO_LIMIT, Instance, Rule
from guazhi.selection.placement.network import EVENNESS
from guazhi.selection.placement.rows import share_weights


class Status(StrEnum):
    """Best and proven; as good as found, with a gap left open; or against a rule, since all are."""

    OPTIMAL = "optimal"
    OPEN = "open"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Term:
    """One level of a plan: what it came to, and the best that it could have come to at all.

    ``value`` counts what the level is about: people short of lower limits, people placed, people
    below the floor, points or bands of fit, cost of wishes, unevenness; nothing for the lot.
    ``bound`` is what the solver shows to be the best, ``proven`` what the certificate shows of it
    without the solver: the same where rules nest, often a little more where they cross.
    """

    name: str
    value: int
    bound: int
    proven: int

    @property
    def gap(self) -> int:
        """How much better it might be."""
        return abs(self.bound - self.value)


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell of a rule that the plan does not keep: how many there are, and the limits."""

    rule: int
    row: int
    column: int
    found: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Prices by level: of each node, and where rules cross of each row and each earlier level.

    Where rules nest they are whole numbers, else multiples of 1/``scale``.
    """

    prices: tuple[Ints, ...]
    scale: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The post of each person, -1 for none. ``unique``: no other plan is as good at all levels."""

    status: Status
    post: Small
    terms: tuple[Term, ...]
    unique: bool
    broken: tuple[Broken, ...]
    certificate: Certificate

    @property
    def placed(self) -> int:
        """How many people have a post."""
        return int((self.post >= 0).sum())

    def term(self, name: str) -> Term:
        """One level."""
        return next(term for term in self.terms if term.name == name)


def pairs_of(instance: Instance, post: Small) -> Ints:
    """The indices of the pairs that a plan takes, pins included."""
    return np.flatnonzero(post[instance.rows] == instance.col)


def moving_pairs(instance: Instance, post: Small) -> Ints:
    """The pairs that a plan takes without being made to by a pin."""
    free = instance.pins[instance.rows] < 0
    return np.flatnonzero(free & (post[instance.rows] == instance.col))


def better_by(name: str, value: int, amount: int) -> int:
    """A value of a level when its cost is less by ``amount``."""
    return value + amount if name in {"most", "fit"} else value - amount


def value_of(instance: Instance, post: Small, name: str) -> int:
    """What a plan comes to at one level, counted from its people and posts alone."""
    if name == "most":
        return int((post >= 0).sum())
    if name == "limits":
        return sum(max(each.low - each.found, 0) for each in broken_rules(instance, post))
    taken = pairs_of(instance, post)
    if name == "fit":
        return int(fitness(instance)[taken].sum())
    if name in {"balance", "lot"}:
        return _unevenness(instance, post) if name == "balance" else 0
    return int(pair_costs(instance, name)[taken].sum())


def _unevenness(instance: Instance, post: Small) -> int:
    groups = instance.balance
    if groups is None:
        return 0
    inside = groups.of >= 0
    places = np.bincount(groups.of[inside], weights=instance.cap[inside])
    group = groups.of[post[post >= 0]]
    counts = np.bincount(group[group >= 0], minlength=len(places))
    return sum(
        EVENNESS * (2 * nth + 1) // min(int(place), len(instance.people))
        for place, count in zip(places, counts.tolist(), strict=True)
        for nth in range(count)
    )


def broken_rules(instance: Instance, post: Small) -> tuple[Broken, ...]:
    """The cells of rules that a plan does not keep, counted from its people and posts alone."""
    people = np.flatnonzero(post >= 0)
    return tuple(
        Broken(index, int(row), int(column), int(found), int(low), int(high))
        for index, rule in enumerate(instance.rules)
        for row, column, found, low, high in _broken(rule, people, post[people])
    )


def _broken(rule: Rule, people: Ints, post: Small) -> list[tuple[int, int, int, int, int]]:
    group, where = rule.people.of[people].astype(np.int64), rule.posts.of[post].astype(np.int64)
    shape = (len(rule.people.labels), len(rule.posts.labels))
    if rule.share is None:
        inside = (group >= 0) & (where >= 0)
        counts = np.bincount(
            group[inside] * shape[1] + where[inside], minlength=shape[0] * shape[1]
        ).reshape(shape)
        low, high = rule.low, rule.high
    else:
        inside = where >= 0
        counts = np.stack(
            [
                np.bincount(
                    where[inside],
                    weights=share_weights(rule, group[inside] == row),
                    minlength=shape[1],
                )
                for row in range(shape[0])
            ]
        ).astype(np.int64)
        low, high = rule.low, np.full(shape, NO_LIMIT, np.int64)
    rows, columns = np.nonzero((counts < low) | (counts > high))
    return [
        (row, column, counts[row, column], low[row, column], high[row, column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
