"""Prices of nodes that prove a flow best, and the proof that it is the only one.

``tail`` price plus cost less ``head`` price is what an arc costs beyond its worth. A flow is best
when arcs above zero carry nothing and arcs below zero are full; arcs at zero are what later levels
may still move.
"""

import numpy as np

from guazhi.selection.placement.groups import Flags, Ints
from guazhi.selection.placement.network import Network


class NotBestError(ValueError):
    """A flow can be bettered: its prices fall without end."""


def beyond(network: Network, cost: Ints, price: Ints) -> Ints:
    """What each arc costs beyond its worth."""
    return cost + price[network.tail] - price[network.head]


def prices_of(network: Network, flow: Ints, free: Flags, cost: Ints) -> Ints:
    """Prices for a best flow: the cheapest way to each node through what can still change."""
    forth = np.flatnonzero(free & (flow < network.cap))
    back = np.flatnonzero(free & (flow > 0))
    tail = np.concatenate([network.tail[forth], network.head[back]])
    head = np.concatenate([network.head[forth], network.tail[back]])
    price = np.concatenate([cost[forth], -cost[back]])
    order = np.argsort(tail, kind="stable")
    head, price = head[order], price[order]
    first = np.searchsorted(tail[order], np.arange(network.nodes + 1))
    degree = np.diff(first)
    best = np.zeros(network.nodes, np.int64)
    fell = np.zeros(network.nodes, bool)
    active = np.flatnonzero(degree)
    for _ in range(network.nodes + 1):
        if not len(active):
            return best
        counts = degree[active]
        ends = np.cumsum(counts)
        arcs = np.arange(int(ends[-1])) + np.repeat(first[active] - ends + counts, counts)
        offered = np.repeat(best[active], counts) + price[arcs]
        to = head[arcs]
        better = offered < best[to]
        np.minimum.at(best, to[better], offered[better])
        fell[active] = False
        fell[to[better]] = True
        active = np.flatnonzero(fell)
    raise NotBestError


def is_only_one(network: Network, flow: Ints, free: Flags) -> bool:
    """Whether no round of changes among the free arcs leads to another plan as good.

    Nodes between which flow can move both ways are one. What is left without a way in or without
    a way out lies on no round; when nothing else is left, there is none.
    """
    forth, back = free & (flow < network.cap), free & (flow > 0)
    pair = np.arange(len(flow)) < network.pairs
    node = _joined_both_ways(network, forth & ~pair, back & ~pair)
    tail = np.concatenate([node[network.tail[forth]], node[network.head[back]]])
    head = np.concatenate([node[network.head[forth]], node[network.tail[back]]])
    is_pair = np.concatenate([pair[forth], pair[back]])
    keep = (tail != head) | is_pair
    tail, head = tail[keep], head[keep]
    while len(tail):
        goes, comes = np.zeros(network.nodes, bool), np.zeros(network.nodes, bool)
        goes[tail], comes[head] = True, True
        keep = comes[tail] & goes[head]
        if keep.all():
            return False
        tail, head = tail[keep], head[keep]
    return True


def _joined_both_ways(network: Network, forth: Flags, back: Flags) -> Ints:
    """A name for each node, shared by nodes between which flow can move both ways."""
    size = np.int64(network.nodes)
    there = np.unique(network.tail[forth] * size + network.head[forth])
    again = np.unique(network.tail[back] * size + network.head[back])
    one, other = np.divmod(np.intersect1d(there, again), size)
    name = np.arange(network.nodes, dtype=np.int64)
    while True:
        least = np.minimum(name[one], name[other])
        new = name.copy()
        np.minimum.at(new, one, least)
        np.minimum.at(new, other, least)
        new = new[new]
        if (new == name).all():
            return name
        name = new
