"""What an actor owes: the to-do list behind the home page."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Held, Role
from guazhi.access.matrix import PARTY_OF
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Desk:
    """A party for which the actor works, what owes there, and the actor's roles at it."""

    party: str
    organisation_id: int | None = None
    person_id: int | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def owes(self) -> Q:
        """The obligations of this desk."""
        if self.person_id is not None:
            return Q(owner_person=self.person_id)
        return Q(owner=self.organisation_id, party=self.party)


def desks(actor: Actor) -> list[Desk]:
    """Every desk of the actor; a department acts for its area, others for themselves."""
    roles: dict[tuple[str, int], set[Role]] = {}
    for held in actor.held:
        party = PARTY_OF.get(held.role)
        if party is not None:
            place = _department(held) if party in ("city", "county") else held.organisation_id
            roles.setdefault((party, place), set()).add(held.role)
    found = [
        Desk(party, organisation_id=place, roles=frozenset(held))
        for (party, place), held in roles.items()
    ]
    if actor.person_id is not None:
        own = frozenset({Role.SECONDEE, Role.MENTOR})
        found.append(Desk("secondee", person_id=actor.person_id, roles=own))
    return found


def _department(held: Held) -> int:
    found = Organisation.objects.filter(parent=held.organisation_id, kind="department")
    return found.values_list("pk", flat=True).first() or held.organisation_id


def of_desks(actor: Actor) -> Q:
    """The condition of what the actor's desks owe, whatever of it he may do himself."""
    return reduce(or_, (desk.owes for desk in desks(actor)), Q(pk__in=[]))


def open_of(actor: Actor) -> QuerySet[Obligation]:
    """The open obligations of the actor's desks, earliest first."""
    return Obligation.objects.filter(of_desks(actor), state=Obligation.OPEN).order_by("due", "pk")
