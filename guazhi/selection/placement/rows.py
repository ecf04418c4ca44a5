"""Rules that do not nest, as rows over pairs: bounds on a cell, or a share of a group of posts."""

from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import NO_LIMIT, Instance, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """In each row, ``low`` ≤ the sum of ``weight`` over its pairs ≤ ``high``, pins left out."""

    ptr: Ints
    arc: Ints
    weight: Ints
    low: Ints
    high: Ints
    rule: Ints
    row: Ints
    column: Ints

    def sums(self, taken: Ints, pairs: int) -> Ints:
        """What each row comes to when the pairs ``taken`` are."""
        flags = np.zeros(pairs, np.int64)
        flags[taken] = 1
        running = np.concatenate([[0], np.cumsum(self.weight * flags[self.arc])])
        sums: Ints = running[self.ptr[1:]] - running[self.ptr[:-1]]
        return sums


def rows_of(instance: Instance, crossing: tuple[int, ...], fixed: Ints) -> Rows:
    """The rows of some rules, less what the pinned pairs ``fixed`` bring."""
    parts = [
        part
        for index in crossing
        for part in (
            _shares(instance, index)
            if instance.rules[index].share is not None
            else [_bounds(instance, index)]
        )
    ]
    nothing = np.zeros(0, np.int64)
    counts = np.concatenate([nothing, *(part.counts for part in parts)])
    rows = Rows(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        *(
            np.concatenate([nothing, *(getattr(part, name) for part in parts)])
            for name in ("arc", "weight", "low", "high", "rule", "row", "column")
        ),
    )
    used = rows.sums(fixed, len(instance.col))
    return Rows(
        rows.ptr, rows.arc, rows.weight, rows.low - used, rows.high - used,
        rows.rule, rows.row, rows.column,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The rows of one rule, or of one of its groups of people."""

    counts: Ints
    arc: Ints
    weight: Ints
    low: Ints
    high: Ints
    rule: Ints
    row: Ints
    column: Ints


def _bounds(instance: Instance, index: int) -> _Part:
    """A row for each cell that has a lower limit, or more pairs than its upper one."""
    rule = instance.rules[index]
    group, post = rule.people.of[instance.rows], rule.posts.of[instance.col]
    width = len(rule.posts.labels)
    inside = np.flatnonzero((group >= 0) & (post >= 0))
    keys = group[inside].astype(np.int64) * width + post[inside]
    order = np.argsort(keys, kind="stable")
    low, high = rule.low.ravel(), rule.high.ravel()
    counts = np.bincount(keys, minlength=len(low)).astype(np.int64)
    kept = (low > 0) | (counts > high)
    arc = inside[order][kept[keys[order]]]
    cells = np.flatnonzero(kept)
    return _Part(
        counts[kept], arc, np.ones(len(arc), np.int64), low[kept], high[kept],
        np.full(len(cells), index, np.int64), cells // width, cells % width,
    )  # fmt: skip


def _shares(instance: Instance, index: int) -> list[_Part]:
    """For each group of people a row for each group of posts that anybody may go to."""
    rule = instance.rules[index]
    group, post = rule.people.of[instance.rows], rule.posts.of[instance.col]
    inside = np.flatnonzero(post >= 0)
    arc = inside[np.argsort(post[inside], kind="stable")]
    counts = np.bincount(post[inside], minlength=len(rule.posts.labels)).astype(np.int64)
    columns = np.flatnonzero(counts)
    same = np.ones(len(columns), np.int64)
    parts = []
    for row in range(len(rule.people.labels)):
        weight = share_weights(rule, group[arc] == row)
        parts.append(
            _Part(
                counts[columns],
                arc,
                weight,
                rule.low[row, columns],
                NO_LIMIT * same,
                index * same,
                row * same,
                columns,
            )
        )
    return parts


def share_weights(rule: Rule, inside: Ints | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
    """What each placement adds to a share: at least nothing in all is what the rule asks."""
    part, whole = rule.share or (0, 1)
    weight = whole * inside.astype(np.int64) - part
    return -weight if rule.at_most else weight
