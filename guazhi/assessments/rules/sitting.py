"""Who sits on an assessment: members, their number, and who may not sit."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guazhi.assessments.rules.scoring import needed
from guazhi.people.rules.names import clean_name
from guazhi.policy.assessed import Quorum
from guazhi.policy.findings import Finding


@dataclass(frozen=True, slots=True)
class Chosen:
    """A member as chosen: an account, or a name without one for an organisation."""

    user: int | None = None
    name: str = ""
    organisation: int | None = None
    is_chair: bool = False


@dataclass(frozen=True, slots=True)
class Seating:
    """The same members for these secondments."""

    secondments: tuple[int, ...]
    members: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits: by account or by name only, for one organisation.

    ``relatives`` are the names in the family record of the member, where there is one.
    """

    name: str
    organisation: int
    user: int | None = None
    person: int | None = None
    is_chair: bool = False
    relatives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who is assessed, with the names in his family record and who manages him."""

    person: int
    name: str
    relatives: frozenset[str]
    managing: Mapping[int, str]


def check_members(
    members: Sequence[Member], subjects: Iterable[Subject], quorum: Quorum | None
) -> Iterator[Finding]:
    """Findings against a sitting: too few, no chair, twice, or where somebody may not sit."""
    wanted = quorum.members if quorum else 1
    if len(members) < wanted:
        yield Finding("too_few_members", params={"n": len(members), "least": wanted})
    if sum(member.is_chair for member in members) != 1:
        yield Finding("one_chair", clause="S2.2.13", field="chair")
    for name in _twice(members):
        yield Finding("member_twice", params={"name": name}, field="members")
    for subject in subjects:
        yield from check_apart(members, subject)
        yield from _check_parties(members, subject)


def _twice(members: Sequence[Member]) -> Iterator[str]:
    counted = Counter(_key(member) for member in members)
    names = {_key(member): member.name for member in members}
    return (names[key] for key, n in counted.items() if n > 1)


def _key(member: Member) -> object:
    if member.person is not None:
        return ("person", member.person)
    return ("user", member.user) if member.user is not None else (member.organisation, member.name)


def check_apart(members: Iterable[Member], subject: Subject) -> Iterator[Finding]:
    """Findings against members who are the person assessed, or of his declared family."""
    for member in members:
        params = {"member": member.name, "name": subject.name}
        if member.person == subject.person:
            yield Finding("member_is_assessed", params=params, field="members")
        elif _are_related(member, subject):
            yield Finding("member_is_relative", params=params, field="members")


def _are_related(member: Member, subject: Subject) -> bool:
    """Whether either declared the other; a name is typed with blanks inside or without."""
    return (
        clean_name(member.name) in subject.relatives or clean_name(subject.name) in member.relatives
    )


def _check_parties(members: Sequence[Member], subject: Subject) -> Iterator[Finding]:
    """Every organisation that manages the person sits, and nobody else does (S2.2.13)."""
    there = {member.organisation for member in members}
    for organisation, party in subject.managing.items():
        if organisation not in there:
            yield Finding(
                "party_not_sitting",
                params={"party": party, "name": subject.name, "organisation": organisation},
                clause="S2.2.13",
                field="members",
            )
    for member in members:
        if member.organisation not in subject.managing:
            params = {"member": member.name, "name": subject.name}
            yield Finding("member_of_no_party", params=params, field="members")


def check_quorum(
    quorum: Quorum | None,
    members: Mapping[int, int],
    absent: Collection[int],
    managing: Collection[int],
) -> Iterator[Finding]:
    """Findings when too few are there, or nobody of an organisation that manages the person.

    ``members`` are the organisations of the members by the members' ids.
    """
    there = {member: unit for member, unit in members.items() if member not in absent}
    least = needed(quorum, len(members)) if quorum else 1
    if len(there) < least:
        params = {"there": len(there), "members": len(members), "least": least}
        yield Finding("no_quorum", params=params, field="absent")
    if set(managing) - set(there.values()):
        yield Finding("party_absent", clause="S2.2.13", field="absent")
