"""The board of a run: posts by county and host with the people placed, as it is or as a trial."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from guazhi.access.actor import Actor
from guazhi.policy.findings import Finding, Refused
from guazhi.programmes.models import Post
from guazhi.selection.models import Nomination
from guazhi.selection.placement.crossing import get_ready
from guazhi.selection.placement.network import network_of
from guazhi.selection.placement.plan import Plan
from guazhi.selection.placement.telling import unplaced, what_helps, why
from guazhi.selection.queries.figures import Told, figures_in_words
from guazhi.selection.queries.runs import Run, run_of
from guazhi.selection.rules.reckoning import reckon
from guazhi.selection.rules.trials import Figure, Trial, Tried, tried

MOST_OPTIONS = 6
# the solver speaks of pairs, whoever tries of people, posts and checks
BARRED = {"place_pin_without_pair": "pin_barred"}
MOST_WHERE_RULES_CROSS = 2  # there each answer takes a search of its own


@dataclass(frozen=True, slots=True)
class Chip:
    """A person on the board: the fit and wish of the place, whether fixed, and whence moved."""

    id: str
    nomination: Nomination
    post: str = ""
    score: int | None = None
    wish: int = 0
    is_fixed: bool = False
    is_moved: bool = False
    at: Post | None = None
    came_from: Post | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A post with who is there."""

    id: str
    post: Post
    places: int
    chips: tuple[Chip, ...]

    @property
    def free(self) -> int:
        """Places that nobody takes."""
        return self.places - len(self.chips)


@dataclass(frozen=True, slots=True)
class Host:
    """A host with its posts."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A county, or the city itself, with its hosts; how many of its places are taken."""

    name: str
    hosts: tuple[Host, ...]

    @property
    def places(self) -> int:
        """All places."""
        return sum(line.places for line in self._lines())

    @property
    def taken(self) -> int:
        """Places taken."""
        return sum(len(line.chips) for line in self._lines())

    def _lines(self) -> Iterator[Line]:
        return (line for host in self.hosts for line in host.lines)


