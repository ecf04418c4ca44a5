"""Why a person is where the plan puts them, and why not elsewhere: the cost, and who moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

import numpy as np

from guazhi.policy.findings import Refused
from guazhi.selection.placement.groups import Small
from guazhi.selection.placement.instance import Instance, with_pin
from guazhi.selection.placement.network import network_of
from guazhi.selection.placement.pins import check_pins
from guazhi.selection.placement.plan import Plan, Status, broken_rules, value_of
from guazhi.selection.placement.residual import Residual
from guazhi.selection.placement.solve import solve

MOST_MOVES = 3
MOST_CHAINS = 500


class Reason(StrEnum):
    """Why a pair is not in a plan.

    ``closed``: no place there, or all are fixed for others. ``rule``: no plan with the pair keeps
    the rules. ``costs``: it would be a worse plan.
    """

    HERE = "here"
    NO_PAIR = "no_pair"
    BARRED = "barred"
    FIXED = "fixed"
    CLOSED = "closed"
    RULE = "rule"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class Loss:
    """How much worse one level would be; less than nothing where it would be better."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Move:
    """A person who would go from one post to another; -1 is no post."""

    person: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Chain:
    """People who would move, and what that costs at each level."""

    moves: tuple[Move, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer: the reason; the cheapest rearrangement in full; the best of few moves, if any.

    ``rule`` names the rules whose lower limits would be missed where the reason is a rule.
    """

    reason: Reason
    cheapest: Chain | None = None
    short: Chain | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Where a person is, and which of the posts that would suit better were not to be had."""

    post: int
    score: int
    rank: int
    better: tuple[tuple[int, WhyNot], ...]


class Explainer:
    """Answers about one plan of one instance; keeps what the answers have in common."""

    def __init__(self, instance: Instance, plan: Plan) -> None:
        self.instance, self.plan = instance, plan

    @cached_property
    def residual(self) -> Residual | None:
        """What could still move; None where rules cross, and the plan is solved anew instead."""
        crosses = network_of(self.instance).crosses
        return None if crosses else Residual(self.instance, self.plan)

    def why(self, person: int) -> Why:
        """Why a person is placed there: the posts with a better score, and what each would cost."""
        instance, post = self.instance, int(self.plan.post[person])
        pair = instance.pair(person, post) if post >= 0 else -1
        score = int(instance.score[pair]) if pair >= 0 else 0
        own = range(int(instance.ptr[person]), int(instance.ptr[person + 1]))
        better = [
            (int(instance.col[each]), int(instance.score[each]))
            for each in own
            if pair < 0 or instance.score[each] > score
        ]
        better.sort(key=lambda option: (-option[1], option[0]))
        answers = tuple((option, self.why_not(person, option)) for option, _score in better)
        return Why(post, score, int(instance.rank[pair]) if pair >= 0 else 0, answers)

    def why_not(self, person: int, post: int) -> WhyNot:
        """Why a person is not at a post."""
        plain = self._plain_reason(person, post)
        if plain is not None:
            return WhyNot(plain)
        other = self._forced(person, post)
        if other is None:
            return WhyNot(Reason.RULE, rules=self._blocking(person, post))
        rules, missed = self.instance.rules, broken_rules(self.instance, other)
        names = tuple(
            sorted(
                rules[each.rule].cell(each.row, each.column)
                for each in missed
                if each not in self.plan.broken
            )
        )
        cheapest = self.chain(other)
        short = cheapest if len(cheapest.moves) <= MOST_MOVES else self._short(person, post)
        return WhyNot(Reason.RULE if names else Reason.COSTS, cheapest, short, names)

    def _plain_reason(self, person: int, post: int) -> Reason | None:
        """The reason that needs no looking for."""
        instance = self.instance
        pair = instance.pair(person, post)
        if self.plan.post[person] == post:
            return Reason.HERE
        if pair < 0:
            return Reason.NO_PAIR
        if instance.barred[pair]:
            return Reason.BARRED
        if instance.pins[person] >= 0:
            return Reason.FIXED
        fixed = int((instance.pins == post).sum())
        return Reason.CLOSED if fixed >= instance.cap[post] else None

    def _blocking(self, person: int, post: int) -> tuple[str, ...]:
        """The rules that no plan with the pair keeps, since they leave no room for it."""
        findings = check_pins(with_pin(self.instance, person, post))
        named = (finding.params for finding in findings if finding.code == "place_pins_break_rule")
        return tuple(str(params["rule"]) for params in named)

    def _forced(self, person: int, post: int) -> Small | None:
        """The best plan that has the pair; None when no plan has it."""
        if self.residual is None:
            return self._solved_anew(person, post)
        residual, network = self.residual, self.residual.network
        pair = self.instance.pair(person, post)
        way = residual.cheapest(int(network.head[pair]), residual.person[person])
        if way is None:
            return None
        other = self.plan.post.copy()
        rows = self.instance.rows
        for step in sorted(way, key=lambda step: step.forth):  # leave first, then arrive
            if step.arc < network.pairs:
                other[rows[step.arc]] = self.instance.col[step.arc] if step.forth else -1
        other[person] = post
        return other

    def _solved_anew(self, person: int, post: int) -> Small | None:
        try:
            plan = solve(with_pin(self.instance, person, post))
        except Refused:
            return None
        is_worse = plan.status == Status.IMPOSSIBLE and self.plan.status != Status.IMPOSSIBLE
        return None if is_worse else plan.post

    def chain(self, other: Small) -> Chain:
        """Who moves between the plan and another, and what that costs."""
        before = self.plan.post
        moves = tuple(
            Move(person, int(before[person]), int(other[person]))
            for person in np.flatnonzero(before != other).tolist()
        )
        losses = []
        for term in self.plan.terms:
            if term.name != "lot":
                value = value_of(self.instance, other, term.name)
                sign = -1 if term.name in {"most", "fit"} else 1
                losses.append(Loss(term.name, sign * (value - term.value)))
        return Chain(moves, tuple(losses))

    def _short(self, person: int, post: int) -> Chain | None:
        """The best rearrangement of few moves that keeps every rule."""
        plans = islice(sorted(self._few_moves(person, post)), MOST_CHAINS)
        for _worth, changes in plans:
            other = self.plan.post.copy()
            for who, where in changes:
                other[who] = where
            used = np.bincount(other[other >= 0], minlength=len(self.instance.posts))
            if (used <= self.instance.cap).all() and set(broken_rules(self.instance, other)) <= set(
                self.plan.broken
            ):
                return self.chain(other)
        return None

    def _few_moves(
        self, person: int, post: int
    ) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, int], ...]]]:
        """Rearrangements by people who lose a place and points, each a person and the new post."""
        own = self._worth(person, post)
        left = self._worth(person, int(self.plan.post[person]))
        start = (left[0] - own[0], left[1] - own[1])
        first = ((person, post),)
        yield start, first
        for second, loss in self._displaced(post, person):
            for where, gain in self._options(second, post):
                middle = (start[0] + loss[0] - gain[0], start[1] + loss[1] - gain[1])
                changes = (*first, (second, where))
                yield middle, changes
                if where < 0:
                    continue
                for third, lost in self._displaced(where, person):
                    if third == second:
                        continue
                    for last, won in self._options(third, where):
                        end = (middle[0] + lost[0] - won[0], middle[1] + lost[1] - won[1])
                        yield end, (*changes, (third, last))

    def _displaced(self, post: int, person: int) -> Iterator[tuple[int, tuple[int, int]]]:
        for who in np.flatnonzero(self.plan.post == post).tolist():
            if who != person and self.instance.pins[who] < 0:
                yield who, self._worth(who, post)

    def _options(self, person: int, left: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """Other posts that a person may take, and none."""
        yield -1, (0, 0)
        own = range(int(self.instance.ptr[person]), int(self.instance.ptr[person + 1]))
        for pair in own:
            if self.instance.col[pair] != left and not self.instance.barred[pair]:
                yield int(self.instance.col[pair]), (1, int(self.instance.score[pair]))

    def _worth(self, person: int, post: int) -> tuple[int, int]:
        """A place and its points."""
        if post < 0:
            return 0, 0
        return 1, int(self.instance.score[self.instance.pair(person, post)])
