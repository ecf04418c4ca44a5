"""What if: a run with other pairs fixed or forbidden, worked out and not kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Plan, better_by
from guazhi.selection.placement.solve import solve
from guazhi.selection.rules.inputs import Inputs, Pair
from guazhi.selection.rules.runs import Outcome


@dataclass(frozen=True, slots=True)
class Trial:
    """Which pairs to fix and which to forbid, by ids; a person is fixed to one post at most."""

    pins: tuple[Pair, ...] = ()
    bars: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, pins: Iterable[Pair], bars: Iterable[Pair]) -> Self:
        """A trial in its one order; of two posts for one person the later counts."""
        fixed = dict(pins)
        return cls(tuple(sorted(fixed.items())), tuple(sorted(set(bars))))

    def fixed(self, person: str, post: str) -> Self:
        """With the person fixed to the post, instead of elsewhere, even where it was forbidden."""
        others = self.freed(person)
        return replace(
            others,
            pins=tuple(sorted((*others.pins, (person, post)))),
            bars=tuple(pair for pair in self.bars if pair != (person, post)),
        )

    def freed(self, person: str) -> Self:
        """With the person fixed nowhere."""
        return replace(self, pins=tuple(pair for pair in self.pins if pair[0] != person))

    def forbidden(self, person: str, post: str) -> Self:
        """With the pair forbidden, and fixed no longer."""
        return replace(
            self,
            pins=tuple(pair for pair in self.pins if pair != (person, post)),
            bars=tuple(sorted({*self.bars, (person, post)})),
        )

    def allowed(self, person: str, post: str) -> Self:
        """With the pair no longer forbidden."""
        return replace(self, bars=tuple(pair for pair in self.bars if pair != (person, post)))

    def known(self, inputs: Inputs) -> Self:
        """Without people and posts that are not among the inputs."""
        people = {each.id for each in inputs.people}
        posts = {each.id for each in inputs.posts}

        def named(pairs: Iterable[Pair]) -> Iterator[Pair]:
            return (pair for pair in pairs if pair[0] in people and pair[1] in posts)

        return replace(self, pins=tuple(named(self.pins)), bars=tuple(named(self.bars)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One level beside the same of the run: ``better`` is None where they are alike."""

    name: str
    value: int
    before: int | None
    gap: int

    @property
    def better(self) -> bool | None:
        """Whether the trial is better at it than the run."""
        if self.before is None or self.before == self.value:
            return None
        return better_by(self.name, 0, 1) * (self.value - self.before) > 0


@dataclass(frozen=True)
class Tried:
    """A trial beside the run that it varies: what it comes to and whom it moves."""

    inputs: Inputs
    instance: Instance
    plan: Plan
    before: Outcome

    @cached_property
    def placed(self) -> dict[str, str]:
        """The post of each person who has one, by ids."""
        people, posts = self.instance.people, self.instance.posts
        return {
            people[person]: posts[post]
            for person, post in enumerate(self.plan.post.tolist())
            if post >= 0
        }

    @cached_property
    def moved(self) -> dict[str, str]:
        """Who is elsewhere than in the run, each with the post there, "" for none."""
        return {
            person: self.before.placed.get(person, "")
            for person in self.instance.people
            if self.placed.get(person, "") != self.before.placed.get(person, "")
        }

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Each level but the lot, beside the run's."""
        return tuple(
            Figure(term.name, term.value, self.before.value(term.name), term.gap)
            for term in self.plan.terms
            if term.name != "lot"
        )


def tried(inputs: Inputs, trial: Trial, before: Outcome) -> Tried:
    """Work out a trial of a run's inputs; Refused when pins contradict each other or a rule."""
    wanted = inputs.chosen(trial.pins, trial.bars)
    instance = wanted.instance()
    return Tried(wanted, instance, solve(instance), before)
