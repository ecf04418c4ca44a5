"""A first plan where rules cross: the best without them, less whom they do not let stay.

It is there before the search begins, so that a search that finds nothing has something to show.
"""

from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.aims import Level
from guazhi.selection.placement.flow import Solved
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """Pairs that keep every rule, and prices that show how many could be placed at most."""

    taken: Ints
    most: Ints


def guess(network: Network, levels: list[Level], solved: Solved) -> Guess | None:
    """A first plan out of the best without the rules that cross, whose pairs and prices are given.

    None where lower limits ask for more than leaving people out.
    """
    if network.shortfall.any():
        return None
    aims = [level for level in levels if level.name in {"most", "fit"}]
    taken = _keeping(network, solved.taken, aims)
    most = [level.name for level in levels].index("most")
    return None if taken is None else Guess(taken, solved.prices[most])


def _keeping(network: Network, taken: Ints, aims: list[Level]) -> Ints | None:
    worth = -sum((level.cost for level in aims), start=np.zeros(len(network.tail), np.int64))
    while True:
        kept = _less_the_worst(network, taken, worth)
        if kept is None or len(kept) == len(taken):
            return kept
        taken = kept


def _less_the_worst(network: Network, taken: Ints, worth: Ints) -> Ints | None:
    """The pairs less the worst that stands against each row; None when leaving out is no help."""
    rows = network.rows
    sums = rows.sums(taken, network.pairs)
    flags = np.zeros(network.pairs, bool)
    flags[taken] = True
    for row in np.flatnonzero((sums > rows.high) | (sums < rows.low)).tolist():
        own = slice(int(rows.ptr[row]), int(rows.ptr[row + 1]))
        arc, weight = rows.arc[own], rows.weight[own]
        total = int(weight[flags[arc]].sum())
        sign = 1 if total > rows.high[row] else -1
        against = np.flatnonzero(flags[arc] & (sign * weight > 0))
        for at in against[np.argsort(worth[arc[against]], kind="stable")].tolist():
            if rows.low[row] <= total <= rows.high[row]:
                break
            flags[arc[at]] = False
            total -= int(weight[at])
        if not rows.low[row] <= total <= rows.high[row]:
            return None
    return np.flatnonzero(flags)
