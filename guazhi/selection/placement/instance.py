"""What is to be placed, as arrays: people, posts, the pairs that may be, and rules over them."""

from dataclasses import dataclass, field, replace

import numpy as np

from guazhi.selection.placement.groups import Flags, Groups, Ints, Small

NO_LIMIT = 2**40


@dataclass(frozen=True, slots=True)
class Aims:
    """What is aimed at, most important first: each aim is pursued on what the one before leaves.

    All are preceded by the lower limits of the rules and by placing most people, and followed by
    the lot, which leaves one plan alone. ``bands`` are the scores at which a better band begins;
    without them each point of score counts. ``rank_costs`` is what a first, second, … wish costs;
    a later one, and a pair without a wish, costs the last.
    """

    order: tuple[str, ...] = ("fit", "wishes")
    bands: tuple[int, ...] = ()
    floor: int = 0
    rank_costs: tuple[int, ...] = (0, 1, 2, 3)
    seed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Bounds on how many of each group of people go to each group of posts.

    ``low`` and ``high`` have a row for each group of people and a column for each group of posts.
    With a share instead, ``share`` is (numerator, denominator): in each group of posts at least
    that part of all who go there are of each group of people; ``at_most`` turns it round. Then
    ``low`` is 0, or less where a cell was given leave to fall short.
    """

    name: str
    people: Groups
    posts: Groups
    low: Ints
    high: Ints
    share: tuple[int, int] | None = None
    at_most: bool = False

    def cell(self, people: int, posts: int) -> str:
        """What a cell is called: the rule and its groups."""
        parts = (self.name, self.people.labels[people], self.posts.labels[posts])
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """People and posts by sorted ids, and as compressed rows the posts that each person may take.

    ``col[ptr[i]:ptr[i + 1]]`` are the posts of person ``i``, in order; ``score`` and ``rank`` (1
    for a first wish, 0 for none) run along. ``barred`` marks pairs that somebody forbade, ``pins``
    is the post that somebody fixed for a person, else -1. ``balance`` divides the posts that are
    to be filled evenly.
    """

    people: tuple[str, ...]
    posts: tuple[str, ...]
    ptr: Ints
    col: Small
    score: Small
    rank: Small
    cap: Small
    pins: Small
    barred: Flags
    rules: tuple[Rule, ...] = ()
    balance: Groups | None = None
    aims: Aims = field(default_factory=Aims)

    @property
    def rows(self) -> Ints:
        """The person of each pair."""
        return np.repeat(np.arange(len(self.people), dtype=np.int64), np.diff(self.ptr))

    def pair(self, person: int, post: int) -> int:
        """The index of a pair, or -1 when it may not be."""
        start, end = int(self.ptr[person]), int(self.ptr[person + 1])
        at = start + int(np.searchsorted(self.col[start:end], post))
        return at if at < end and self.col[at] == post else -1


def with_pin(instance: Instance, person: int, post: int) -> Instance:
    """The same with a person fixed to a post; -1 frees the person."""
    pins = instance.pins.copy()
    pins[person] = post
    return replace(instance, pins=pins)


def with_bar(instance: Instance, person: int, post: int, *, barred: bool = True) -> Instance:
    """The same with a pair forbidden, or allowed again."""
    flags = instance.barred.copy()
    at = instance.pair(person, post)
    if at >= 0:
        flags[at] = barred
    return replace(instance, barred=flags)
