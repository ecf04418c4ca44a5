"""The meeting's decision: who must step back, the publicity period, what must be settled first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guazhi.people.rules.names import clean_name
from guazhi.policy.findings import Finding, check_come

FEWEST_PRESENT = 2


class Ground(StrEnum):
    """Why a member steps back."""

    SELF = "self"
    RELATIVE = "relative"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of an objection."""

    UNFOUNDED = "unfounded"
    UPHELD = "upheld"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at the meeting, and the lines on which he stepped back for a ground of his own."""

    name: str
    title: str = ""
    person: int | None = None
    steps_back: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line as far as avoidance goes: the person, his name and his declared family."""

    line: int
    person: int
    name: str
    family: frozenset[str] = frozenset()


def grounds(
    members: Sequence[Member],
    candidates: Iterable[Candidate],
    families: Mapping[int, frozenset[str]],
) -> dict[tuple[int, int], Ground]:
    """Which member must step back on which line: on himself, or on a relative either declared.

    By the place of the member and the number of the line; ``families`` are the declared families
    of the members on record. Of two people of one name it is not known who is meant, so that the
    member steps back.
    """
    found: dict[tuple[int, int], Ground] = {}
    for each in candidates:
        for place, member in enumerate(members):
            own = families.get(member.person, frozenset()) if member.person else frozenset()
            if member.person == each.person or clean_name(member.name) == clean_name(each.name):
                found[place, each.line] = Ground.SELF
            elif clean_name(member.name) in each.family or clean_name(each.name) in own:
                found[place, each.line] = Ground.RELATIVE
            elif each.line in member.steps_back:
                found[place, each.line] = Ground.OTHER
    return found


def check_meeting(
    *,
    day: date,
    today: date,
    proposed_on: date,
    members: Sequence[Member],
    stepped_back: Mapping[tuple[int, int], Ground],
) -> Iterator[Finding]:
    """Findings against a meeting: its day, who was there, and lines that too few decided on."""
    yield from check_come(day, today)
    if day < proposed_on:
        yield Finding("meeting_before_proposal", params={"day": proposed_on}, field="day")
    names = [clean_name(member.name) for member in members]
    if len(names) < FEWEST_PRESENT:
        yield Finding("meeting_too_small", params={"fewest": FEWEST_PRESENT}, field="members")
    if len(set(names)) < len(names):
        yield Finding("member_named_twice", field="members")
    left: dict[int, int] = {}
    for _place, line in stepped_back:
        left[line] = left.get(line, 0) + 1
    if any(len(members) - count < FEWEST_PRESENT for count in left.values()):
        yield Finding("too_few_left", params={"fewest": FEWEST_PRESENT}, field="members")


def check_publicity(*, end: date | None, today: date, open_objections: int) -> Iterator[Finding]:
    """Findings against carrying out now: the period still runs, or something is not settled."""
    if end is not None and today <= end:
        yield Finding("publicity_still_runs", params={"end": end})
    if open_objections:
        yield Finding("objections_open", params={"count": open_objections})


def check_objection_day(
    day: date, *, start: date | None, end: date | None, today: date
) -> Iterator[Finding]:
    """Findings against the day of an objection: there is no period, or it lies outside."""
    if start is None or end is None:
        yield Finding("no_publicity")
    elif not start <= day <= min(end, today):
        yield Finding("objection_outside_period", params={"start": start, "end": end}, field="day")
