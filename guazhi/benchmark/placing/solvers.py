"""Ours and the others: each takes an instance and returns how many are placed, with what score.

All but one are exact for the first two levels, most people and then most points; ``matching``
makes a stable plan instead, which places fewer. What a library needs built counts as its time.
"""

import importlib.util
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import Instance

Found = tuple[int, int]
LARGE_STACK = 512 * 1024 * 1024
DEEP = 10_000_000


@dataclass(frozen=True, slots=True)
class Solver:
    """A way to solve, the module it needs, and the largest instance it manages in some minutes."""

    name: str
    needs: str
    largest: int
    prepare: Callable[[], Callable[[Instance], Found]]
    is_exact: bool = True


def ours() -> Callable[[Instance], Found]:
    """Every level, the prices of each, and that the plan is the only best one."""
    from guazhi.selection.placement.solve import solve  # noqa: PLC0415

    def work(instance: Instance) -> Found:
        plan = solve(instance)
        return plan.placed, plan.term("fit").value

    return work


def proof() -> Callable[[Instance], Found]:
    """Our plan proven again from its certificate; solving it does not count."""
    from guazhi.selection.placement.plan import Plan  # noqa: PLC0415
    from guazhi.selection.placement.solve import solve  # noqa: PLC0415
    from guazhi.selection.placement.verify import verify  # noqa: PLC0415

    plans: list[Plan] = []

    def work(instance: Instance) -> Found:
        if not plans:
            plans.append(solve(instance))
            return 0, 0
        bounds = dict(
            zip(
                (term.name for term in plans[0].terms),
                verify(instance, plans[0]).bounds,
                strict=True,
            )
        )
        return bounds["most"], bounds["fit"]

    return work


def or_tools() -> Callable[[Instance], Found]:
    """The flow solver that ours stands on, alone: two levels, no prices, no proof."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415

    def work(instance: Instance) -> Found:
        tail, head, cap, cost, source, sink = _network(instance)
        solver = SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), cap, cost
        )
        solver.set_node_supply(source, len(instance.people))
        solver.set_node_supply(sink, -len(instance.people))
        solver.solve_max_flow_with_min_cost()
        return int(solver.maximum_flow()), -int(solver.optimal_cost())

    return work


def scipy_sparse() -> Callable[[Instance], Found]:
    """``min_weight_full_bipartite_matching``: a seat for each place, and one at home for all."""
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import (  # noqa: PLC0415
        min_weight_full_bipartite_matching,
    )

    def work(instance: Instance) -> Found:
        people, rows = len(instance.people), instance.rows
        cap, col = instance.cap.astype(np.int64), instance.col.astype(np.int64)
        first = np.cumsum(cap) - cap
        copies = cap[col]
        nth = np.arange(int(copies.sum())) - np.repeat(np.cumsum(copies) - copies, copies)
        seats = int(cap.sum())
        most = people * (int(instance.score.max(initial=0)) + 1)
        row = np.concatenate([np.repeat(rows, copies), np.arange(people)])
        column = np.concatenate([np.repeat(first[col], copies) + nth, seats + np.arange(people)])
        points = np.repeat(instance.score.astype(np.int64), copies)
        weight = np.concatenate([most + points, np.ones(people, np.int64)]).astype(float)
        table = csr_array((weight, (row, column)), shape=(people, seats + people))
        who, where = min_weight_full_bipartite_matching(table, maximize=True)
        placed = where < seats
        return int(placed.sum()), _score(instance, who[placed], np.repeat(
            np.arange(len(cap)), cap)[where[placed]])  # fmt: skip

    return work


def networkx_simplex() -> Callable[[Instance], Found]:
    """``network_simplex`` with a dear way past all posts for those who are left."""
    import networkx as nx  # noqa: PLC0415

    def work(instance: Instance) -> Found:
        tail, head, cap, cost, source, sink = _network(instance)
        people = len(instance.people)
        graph = nx.DiGraph()
        graph.add_node(source, demand=-people)
        graph.add_node(sink, demand=people)
        columns = (part.tolist() for part in (tail, head, cap, cost))
        for one, other, most, price in zip(*columns, strict=True):
            graph.add_edge(one, other, capacity=most, weight=price)
        dear = people * (int(instance.score.max(initial=0)) + 1)
        graph.add_edge(source, sink, capacity=people, weight=dear)
        cost_of_all, flow = nx.network_simplex(graph)
        left = flow[source][sink]
        return people - left, dear * left - cost_of_all

    return work


def matching_stable() -> Callable[[Instance], Found]:
    """``HospitalResident``: a stable plan by the scores, which both sides rank by."""
    from matching.games import HospitalResident  # noqa: PLC0415

    def work(instance: Instance) -> Found:
        order = np.argsort(-instance.score, kind="stable")
        who, where = instance.rows[order].tolist(), instance.col[order].tolist()
        people: dict[int, list[int]] = {}
        posts: dict[int, list[int]] = {}
        for person, post in zip(who, where, strict=True):
            people.setdefault(person, []).append(post)
            posts.setdefault(post, []).append(person)
        places = {post: int(instance.cap[post]) for post in posts}
        found = HospitalResident.create_from_dictionaries(people, posts, places).solve()
        pairs = [(one.name, post.name) for post, taken in found.items() for one in taken]
        persons, chosen = np.array(pairs, np.int64).reshape(-1, 2).T
        return len(pairs), _score(instance, persons, chosen)

    return lambda instance: _deeply(work, instance)


SOLVERS: Mapping[str, Solver] = {
    solver.name: solver
    for solver in (
        Solver("guazhi", "ortools", 2_000_000, ours),
        Solver("verify", "numpy", 2_000_000, proof),
        Solver("ortools", "ortools", 2_000_000, or_tools),
        Solver("scipy", "scipy", 20_000, scipy_sparse),
        Solver("networkx", "networkx", 5_000, networkx_simplex),
        Solver("matching", "matching", 5_000, matching_stable, is_exact=False),
    )
}


def is_there(solver: Solver) -> bool:
    """Whether the module that a solver needs is installed."""
    return importlib.util.find_spec(solver.needs) is not None


def _network(instance: Instance) -> tuple[Ints, Ints, Ints, Ints, int, int]:
    """Tails, heads, capacities and costs of the plain flow, its source and its sink."""
    people, posts = len(instance.people), len(instance.posts)
    source, sink = people + posts, people + posts + 1
    seats = np.arange(people, people + posts)
    tail = np.concatenate([instance.rows, np.full(people, source), seats])
    head = np.concatenate([people + instance.col.astype(np.int64), np.arange(people),
                           np.full(posts, sink)])  # fmt: skip
    ones = np.ones(len(instance.col) + people, np.int64)
    cap = np.concatenate([ones, instance.cap.astype(np.int64)])
    cost = np.concatenate([-instance.score.astype(np.int64), np.zeros(people + posts, np.int64)])
    return tail, head, cap, cost, source, sink


def _score(instance: Instance, people: Ints, posts: Ints) -> int:
    width = len(instance.posts)
    keys = instance.rows * width + instance.col
    taken = np.searchsorted(keys, people.astype(np.int64) * width + posts)
    return int(instance.score[taken].sum())


def _deeply(work: Callable[[Instance], Found], instance: Instance) -> Found:
    """Work that calls itself deeply, on a stack that is large enough."""
    answer: list[Any] = []
    sys.setrecursionlimit(DEEP)
    threading.stack_size(LARGE_STACK)
    thread = threading.Thread(target=lambda: answer.append(work(instance)))
    thread.start()
    thread.join()
    placed, score = answer[0]
    return placed, score
