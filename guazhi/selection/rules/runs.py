"""Reading a kept run, and two of them side by side."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: who goes where by ids, and the figure of each level."""

    status: str
    unique: bool
    placed: Mapping[str, str]
    terms: tuple[tuple[str, int, int], ...]
    version: Mapping[str, str | int]

    @classmethod
    def of(cls, record: str) -> "Outcome":
        """The outcome in the text of a run."""
        run: dict[str, Any] = json.loads(record)
        result = run["result"]
        return cls(
            result["status"],
            result["unique"],
            result["placed"],
            tuple((term["name"], term["value"], term["bound"]) for term in result["terms"]),
            run["version"],
        )

    def value(self, name: str) -> int | None:
        """The figure of one level; None where it was not aimed at."""
        return next((value for term, value, _bound in self.terms if term == name), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """A person whom two runs send to different posts; an empty id is no post."""

    person: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs side by side: figures by level, who moved, who is in one of them only."""

    terms: tuple[tuple[str, int | None, int | None], ...]
    moved: tuple[Moved, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    left_out: tuple[str, ...]
    added: tuple[str, ...]


def fingerprint(text: str) -> str:
    """SHA-256 of a kept text."""
    return sha256(text.encode()).hexdigest()


def compared(
    one: Outcome, other: Outcome, people: frozenset[str], others: frozenset[str]
) -> Compared:
    """How ``other`` differs from ``one``; ``people`` and ``others`` are all that each placed.

    ``lost`` had a post and has none, ``gained`` the other way; ``left_out`` and ``added`` stand in
    one run only, and do not count as moved.
    """
    moved = tuple(_moves(one, other, people & others))
    return Compared(
        tuple(_terms(one, other)),
        moved,
        tuple(each.person for each in moved if not each.after),
        tuple(each.person for each in moved if not each.before),
        tuple(sorted(people - others)),
        tuple(sorted(others - people)),
    )


def _moves(one: Outcome, other: Outcome, people: frozenset[str]) -> Iterator[Moved]:
    for person in sorted(people):
        before, after = one.placed.get(person, ""), other.placed.get(person, "")
        if before != after:
            yield Moved(person, before, after)


def _terms(one: Outcome, other: Outcome) -> Iterator[tuple[str, int | None, int | None]]:
    names = dict.fromkeys(name for run in (one, other) for name, _value, _bound in run.terms)
    for name in names:
        if name != "lot":
            yield name, one.value(name), other.value(name)
