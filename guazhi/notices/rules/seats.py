"""From a relation to seats: a role on the nearest unit that has one, or a person. No names."""

from collections.abc import Iterator
from dataclasses import dataclass

from guazhi.access.matrix import Role
from guazhi.policy.notices import Relation
from guazhi.policy.parties import Party


@dataclass(frozen=True, slots=True)
class Seat:
    """Whoever holds ``role`` on the unit at ``path`` or the nearest one above.

    Or the accounts of a person, or one account.
    """

    role: Role | None = None
    path: str = ""
    person: int = 0
    account: int = 0

    @property
    def units(self) -> tuple[int, ...]:
        """The unit and those above it, nearest first."""
        return tuple(int(step) for step in reversed(self.path.strip("/").split("/")) if step)


@dataclass(frozen=True, slots=True)
class Place:
    """What relations are read from: the paths and the people of a secondment, or of an intake."""

    city: str
    home: str = ""
    host: str = ""
    secondee: int = 0
    mentor: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes an obligation: a party, by its unit or its person."""

    party: Party
    path: str = ""
    person: int = 0


HANDLERS = {
    Party.CITY: Role.CITY_HANDLER,
    Party.COUNTY: Role.COUNTY_HANDLER,
    Party.HOST: Role.HOST_HANDLER,
    Party.HOME: Role.HOME_HANDLER,
}
# who consents to a change of course; a new host has no part yet, and finds it in its to-do
CONSENTERS = {
    "city": Role.CITY_APPROVER,
    "county": Role.COUNTY_APPROVER,
    "host": Role.HOST_LEADER,
    "home": Role.HOME_HANDLER,
}
# the leader of whoever owes, and the department above
LEADERS = {
    Party.CITY: Role.CITY_APPROVER,
    Party.COUNTY: Role.COUNTY_APPROVER,
    Party.HOST: Role.HOST_LEADER,
}
ABOVE = {
    Party.CITY: (Relation.CITY_APPROVER,),
    Party.COUNTY: (Relation.CITY_HANDLER,),
    Party.HOST: (Relation.COUNTY_HANDLER, Relation.CITY_HANDLER),
    Party.HOME: (Relation.COUNTY_HANDLER, Relation.CITY_HANDLER),
    Party.MENTOR: (Relation.COUNTY_HANDLER, Relation.CITY_HANDLER),
    Party.SECONDEE: (Relation.COUNTY_HANDLER, Relation.CITY_HANDLER),
}


# the units of a place on which each role is looked for
SIDES = {
    Relation.CITY_HANDLER: ("city",),
    Relation.CITY_APPROVER: ("city",),
    Relation.COUNTY_HANDLER: ("home", "host"),
    Relation.COUNTY_APPROVER: ("home", "host"),
    Relation.HOST_HANDLER: ("host",),
    Relation.HOST_LEADER: ("host",),
    Relation.HOME_HANDLER: ("home",),
}


def seats(relation: Relation, place: Place) -> Iterator[Seat]:
    """The seats of ``relation`` at ``place``; none where the place knows no such side."""
    persons = {Relation.SECONDEE: place.secondee, Relation.MENTOR: place.mentor}
    if relation in persons:
        if persons[relation]:
            yield Seat(person=persons[relation])
        return
    for path in dict.fromkeys(getattr(place, side) for side in SIDES[relation]):
        if path:
            yield Seat(Role(relation.value), path)


LEVELS = {
    "host": Relation.HOST_HANDLER,
    "county": Relation.COUNTY_HANDLER,
    "city": Relation.CITY_HANDLER,
}


def addressed_seats(place: Place, path: str, level: str) -> Iterator[Seat]:
    """The seats of the unit at ``path`` by what it is here, or those of a level."""
    if level in LEVELS:
        yield from seats(LEVELS[level], place)
    elif path and path == place.host:
        yield Seat(Role.HOST_HANDLER, path)
    elif path and path == place.home:
        yield Seat(Role.HOME_HANDLER, path)
    elif path and path == place.city:
        yield Seat(Role.CITY_HANDLER, path)
    elif path and any(side.startswith(path) for side in (place.home, place.host)):
        yield Seat(Role.COUNTY_HANDLER, path)


def asked_seats(party: str, path: str, person: int) -> Iterator[Seat]:
    """The seats that may consent for a party, whose unit is at ``path``; the person himself."""
    if person:
        yield Seat(person=person)
    elif party in CONSENTERS and path:
        yield Seat(CONSENTERS[party], path)


def owner_seats(owed: Owed) -> Iterator[Seat]:
    """The seats that work on what is owed."""
    if owed.party.is_person:
        yield Seat(person=owed.person)
    elif owed.path:
        yield Seat(HANDLERS[owed.party], owed.path)


def leader_seats(owed: Owed, place: Place) -> Iterator[Seat]:
    """The seats above those who owe: their leader; of a person, the host's leader."""
    if owed.party in LEADERS and owed.path:
        yield Seat(LEADERS[owed.party], owed.path)
    elif owed.party.is_person and place.host:
        yield Seat(Role.HOST_LEADER, place.host)
    elif owed.path:
        yield Seat(HANDLERS[owed.party], owed.path)


def department_seats(owed: Owed, place: Place) -> list[tuple[Seat, ...]]:
    """The departments above, the nearest first: the next is asked where nobody sits there."""
    return [tuple(seats(relation, place)) for relation in ABOVE[owed.party]]
