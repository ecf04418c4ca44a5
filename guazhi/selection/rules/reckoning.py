"""What a plan comes to for those it is about: how well people fit, whose wishes are met, where."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from guazhi.selection.rules.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Reckoning:
    """People counted by what a plan means to them; ``aims`` are what it was to be good at.

    ``fits`` counts by band of fit, the best first, where there are ``bands``; ``mean`` is the fit
    on average, rounded half up. ``wishes`` counts by the rank of the wish that was met, ``beyond``
    is elsewhere than wished for, ``silent`` wished for nothing. ``spread`` is how many people the
    groups of posts by ``balance`` take at least and at most, ``filled`` the same in percent of
    their places.
    """

    aims: tuple[str, ...]
    people: int
    placed: int
    bands: tuple[int, ...] = ()
    fits: tuple[int, ...] = ()
    mean: int | None = None
    floor: int = 0
    below: int = 0
    wishes: tuple[int, ...] = ()
    beyond: int = 0
    silent: int = 0
    balance: str = ""
    spread: tuple[int, int] | None = None
    filled: tuple[int, int] | None = None

    def plain(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """What ``plain`` gave."""
        lists = {key: tuple(told) for key, told in plain.items() if isinstance(told, list | tuple)}
        return cls(**{**plain, **lists})


def reckon(inputs: Inputs, placed: Mapping[str, str]) -> Reckoning:
    """What it comes to when those of ``placed`` go to the posts named, all by their ids.

    A pair that is not among the possible ones has no fit, and counts in no band.
    """
    wanted = inputs.constraints
    pairs = {(each.person, each.post): each for each in inputs.pairs}
    taken = [pairs[pair] for pair in placed.items() if pair in pairs]
    scores = [each.score for each in taken]
    bands, floor = tuple(wanted.get("bands", ())), int(wanted.get("floor", 0))
    asked = {each.person for each in inputs.pairs if each.rank}
    ranks = Counter(each.rank for each in taken if each.rank)
    met = ranks.total()
    silent = sum(person not in asked for person in placed)
    spread, filled = _evenness(inputs, placed.values())
    return Reckoning(
        aims=tuple(wanted.get("aims", ("fit", "wishes"))),
        people=len(inputs.people),
        placed=len(placed),
        bands=bands,
        fits=_by_band(bands, scores),
        mean=_half_up(sum(scores), len(scores)) if scores else None,
        floor=floor,
        below=sum(score < floor for score in scores),
        wishes=tuple(ranks[rank] for rank in range(1, max(ranks, default=0) + 1)),
        beyond=len(placed) - met - silent,
        silent=silent,
        balance=str(wanted.get("balance", "")),
        spread=spread,
        filled=filled,
    )


def _by_band(bands: tuple[int, ...], scores: Iterable[int]) -> tuple[int, ...]:
    if not bands:
        return ()
    counts = Counter(bisect_right(bands, score) for score in scores)
    return tuple(counts[band] for band in range(len(bands), -1, -1))


def _evenness(
    inputs: Inputs, posts: Iterable[str]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The fewest and the most that a group of posts takes, in people and in percent."""
    column = str(inputs.constraints.get("balance", ""))
    group = {
        each.id: each.id if column == "id" else each.columns.get(column, "")
        for each in inputs.posts
    }
    places: Counter[str] = Counter()
    for each in inputs.posts:
        places[group[each.id]] += each.capacity
    named = [name for name, count in places.items() if name and count]
    if not column or not named:
        return None, None
    there = Counter(group.get(post, "") for post in posts)
    counts = [there[name] for name in named]
    shares = [_half_up(100 * there[name], places[name]) for name in named]
    return (min(counts), max(counts)), (min(shares), max(shares))


def _half_up(amount: int, parts: int) -> int:
    return (2 * amount + parts) // (2 * parts)