@dataclass(frozen=True, slots=True)
class Option:
    """Another post for a person: what stands against it, what it costs, and who would move."""

    id: str
    post: Post
    score: int | None
    wish: int
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One person looked at: the place, the better posts not to be had, the one asked about."""

    chip: Chip
    options: tuple[Option, ...]
    about: Option | None
    lack: Mapping[str, Any] | None


@dataclass(frozen=True)
class Board:
    """A run as a trial varies it; ``findings`` say why a trial was not worked out."""

    run: Run
    trial: Trial
    tried: Tried
    findings: tuple[Finding, ...] = ()

    @property
    def is_varied(self) -> bool:
        """Whether it differs from what the run was given."""
        return self.trial != Trial.of(self.run.inputs.pins, self.run.inputs.bars)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The levels beside the run's."""
        return self.tried.figures

    @property
    def told(self) -> list[tuple[Told, str, bool | None]]:
        """What it comes to in words, what the run came to if otherwise, and which is better."""
        figures = {figure.name: figure.better for figure in self.figures}
        now = figures_in_words(reckon(self.tried.inputs, self.tried.placed))
        before = {told.name: told.words for told in figures_in_words(self.run.reckoning)}
        return [
            (told, before.get(told.name, "") if before.get(told.name) != told.words else "", better)
            for told in now
            for better in (figures.get(told.name),)
        ]

    @property
    def plan(self) -> Plan:
        """Who goes where."""
        return self.tried.plan

    @cached_property
    def chips(self) -> dict[str, Chip]:
        """Everybody, by id."""
        return {chip.id: chip for chip in self._people()}

    def _people(self) -> Iterator[Chip]:
        instance, moved = self.tried.instance, self.tried.moved
        for person, post in enumerate(self.plan.post.tolist()):
            name = instance.people[person]
            pair = instance.pair(person, post) if post >= 0 else -1
            yield Chip(
                name,
                self.run.people[name],
                instance.posts[post] if post >= 0 else "",
                int(instance.score[pair]) if pair >= 0 else None,
                int(instance.rank[pair]) if pair >= 0 else 0,
                bool(instance.pins[person] >= 0),
                name in moved,
                self.run.posts[instance.posts[post]] if post >= 0 else None,
                self.run.posts.get(moved.get(name, "")),
            )

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The posts by county and host, in the order of the units; the city's own come first."""
        there: dict[str, list[Chip]] = defaultdict(list)
        for chip in self.chips.values():
            there[chip.post].append(chip)
        counties: dict[tuple[str, str], dict[tuple[str, int, str], list[Line]]] = defaultdict(dict)
        for name, place in zip(
            self.tried.instance.posts, self.tried.instance.cap.tolist(), strict=True
        ):
            post = self.run.posts[name]
            host = post.host_unit
            county = (host.county.path, host.county.name) if host.county else ("", "")
            chips = tuple(sorted(there[name], key=lambda chip: chip.nomination.sort_key))
            line = Line(name, post, place, chips)
            counties[county].setdefault((host.path, host.pk, host.name), []).append(line)
        return tuple(
            Area(
                county[1],
                tuple(
                    Host(host[2], tuple(lines)) for host, lines in sorted(hosts.items(), key=_key)
                ),
            )
            for county, hosts in sorted(counties.items(), key=_key)
        )

    @cached_property
    def left(self) -> tuple[Chip, ...]:
        """Who has no post."""
        chips = (chip for chip in self.chips.values() if not chip.post)
        return tuple(sorted(chips, key=lambda chip: chip.nomination.sort_key))

    @cached_property
    def moves(self) -> tuple[Chip, ...]:
        """Who is elsewhere than in the run."""
        chips = (chip for chip in self.chips.values() if chip.is_moved)
        return tuple(sorted(chips, key=lambda chip: chip.nomination.sort_key))

    @property
    def mean_fit(self) -> int | None:
        """The fit of those placed on average, rounded half up; None where nobody is placed."""
        scores = [chip.score for chip in self.chips.values() if chip.score is not None]
        return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else None

    @property
    def fixed(self) -> list[tuple[Chip, Post]]:
        """Whom people fixed, and where."""
        return [(self.chips[who], self.run.posts[where]) for who, where in self.trial.pins]

    @property
    def barred(self) -> list[tuple[Chip, Post]]:
        """Which pairs people forbade."""
        return [(self.chips[who], self.run.posts[where]) for who, where in self.trial.bars]

    @cached_property
    def helps(self) -> list[dict[str, Any]]:
        """The least that would place everybody who has a possible post, by names."""
        if not self.left:
            return []
        return [self.named(change) for change in what_helps(self.tried.instance, self.plan)]

    def asked(self, person: str, about: str = "") -> Asked | None:
        """What there is to say about one person, and about the post asked for; None if unknown."""
        chip = self.chips.get(person)
        if chip is None:
            return None
        instance, plan = self.tried.instance, self.plan
        place = instance.people.index(person)
        posts = self._worth_asking(place, chip)
        answers = why(instance, plan, place, posts)
        asked = self._option(place, about) if about in self.run.posts else None
        lack = next(iter(unplaced(instance, plan, 1, [place])), None) if not chip.post else None
        return Asked(
            chip,
            tuple(self._told(place, row) for row in answers["why_not"]),
            asked,
            lack,
        )

    def _worth_asking(self, person: int, chip: Chip) -> list[int]:
        """The fittest posts that would be better, and the wishes not granted."""
        instance = self.tried.instance
        own = range(int(instance.ptr[person]), int(instance.ptr[person + 1]))
        better = [
            (-int(instance.score[pair]), int(instance.col[pair]))
            for pair in own
            if chip.score is None or instance.score[pair] > chip.score
        ]
        wished = [
            int(instance.col[pair])
            for pair in own
            if instance.rank[pair] and (not chip.wish or instance.rank[pair] < chip.wish)
        ]
        posts = [post for _score, post in sorted(better)]
        if network_of(instance).crosses:
            return [*wished, *posts][:MOST_WHERE_RULES_CROSS]
        return list(dict.fromkeys([*posts[:MOST_OPTIONS], *wished]))

    def _option(self, person: int, post: str) -> Option:
        instance = self.tried.instance
        answer = why(instance, self.plan, person, [instance.posts.index(post)])
        return self._told(person, answer["why_not"][0])

    def _told(self, person: int, row: Mapping[str, Any]) -> Option:
        instance, name = self.tried.instance, row["post"]
        pair = instance.pair(person, instance.posts.index(name))
        chain = row["few_moves"] or row["cheapest"]
        answer = {**row, "chain": self._chain(chain) if chain else None}
        return Option(
            name,
            self.run.posts[name],
            int(instance.score[pair]) if pair >= 0 else None,
            int(instance.rank[pair]) if pair >= 0 else 0,
            answer,
        )

    def _chain(self, chain: Mapping[str, Any]) -> dict[str, Any]:
        people, posts = self.run.people, self.run.posts
        moves = [
            (people[move["person"]], posts.get(move["from"] or ""), posts.get(move["to"] or ""))
            for move in chain["moves"]
        ]
        return {"losses": chain["losses"], "moves": moves}

    def named(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """The same with a person and a post by their names instead of their ids."""
        return {**params, **dict(self._names(params))}

    def _names(self, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        if (person := self.run.people.get(str(params.get("person", "")))) is not None:
            yield "person", person.person.name
        if (post := self.run.posts.get(str(params.get("post", "")))) is not None:
            yield "post", f"{post.host_unit.name}{post.title}"


def _key(item: tuple[Any, Any]) -> Any:
    return item[0]


def board(actor: Actor, pk: int, trial: Trial | None = None) -> Board:
    """The board of a run, as it was kept or with a trial; 404 when out of reach.

    A trial that contradicts itself or a rule leaves the run as it was, and says why.
    """
    run = run_of(actor, pk)
    own = Trial.of(run.inputs.pins, run.inputs.bars)
    wanted = own if trial is None else trial.known(run.inputs)
    kept = Tried(run.inputs, run.instance, run.plan, run.outcome)
    if wanted == own:
        get_ready(run.instance)  # somebody who looks at a board is about to try something
        return Board(run, own, kept)
    try:
        return Board(run, wanted, tried(run.inputs, wanted, run.outcome))
    except Refused as refused:
        plain = Board(run, own, kept)
        findings = (
            Finding(BARRED.get(each.code, each.code), params=plain.named(each.params))
            for each in refused.findings
        )
        return replace(plain, findings=tuple(findings))
