"""Constraints from YAML: aims, rules, fixed and forbidden pairs; each fault with its line."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from guazhi.policy import yamltext
from guazhi.policy.errors import PackError
from guazhi.policy.faults import faults_of
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.policy.yamltext import Node
from guazhi.selection.placement.groups import Groups, Ints, everyone, grouped
from guazhi.selection.placement.instance import NO_LIMIT, Aims, Rule
from guazhi.selection.placement.tables import Tables, Wanted, sorted_columns

EACH = "each"
MOST_WORDS = 20
MOST_FOUND = 60
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Share = Annotated[str, Field(pattern=r"^(\d{1,3}%|\d{1,6}/[1-9]\d{0,5})$")]
Place = tuple[str | int, ...]


class Entry(BaseModel):
    """Something the file may hold; other keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Pair(Entry):
    """A person and a post by their ids."""

    person: str | int
    post: str | int


class RuleEntry(Entry):
    """A rule: whom it counts, where, and how many or what share of all there."""

    name: str = Field(min_length=1)
    people: dict[str, str | int | list[str | int]] = Field(default_factory=dict)
    posts: dict[str, str | int | list[str | int]] = Field(default_factory=dict)
    at_most: Count | dict[str, Count] | None = None
    at_least: Count | dict[str, Count] | None = None
    at_least_share: Share | None = None
    at_most_share: Share | None = None


class File(Entry):
    """The whole file; everything may be left out."""

    aims: list[Literal["floor", "fit", "wishes", "balance"]] = Field(default=["fit", "wishes"])
    bands: list[int] = Field(default_factory=list)
    floor: int = 0
    rank_costs: list[Count] = Field(default_factory=lambda: [0, 1, 2, 3], min_length=1)
    balance: str = ""
    seed: str | int = ""
    rules: list[RuleEntry] = Field(default_factory=list)
    fixed: list[Pair] = Field(default_factory=list)
    forbidden: list[Pair] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """What the file asks for; ``lines`` says where each fixed person stands in it."""

    wanted: Wanted = field(default_factory=Wanted)
    rules: tuple[Rule, ...] = ()
    balance: Groups | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


def read_constraints(path: Path, tables: Tables) -> tuple[Constraints, list[PackError]]:
    """What the file asks of the people and posts listed, and every fault of it."""
    try:
        root, problems = yamltext.read(path, or_gbk=True)
    except yamltext.Unreadable as unreadable:
        return Constraints(), [PackError.of(path, each) for each in unreadable.problems]
    errors = [PackError.of(path, problem) for problem in problems]
    try:
        file = File.model_validate(root.plain())
    except ValidationError as invalid:
        return Constraints(), _once([*errors, *faults_of(path, root, File, invalid)])
    reader = _Reader(file, tables)
    constraints = reader.constraints(root)
    errors += [
        PackError.at(path, root, place, code, allowed=allowed, found=found)
        for place, code, allowed, found in reader.faults
    ]
    return constraints, errors


def _once(errors: Iterable[PackError]) -> list[PackError]:
    """The first fault of each value: of one that may be of two kinds, the nearer kind's."""
    first: dict[tuple[int, int], PackError] = {}
    for error in errors:
        first.setdefault((error.line, error.column), error)
    return list(first.values())


def constraints_of(wanted: Mapping[str, object], tables: Tables) -> Constraints:
    """The same from plain data; Refused with every fault, each by its place in the data."""
    try:
        reader = _Reader(File.model_validate(wanted), tables)
    except ValidationError as invalid:
        faults = [(fault["loc"], str(fault["input"])) for fault in invalid.errors()]
        raise Refused([_wrong(place, found) for place, found in faults]) from invalid
    constraints = reader.constraints(None)
    refuse_if(_wrong(place, found) for place, _code, _allowed, found in reader.faults)
    return constraints


def _wrong(place: Place, found: str) -> Finding:
    where = ".".join(map(str, place))
    return Finding("place_constraint_wrong", params={"place": where, "found": found[:MOST_FOUND]})


