"""Divisions of people and posts into groups, and the test whether they nest into a tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The group of each row, -1 for a row outside of all; and what each group is called."""

    of: Small
    labels: tuple[str, ...]

    @property
    def is_everyone(self) -> bool:
        """Whether there is one group and every row is in it."""
        return len(self.labels) == 1 and bool((self.of == 0).all())

    @property
    def are_single(self) -> bool:
        """Whether no group holds more than one row."""
        return bool((self.sizes() <= 1).all())

    def sizes(self) -> Ints:
        """How many rows each group holds."""
        return np.bincount(self.of[self.of >= 0], minlength=len(self.labels)).astype(np.int64)


def everyone(count: int) -> Groups:
    """One group of all rows."""
    return Groups(np.zeros(count, np.int32), ("",))


def grouped(values: Sequence[str]) -> Groups:
    """A group for each value that is not empty, in the order of the values."""
    labels = tuple(sorted({value for value in values if value}))
    index = {label: place for place, label in enumerate(labels)}
    of = np.fromiter((index.get(value, -1) for value in values), np.int32, len(values))
    return Groups(of, labels)


def are_nested(one: Groups, other: Groups) -> bool:
    """Whether any group of one and any group of the other are apart, or one lies in the other."""
    both = (one.of >= 0) & (other.of >= 0)
    width = len(other.labels)
    meetings, counts = np.unique(
        one.of[both].astype(np.int64) * width + other.of[both], return_counts=True
    )
    first, second = np.divmod(meetings, max(width, 1))
    return bool(((counts == one.sizes()[first]) | (counts == other.sizes()[second])).all())


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Nested families as one forest: families follow each other, each with a node for a group.

    ``first`` is the first node of each family, ``chain`` has for each row its nodes from the
    outermost inwards, -1 where there are no more; ``leaf`` is the innermost.
    """

    first: Ints
    parent: Ints
    leaf: Ints
    chain: Ints

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.parent)


def tree_of(families: Sequence[Groups], rows: int) -> Tree:
    """The forest of ``families``, which nest; among equal sets an earlier family is the outer."""
    first = np.cumsum([0, *(len(family.labels) for family in families)]).astype(np.int64)
    parent = np.full(int(first[-1]), -1, np.int64)
    if not families:
        return Tree(first, parent, np.full(rows, -1, np.int64), np.zeros((0, rows), np.int64))
    of = np.stack([family.of.astype(np.int64) for family in families])
    sizes = np.stack(
        [np.append(family.sizes(), -1)[family.of] for family in families]
    )  # the last entry answers for -1
    order = np.argsort(-sizes, axis=0, kind="stable")
    nodes = np.where(of >= 0, of + first[:-1, None], -1)
    chain = np.take_along_axis(nodes, order, axis=0)
    leaf = chain[0]
    for outer, inner in pairwise(chain):
        there = inner >= 0
        parent[inner[there]] = outer[there]
        leaf = np.where(there, inner, leaf)
    return Tree(first, parent, leaf, chain)
