"""What could still move in a plan: the ways along which people change places, and what each costs.

Costs of all levels are one number here: Python's whole numbers have no largest one, so a level
weighs more than everything below it without ever overflowing. Solvers are given no such number.
"""

import heapq
from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.aims import levels_of
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import Network, network_of
from guazhi.selection.placement.plan import Plan, moving_pairs


@dataclass(frozen=True, slots=True)
class Step:
    """One arc on a way, forth or back."""

    arc: int
    forth: bool


class Residual:
    """The ways that are left in a plan whose rules nest."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.network: Network = network_of(instance)
        self.levels = levels_of(instance, self.network)
        self.flow = self.network.flow_of(moving_pairs(instance, plan.post))
        self.person = self._person_nodes(instance)
        self.weights = self._weights(plan)
        self.forth = (self.flow < self.network.cap).tolist()
        self.back = (self.flow > 0).tolist()
        self.tail, self.head = self.network.tail.tolist(), self.network.head.tolist()
        self.out = self._neighbours()
        self.cost = self._folded([level.cost for level in self.levels])
        prices = [price.tolist() for price in plan.certificate.prices]
        self.price = [
            sum(weight * price[node] for weight, price in zip(self.weights, prices, strict=True))
            for node in range(self.network.nodes)
        ]

    def _person_nodes(self, instance: Instance) -> list[int]:
        """The node of each person: people come right after source and sink."""
        return list(range(2, 2 + len(instance.people)))

    def _weights(self, plan: Plan) -> list[int]:
        """How much a unit of each level weighs: more than all that lies below can come to."""
        weights = [1]
        pairs = zip(reversed(self.levels), reversed(plan.certificate.prices), strict=True)
        for level, price in pairs:
            most = int(np.abs(level.cost).max(initial=0)) * (self.network.nodes + 2)
            most += 4 * int(np.abs(price).max(initial=0)) + 1
            weights.insert(0, weights[0] * 2 * most)
        return weights[1:]

    def _neighbours(self) -> list[list[tuple[int, bool]]]:
        out: list[list[tuple[int, bool]]] = [[] for _ in range(self.network.nodes)]
        for arc in np.flatnonzero(self.flow < self.network.cap).tolist():
            out[self.tail[arc]].append((arc, True))
        for arc in np.flatnonzero(self.flow > 0).tolist():
            out[self.head[arc]].append((arc, False))
        return out

    def _folded(self, costs: list[Ints]) -> list[int]:
        total = [0] * len(self.tail)
        for weight, cost in zip(self.weights, costs, strict=True):
            for arc in np.flatnonzero(cost).tolist():
                total[arc] += weight * int(cost[arc])
        return total

    def cheapest(self, start: int, goal: int) -> list[Step] | None:
        """The cheapest way from one node to another; None when there is none."""
        best = {start: 0}
        came: dict[int, tuple[int, Step]] = {}
        heap = [(0, start)]
        done = set()
        while heap:
            far, node = heapq.heappop(heap)
            if node == goal:
                return _traced(came, start, goal)
            if node in done:
                continue
            done.add(node)
            for arc, forth in self.out[node]:
                to = self.head[arc] if forth else self.tail[arc]
                cost = self.cost[arc] if forth else -self.cost[arc]
                there = far + cost + self.price[node] - self.price[to]
                if to not in best or there < best[to]:
                    best[to] = there
                    came[to] = (node, Step(arc, forth))
                    heapq.heappush(heap, (there, to))
        return None


def _traced(came: dict[int, tuple[int, Step]], start: int, goal: int) -> list[Step]:
    steps = []
    node = goal
    while node != start:
        node, step = came[node]
        steps.append(step)
    return steps[::-1]
