"""Why somebody has no post, and the least that would have to give way for it.

What is named is tried: the plan is solved again with exactly that relaxed, and only when the
person is then placed is it said.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.instance import NO_LIMIT, Instance, with_bar
from guazhi.selection.placement.network import SINK, SOURCE, Network, network_of
from guazhi.selection.placement.plan import Plan, moving_pairs, value_of
from guazhi.selection.placement.solve import solve

MOST_ALTERNATIVES = 3
MOST_TRIED = 12
MOST_ROUNDS = 8


class Lack(StrEnum):
    """What keeps a person from every post.

    ``no_pair``: nothing was possible. ``barred``: all that was is forbidden. ``closed``: all of it
    has no place. ``crowded``: others, who have nowhere else either, fill what there is.
    """

    NO_PAIR = "no_pair"
    BARRED = "barred"
    CLOSED = "closed"
    CROWDED = "crowded"


class Kind(StrEnum):
    """What can give way: places of a post, a rule's upper or lower limit, a forbidden pair."""

    PLACES = "places"
    HIGH = "high"
    LOW = "low"
    BAR = "bar"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing relaxed by ``amount``: ``rule`` and cell, or person (``row``) and post."""

    kind: Kind
    rule: int
    row: int
    column: int
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Changes that together place the person, and what the plan comes to with them."""

    changes: tuple[Change, ...]
    placed: int
    fit: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a person has no post: the lack; how many compete for how many places; what would help."""

    person: int
    lack: Lack
    people: int
    posts: int
    places: int
    relaxations: tuple[Relaxation, ...]


def relaxed(instance: Instance, changes: Iterable[Change]) -> Instance:
    """The instance with changes made."""
    cap, rules = instance.cap.copy(), list(instance.rules)
    for change in changes:
        if change.kind == Kind.PLACES:
            cap[change.column] += change.amount
        elif change.kind == Kind.BAR:
            instance = with_bar(instance, change.row, change.column, barred=False)
        else:
            rule = rules[change.rule]
            low, high = rule.low.copy(), rule.high.copy()
            if change.kind == Kind.HIGH:
                high[change.row, change.column] += change.amount
            else:
                low[change.row, change.column] -= change.amount
            rules[change.rule] = replace(rule, low=low, high=high)
    return replace(instance, cap=cap, rules=tuple(rules))


class Shortages:
    """Answers about those whom one plan leaves without a post."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance, self.plan = instance, plan
        self.left = int((plan.post < 0).sum())

    @cached_property
    def network(self) -> Network:
        """The instance as a flow."""
        return network_of(self.instance)

    @cached_property
    def ways(self) -> "Ways":
        """The ways through the plan and its limits."""
        return Ways(
            self.instance,
            self.network,
            self.network.flow_of(moving_pairs(self.instance, self.plan.post)),
        )

    def unplaced(self, person: int, most: int = MOST_ALTERNATIVES) -> Unplaced:
        """Why a person has no post; at most so many ways to help."""
        instance = self.instance
        own = np.arange(instance.ptr[person], instance.ptr[person + 1])
        if not len(own):
            return Unplaced(person, Lack.NO_PAIR, 1, 0, 0, ())
        allowed = own[~instance.barred[own]]
        people, posts = self.ways.reached(person)
        places = int(instance.cap[posts].sum())
        lack = Lack.CROWDED
        if not len(allowed):
            lack = Lack.BARRED
        elif not instance.cap[instance.col[allowed]].any():
            lack = Lack.CLOSED
        helps = tuple(self._helps(person, most)) if most else ()
        return Unplaced(person, lack, len(people), len(posts), places, helps)

    def _helps(self, person: int, most: int) -> Iterator[Relaxation]:
        """Relaxations that were tried, fewest changes first."""
        found: dict[tuple[Change, ...], None] = {}
        for pair, changes in self._candidates(person):
            answer = self._tried(person, pair, changes)
            if answer is not None and answer.changes not in found:
                found[answer.changes] = None
                yield answer
            if len(found) == most:
                return

    def _candidates(self, person: int) -> list[tuple[int, tuple[Change, ...]]]:
        """For each post that the person may take, or might, the fewest limits in the way."""
        instance = self.instance
        own = range(int(instance.ptr[person]), int(instance.ptr[person + 1]))
        by_fit = sorted(own, key=lambda pair: (instance.barred[pair], -instance.score[pair]))
        sets: dict[tuple[Change, ...], int] = {}
        for pair in by_fit[:MOST_TRIED]:
            for changes in self._sets(person, pair):
                sets.setdefault(changes, pair)
        fewest = sorted(sets, key=len)
        return [(sets[changes], changes) for changes in fewest]

    def _sets(self, person: int, pair: int) -> Iterator[tuple[Change, ...]]:
        if self.network.crosses:
            yield from self._guesses(person, int(self.instance.col[pair]))
            return
        changes = self.ways.fewest(person, pair)
        if changes is not None:
            yield changes

    def _guesses(self, person: int, post: int) -> Iterator[tuple[Change, ...]]:
        """Where rules cross: the place and the rules that a pair meets, by one and together."""
        bar: tuple[Change, ...] = ()
        if self.instance.barred[self.instance.pair(person, post)]:
            bar = (Change(Kind.BAR, -1, person, post),)
        met = [Change(Kind.PLACES, -1, 0, post)]
        for index, rule in enumerate(self.instance.rules):
            column = int(rule.posts.of[post])
            rows = [int(rule.people.of[person])] if rule.share is None else range(len(rule.low))
            kind = Kind.HIGH if rule.share is None else Kind.LOW
            met += [
                Change(kind, index, row, column, 1 if rule.share is None else rule.share[1])
                for row in rows
                if row >= 0 and column >= 0
            ]
        yield from ((*bar, change) for change in met)
        yield from ((*bar, met[0], change) for change in met[1:])
        yield (*bar, *met)

    def _tried(self, person: int, pair: int, changes: tuple[Change, ...]) -> Relaxation | None:
        """The changes, and more of them while others take what they give; None when too many."""
        for _ in range(min(self.left, MOST_ROUNDS)):
            instance = relaxed(self.instance, changes)
            plan = solve(instance)
            if len(plan.broken) > len(self.plan.broken):
                return None
            if plan.post[person] >= 0:
                return Relaxation(changes, plan.placed, value_of(instance, plan.post, "fit"))
            again = Shortages(instance, plan)
            crosses = again.network.crosses
            further = changes if crosses else again.ways.fewest(person, pair)
            changes = _together(changes, further or ())
        return None