class _Reader:
    """Holds the file against the lists; faults are collected."""

    def __init__(self, file: File, tables: Tables) -> None:
        self.file, self.tables = file, tables
        self.people, self.posts = sorted_columns(tables.people), sorted_columns(tables.posts)
        self.known_people, self.known_posts = tables.people.index, tables.posts.index
        self.faults: list[tuple[Place, str, tuple[str, ...], str]] = []

    def constraints(self, root: Node | None) -> Constraints:
        file = self.file
        self.check_aims()
        rules = tuple(self.rules())
        balance = None
        if file.balance:
            place = ("balance",)
            if self.knows(place, file.balance, self.posts):
                balance = grouped(self.posts[file.balance])
        pins, barred = dict(self.fixed()), frozenset(self.forbidden())
        aims = Aims(
            tuple(file.aims), tuple(file.bands), file.floor, tuple(file.rank_costs), str(file.seed)
        )
        return Constraints(Wanted(aims, pins, barred), rules, balance, self.lines(root))

    def check_aims(self) -> None:
        """Each aim once, bands rising, and something to balance."""
        file = self.file
        for place, name in enumerate(file.aims):
            if name in file.aims[:place]:
                self.fault(("aims", place), "told_twice", name)
        for place, (before, after) in enumerate(zip(file.bands, file.bands[1:], strict=False)):
            if after <= before:
                self.fault(("bands", place + 1), "out_of_range", str(after), (f"> {before}",))
        if "balance" in file.aims and not file.balance:
            self.fault(("aims",), "missing_key", "balance")

    def rules(self) -> Iterator[Rule]:
        for index, entry in enumerate(self.file.rules):
            place: Place = ("rules", index)
            people = self.groups(entry.people, self.people, (*place, "people"))
            posts = self.groups(entry.posts, self.posts, (*place, "posts"))
            limits = entry.at_least is not None or entry.at_most is not None
            shares = (entry.at_least_share, entry.at_most_share)
            if sum(share is not None for share in shares) + limits != 1:
                words = ("at_most, at_least", "at_least_share", "at_most_share")
                self.fault(place, "one_limit", "", words)
            elif people is not None and posts is not None:
                yield self.rule(entry, people, posts, place)

    def rule(self, entry: RuleEntry, people: Groups, posts: Groups, place: Place) -> Rule:
        shape = (len(people.labels), len(posts.labels))
        low = self.limits(entry.at_least, 0, people, posts, (*place, "at_least"))
        high = self.limits(entry.at_most, NO_LIMIT, people, posts, (*place, "at_most"))
        for row, column in zip(*np.nonzero(low > high), strict=True):
            label = people.labels[row] or posts.labels[column]
            limit = (f"≤ {high[row, column]}",)
            self.fault((*place, "at_least", label), "out_of_range", str(low[row, column]), limit)
            break
        share = entry.at_least_share or entry.at_most_share
        if share is not None:
            low, high = np.zeros(shape, np.int64), np.full(shape, NO_LIMIT, np.int64)
        at_most = entry.at_most_share is not None
        parts = None if share is None else self.share(share, place)
        return Rule(entry.name, people, posts, low, high, parts, at_most)

    def share(self, text: str, place: Place) -> tuple[int, int]:
        part, _, whole = text.removesuffix("%").partition("/")
        numbers = (int(part), int(whole or 100))
        if numbers[0] > numbers[1]:
            self.fault(place, "out_of_range", text, ("≤ 100%",))
        return numbers

    def limits(
        self,
        wanted: int | dict[str, int] | None,
        otherwise: int,
        people: Groups,
        posts: Groups,
        place: Place,
    ) -> Ints:
        """A limit for each cell: one for all, or by the name of the group of posts or people."""
        shape = (len(people.labels), len(posts.labels))
        if not isinstance(wanted, dict):
            return np.full(shape, otherwise if wanted is None else wanted, np.int64)
        limits = np.full(shape, otherwise, np.int64)
        by_post = posts.labels != ("",)
        labels = posts.labels if by_post else people.labels
        for name, limit in wanted.items():
            if not self.knows((*place, name), name, labels):
                continue
            if by_post:
                limits[:, labels.index(name)] = limit
            else:
                limits[labels.index(name), :] = limit
        return limits

    def groups(
        self,
        selector: Mapping[str, str | int | list[str | int]],
        columns: Mapping[str, tuple[str, ...]],
        place: Place,
    ) -> Groups | None:
        """Everybody who has the values asked for, by the values of the column asked ``each``."""
        rows = len(columns["id"])
        groups, kept = everyone(rows), np.ones(rows, bool)
        sound = True
        for column, wanted in selector.items():
            if not self.knows((*place, column), column, columns):
                sound = False
            elif wanted == EACH and groups.labels == ("",):
                groups = grouped(columns[column])
            elif wanted == EACH:
                self.fault((*place, column), "told_twice", EACH)
            else:
                values = wanted if isinstance(wanted, list) else [wanted]
                texts = {str(value) for value in values}
                known = set(columns[column])
                for text in sorted(texts - known):
                    self.knows((*place, column), text, tuple(sorted(known)))
                    sound = False
                kept &= np.array([value in texts for value in columns[column]], bool)
        of = np.where(kept, groups.of, -1).astype(np.int32)
        return Groups(of, groups.labels) if sound else None

    def fixed(self) -> Iterator[tuple[str, str]]:
        seen: dict[str, str] = {}
        for index, pair in enumerate(self.file.fixed):
            person, post = str(pair.person), str(pair.post)
            if self.known_pair(pair, ("fixed", index)):
                if person in seen:
                    self.fault(("fixed", index, "person"), "fixed_twice", person, (seen[person],))
                seen.setdefault(person, post)
                yield person, post

    def forbidden(self) -> Iterator[tuple[str, str]]:
        for index, pair in enumerate(self.file.forbidden):
            if self.known_pair(pair, ("forbidden", index)):
                yield str(pair.person), str(pair.post)

    def known_pair(self, pair: Pair, place: Place) -> bool:
        who = self.knows((*place, "person"), str(pair.person), self.known_people)
        where = self.knows((*place, "post"), str(pair.post), self.known_posts)
        return who and where

    def lines(self, root: Node | None) -> dict[str, int]:
        """The line of each fixed person, where there is a file."""
        node = ((root.entries if root else None) or {}).get("fixed")
        items = node[1].items if node else None
        return {
            str(pair.person): item.line
            for pair, item in zip(self.file.fixed, items or [], strict=False)
        }

    def knows(self, place: Place, text: str, known: Collection[str]) -> bool:
        """Whether a word is known; else the fault, with what is, where that is not too much."""
        if text in known:
            return True
        self.fault(place, "unknown_value", text, tuple(known) if len(known) <= MOST_WORDS else ())
        return False

    def fault(self, place: Place, code: str, found: str, allowed: tuple[str, ...] = ()) -> None:
        self.faults.append((place, code, allowed, found))
