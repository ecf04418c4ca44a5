"""What checks look at: one person, one post, and what one check says of the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int | date
Inputs = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class SanctionFacts:
    """A sanction: its kind, and the last day of its effect; None while it is open."""

    kind: str
    decided_on: date
    effect_until: date | None


@dataclass(frozen=True, slots=True)
class KinFacts:
    """A member of the family: the relation, where he works, his firm and who regulates it."""

    relation: str
    work: str = ""
    firm: str = ""
    regulator: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A secondment on record: where, from when, until when it is or was."""

    host: int
    host_name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as the cadre record has him; a blank is a fact that nobody entered.

    ``sanctions_checked`` and ``kin_declared`` are the months in which it was found that there
    are no other sanctions, and no other kin to declare.
    """

    person: int
    name: str = ""
    birth: date | None = None
    rank: str = ""
    education: str = ""
    later_education: str = ""
    work_began: date | None = None
    health: str = ""
    native_place: str = ""
    birth_place: str = ""
    growing_up_place: str = ""
    grades: Mapping[int, str] = field(default_factory=dict)
    sanctions: tuple[SanctionFacts, ...] = ()
    sanctions_checked: date | None = None
    kin: tuple[KinFacts, ...] = ()
    kin_declared: date | None = None
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post with its host, and the term it is for.

    ``rank`` is the rank of this very post, where it is known; ``team`` are the terms that others
    serve, or are put down for, in the same leadership team, which takes ``team_cap`` at most.
    """

    post: int
    host: int
    host_name: str
    category: str
    start: date
    end: date
    county: str = ""
    city: str = ""
    title: str = ""
    rank: str = ""
    team: tuple[tuple[date, date], ...] = ()
    team_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: nothing, a breach with its ``code``, or facts that are ``missing``.

    ``inputs`` are the facts it looked at, by name, as they stood.
    """

    inputs: Inputs = ()
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def printed(value: Value) -> str:
    """A fact as text, alike in every language: what digests are made of."""
    return value.isoformat() if isinstance(value, date) else str(value)


def lacking(inputs: Inputs, *missing: str) -> Verdict:
    """The verdict where the record lacks facts."""
    return Verdict(inputs, "facts_missing", {}, missing)