def _together(one: tuple[Change, ...], other: tuple[Change, ...]) -> tuple[Change, ...]:
    """Both, as one change where they relax the same."""
    amounts: dict[Change, int] = {}
    for change in (*one, *other):
        key = replace(change, amount=0)
        amounts[key] = amounts.get(key, 0) + change.amount
    return tuple(sorted(replace(change, amount=amount) for change, amount in amounts.items()))


class Ways:
    """The network as one looks for a way to a place: free ways, and limits that could give way."""

    def __init__(self, instance: Instance, network: Network, flow: Ints) -> None:
        self.instance, self.network = instance, network
        self.meant = _meanings(network)
        self.out: list[list[tuple[int, int, Change | None]]] = [[] for _ in range(network.nodes)]
        tail, head = network.tail.tolist(), network.head.tolist()
        forth, back = flow < network.cap, flow > 0
        link = network.link.tolist()
        for arc in range(len(tail) - 1):
            meant = self.meant.get(link[arc])
            if forth[arc]:
                self.out[tail[arc]].append((head[arc], 0, None))
            elif meant is not None and network.shortfall[arc] == 0 and not forth[arc]:
                self.out[tail[arc]].append((head[arc], 1, meant))
            if back[arc]:
                low = network.shortfall[arc] < 0 and meant is not None
                change = replace(meant, kind=Kind.LOW) if low and meant is not None else None
                self.out[head[arc]].append((tail[arc], int(low), change))

    def reached(self, person: int) -> tuple[Ints, Ints]:
        """The people and posts that a person's wish for a place sets in motion, however far."""
        seen = {2 + person}
        queue = deque(seen)
        while queue:
            node = queue.popleft()
            for to, price, _change in self.out[node]:
                if price == 0 and to > 1 and to not in seen:
                    seen.add(to)
                    queue.append(to)
        first_post = 2 + len(self.instance.people)
        last_post = first_post + len(self.instance.posts)
        nodes = np.array(sorted(seen), np.int64)
        posts = nodes[(nodes >= first_post) & (nodes < last_post)] - first_post
        return nodes[nodes < first_post] - 2, posts

    def fewest(self, person: int, pair: int) -> tuple[Change, ...] | None:
        """The fewest limits between the source, a person and a place, by way of one pair."""
        first: tuple[Change, ...] = ()
        if self.instance.barred[pair]:
            first = (Change(Kind.BAR, -1, person, int(self.instance.col[pair])),)
        there = self._between(SOURCE, 2 + person, SINK)
        onward = self._between(int(self.network.head[pair]), SINK, SOURCE)
        if there is None or onward is None:
            return None
        return tuple(sorted({*first, *there, *onward}))

    def _between(self, start: int, goal: int, avoid: int) -> list[Change] | None:
        """The fewest limits on the way from one node to another."""
        cost = {start: 0}
        came: dict[int, tuple[int, Change | None]] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for to, price, change in self.out[node]:
                there = cost[node] + price
                if to != avoid and there < cost.get(to, NO_LIMIT):
                    cost[to] = there
                    came[to] = (node, change)
                    (queue.append if price else queue.appendleft)(to)
        if goal not in cost:
            return None
        changes = []
        node = goal
        while node != start:
            node, change = came[node]
            if change is not None:
                changes.append(change)
        return changes


