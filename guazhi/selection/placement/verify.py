"""A plan proven again from its certificate: one pass over the pairs, no solver."""

from dataclasses import dataclass

import numpy as np

from guazhi.selection.placement.aims import Level, levels_of
from guazhi.selection.placement.bounds import proven_bounds
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import Network, network_of
from guazhi.selection.placement.plan import (
    Plan,
    Status,
    better_by,
    broken_rules,
    moving_pairs,
    value_of,
)
from guazhi.selection.placement.prices import beyond, is_only_one


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds of a plan: it keeps every rule, its terms are counted right, each level is best.

    ``bounds`` are what the certificate proves of each level, in the sense of the term's value.
    """

    keeps_rules: bool
    counts: bool
    bounds: tuple[int, ...]
    unique: bool

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong; levels may still be open."""
        return self.keeps_rules and self.counts


def verify(instance: Instance, plan: Plan) -> Verdict:
    """Check a plan against its instance, its terms, and its certificate."""
    post = plan.post
    names = [term.name for term in plan.terms]
    counts = [value_of(instance, post, name) for name in names]
    network = network_of(instance)
    levels = levels_of(instance, network)
    crosses = network.crosses
    bounds, unique = (
        (_crossing(instance, network, levels, plan), plan.unique)
        if crosses
        else _nested(instance, network, levels, plan, counts)
    )
    return Verdict(
        _keeps_rules(instance, plan),
        counts == [term.value for term in plan.terms] and names == [level.name for level in levels],
        tuple(bounds),
        unique,
    )


def _keeps_rules(instance: Instance, plan: Plan) -> bool:
    """Pairs, places, pins and the rules themselves; a plan that breaks some must say which."""
    post = plan.post
    placed = np.flatnonzero(post >= 0)
    taken = np.flatnonzero(post[instance.rows] == instance.col)
    used = np.bincount(post[placed], minlength=len(instance.posts))
    pinned = instance.pins >= 0
    return bool(
        len(taken) == len(placed)
        and not instance.barred[taken].any()
        and (used <= instance.cap).all()
        and (post[pinned] == instance.pins[pinned]).all()
        and broken_rules(instance, post) == plan.broken
        and (plan.status == Status.IMPOSSIBLE) == bool(plan.broken)
    )


def _nested(
    instance: Instance, network: Network, levels: list[Level], plan: Plan, counts: list[int]
) -> tuple[list[int], bool]:
    """Each level is best when nothing dear flows and nothing cheap is left, of what is free."""
    flow = network.flow_of(moving_pairs(instance, plan.post))
    free = network.cap > 0
    bounds = []
    for level, price, count in zip(levels, plan.certificate.prices, counts, strict=True):
        rest = beyond(network, level.cost, price)
        wrong = free & (((rest > 0) & (flow > 0)) | ((rest < 0) & (flow < network.cap)))
        loss = int((np.abs(rest) * np.where(rest > 0, flow, network.cap - flow))[wrong].sum())
        bounds.append(better_by(level.name, count, loss))
        free = free & (rest == 0)
    return bounds, is_only_one(network, flow, free)


def _crossing(instance: Instance, network: Network, levels: list[Level], plan: Plan) -> list[int]:
    if plan.status == Status.IMPOSSIBLE:
        return [term.proven for term in plan.terms]
    taken = moving_pairs(instance, plan.post)
    bounds = proven_bounds(network, levels, taken, plan.certificate.prices)
    costs = network.costs(taken, [level.cost for level in levels])
    return [
        better_by(term.name, term.value, cost - bound)
        for term, cost, bound in zip(plan.terms, costs, bounds, strict=True)
    ]
