"""Bounds where rules cross: any whole prices show a cost that no plan goes below."""

import numpy as np

from guazhi.selection.placement.aims import Level
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.network import Network

SCALE = 2**20
PLENTY = 2**39


def proven_bounds(
    network: Network, levels: list[Level], taken: Ints, prices: tuple[Ints, ...]
) -> list[int]:
    """The cost that no plan goes below, level by level, when it is as good at those before.

    Levels without prices get those of nothing, which still show something. Nobody is ever less
    short than by nothing, so that the first level needs no prices.
    """
    costs = network.costs(taken, [level.cost for level in levels])
    size = network.nodes + len(network.rows.low)
    bounds = [costs[0]]
    least = np.where(network.shortfall < 0, network.cap, 0)
    most = network.cap
    for place in range(1, len(levels)):
        none = np.zeros(size + place, np.int64)
        shown = -PLENTY * SCALE
        for given in (none, prices[place] if place < len(prices) else none):
            rest, fixed = rest_of(network, levels, costs[:place], given)
            total = int(np.where(rest < 0, rest * most, rest * least).sum()) + fixed
            shown = max(shown, total)
            opened = costs[place] * SCALE - total
            most = np.where(rest > opened, least, most)  # what costs more is in no such plan
            least = np.where(rest < -opened, most, least)
        bounds.append(min(-(-shown // SCALE), costs[place]))
    return bounds


def rest_of(
    network: Network, levels: list[Level], values: list[int], prices: Ints
) -> tuple[Ints, int]:
    """What each arc costs beyond its worth, and what rows and earlier levels are worth, scaled.

    ``values`` are what the levels before came to, which the plan must keep.
    """
    rows, cost = network.rows, levels[len(values)].cost
    node, row, earlier = np.split(prices, [network.nodes, network.nodes + len(rows.low)])
    row = np.where((row < 0) & (rows.high >= PLENTY), 0, row)
    earlier = np.minimum(earlier, 0)
    rest = cost * SCALE + node[network.tail] - node[network.head]
    np.subtract.at(rest, rows.arc, np.repeat(row, np.diff(rows.ptr)) * rows.weight)
    for level, price in zip(levels, earlier.tolist(), strict=False):
        rest = rest - level.cost * price
    worth = int((row * np.where(row > 0, rows.low, np.minimum(rows.high, PLENTY))).sum())
    worth += sum(price * value for price, value in zip(earlier.tolist(), values, strict=True))
    return rest, worth