def _meanings(network: Network) -> dict[int, Change]:
    """What the limit of each link means."""
    return {
        link: Change(Kind.PLACES if named.kind == "post" else Kind.HIGH, rule, row, column)
        for named in network.names
        for link, rule, row, column in zip(
            named.links.tolist(), named.rule.tolist(), named.row.tolist(), named.column.tolist(),
            strict=True,
        )
    }  # fmt: skip


def cheapest_fix(instance: Instance) -> tuple[Change, ...]:
    """The fewest places, limits and forbidden pairs that place everybody who has a pair at all.

    Only where rules nest; nothing where they cross. Each further place, and each person above a
    limit, counts as one.
    """
    network = network_of(instance)
    if network.crosses:
        return ()
    meant = _meanings(network)
    links = np.array(sorted(meant), np.int64)
    first = np.zeros(len(network.base), np.int64)
    first[network.link[::-1]] = np.arange(len(network.link))[::-1]
    barred = np.flatnonzero(instance.barred & (instance.pins[instance.rows] < 0))
    soft = np.concatenate([barred, first[links]])
    everybody = int(network.cap[network.back])
    arcs = np.arange(len(network.tail) - 1)
    tail = np.concatenate([network.tail[arcs], network.tail[soft]])
    head = np.concatenate([network.head[arcs], network.head[soft]])
    more = np.where(np.arange(len(soft)) < len(barred), 1, everybody)
    cost = np.concatenate([np.zeros(len(arcs), np.int64), np.ones(len(soft), np.int64)])
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32),
        np.concatenate([network.cap[arcs], more]), cost,
    )  # fmt: skip
    solver.set_node_supply(0, everybody)
    solver.set_node_supply(1, -everybody)
    solver.solve_max_flow_with_min_cost()
    carried = np.asarray(solver.flows(np.arange(len(arcs), len(tail))))
    changes = []
    for at in np.flatnonzero(carried).tolist():
        if at < len(barred):
            pair = int(barred[at])
            changes.append(Change(Kind.BAR, -1, int(instance.rows[pair]), int(instance.col[pair])))
        else:
            change = meant[int(links[at - len(barred)])]
            changes.append(replace(change, amount=int(carried[at])))
    return tuple(sorted(changes))
