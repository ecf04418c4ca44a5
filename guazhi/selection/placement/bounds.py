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
    for place in range(1, len(levels)):
        none = np.zeros(size + place, np.int64)
        given = prices[place] if place < len(prices) else none
        found = bound_of(network, levels, costs[:place], given)
        bounds.append(min(max(found, bound_of(network, levels, costs[:place], none)), costs[place]))
    return bounds


def bound_of(network: Network, levels: list[Level], values: list[int], prices: Ints) -> int:
    """The cost that no plan goes below at level ``len(values)``, by any whole prices at all.

    ``values`` are what the levels before came to, which the plan must keep. Every arc is taken as
    far as its cost less its worth asks; what rows and earlier levels are worth is added.
    """
    rows, cost = network.rows, levels[len(values)].cost
    node, row, earlier = np.split(prices, [network.nodes, network.nodes + len(rows.low)])
    row = np.where((row < 0) & (rows.high >= PLENTY), 0, row)
    earlier = np.minimum(earlier, 0)
    worth = np.repeat(row, np.diff(rows.ptr)) * rows.weight
    rest = cost * SCALE + node[network.tail] - node[network.head]
    np.subtract.at(rest, rows.arc, worth)
    for level, price in zip(levels, earlier.tolist(), strict=False):
        rest = rest - level.cost * price
    least = np.where(network.shortfall < 0, network.cap, 0)
    total = int(np.where(rest < 0, rest * network.cap, rest * least).sum())
    total += int((row * np.where(row > 0, rows.low, np.minimum(rows.high, PLENTY))).sum())
    total += sum(price * value for price, value in zip(earlier.tolist(), values, strict=True))
    return -int(-total // SCALE)
