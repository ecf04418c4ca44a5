"""Rules that nest: each level is a flow of least cost, solved where the levels before are best."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from guazhi.selection.placement.aims import Level
from guazhi.selection.placement.groups import Flags, Ints
from guazhi.selection.placement.network import SINK, SOURCE, Network
from guazhi.selection.placement.prices import beyond, prices_of


class SolverError(RuntimeError):
    """The solver did not answer; its status says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The pairs taken, the prices of each level, and the arcs that no level has settled."""

    taken: Ints
    prices: tuple[Ints, ...]
    free: Flags


def solve_flow(network: Network, levels: list[Level]) -> Solved:
    """The best pairs, level after level."""
    free = network.cap > 0
    taken = np.zeros(0, np.int64)
    prices: list[Ints] = []
    names = [level.name for level in levels]
    together = names[0] == "most" and len(levels) > 1
    for place, level in enumerate(levels):
        if place == 0 and together:  # the most people and, among such plans, the next aim
            taken = _pushed(network, levels[1].cost)
        elif not (place == 1 and together) and _may_differ(free, level.cost):
            taken = _moved(network, free, network.flow_of(taken), level.cost)
        flow = network.flow_of(taken)
        price = prices_of(network, flow, free, level.cost)
        prices.append(price)
        free = free & (beyond(network, level.cost, price) == 0)
    return Solved(taken, tuple(prices), free)


def _may_differ(free: Flags, cost: Ints) -> bool:
    return bool(cost[free].any())


def _pushed(network: Network, cost: Ints) -> Ints:
    """The most pairs and, among such plans, the best at a level.

    Arcs from the source and into the sink that cost nothing become what their other ends offer
    and ask for, which spares the solver two nodes with an arc for each person and post.
    """
    plain = (network.cap > 0) & (cost == 0)
    offers = np.flatnonzero(plain & (network.tail == SOURCE))
    asks = np.flatnonzero(plain & (network.head == SINK))
    everybody = int(network.cap[network.back])
    supply = np.zeros(network.nodes, np.int64)
    supply[SOURCE], supply[SINK] = everybody, -everybody
    np.add.at(supply, network.head[offers], network.cap[offers])
    np.subtract.at(supply, network.tail[asks], network.cap[asks])
    is_left = network.cap > 0
    is_left[offers] = is_left[asks] = is_left[network.back] = False
    arcs = np.flatnonzero(is_left)
    solver = _loaded(network, arcs, cost)
    solver.set_nodes_supplies(np.arange(network.nodes, dtype=np.int32), supply)
    return _pairs(network, arcs, solver, solver.solve_max_flow_with_min_cost())


def _moved(network: Network, free: Flags, flow: Ints, cost: Ints) -> Ints:
    """Better pairs at this level; what is settled stays as it flows."""
    arcs = np.flatnonzero(free)
    settled = np.flatnonzero(~free & (flow > 0))
    supply = np.zeros(network.nodes, np.int64)
    np.add.at(supply, network.head[settled], flow[settled])
    np.subtract.at(supply, network.tail[settled], flow[settled])
    used = np.unique(np.concatenate([network.tail[arcs], network.head[arcs]]))
    solver = _loaded(network, arcs, cost, used)
    solver.set_nodes_supplies(np.arange(len(used), dtype=np.int32), supply[used])
    moved = _pairs(network, arcs, solver, solver.solve())
    return np.sort(np.concatenate([settled[settled < network.pairs], moved]))


def _loaded(
    network: Network, arcs: Ints, cost: Ints, used: Ints | None = None
) -> SimpleMinCostFlow:
    """A solver that holds some arcs, with the nodes ``used`` counted from 0."""
    tail, head = network.tail[arcs], network.head[arcs]
    if used is not None:
        number = np.zeros(network.nodes, np.int32)
        number[used] = np.arange(len(used))
        tail, head = number[tail], number[head]
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, network.cap[arcs], cost[arcs])
    return solver


def _pairs(
    network: Network, arcs: Ints, solver: SimpleMinCostFlow, status: SimpleMinCostFlow.Status
) -> Ints:
    if status != solver.OPTIMAL:
        raise SolverError(str(status))
    carried = np.asarray(solver.flows(np.arange(len(arcs))))
    return arcs[(carried > 0) & (arcs < network.pairs)]
