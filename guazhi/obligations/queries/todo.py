"""What an actor owes: the to-do list behind the home page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Role
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation

PARTY_OF = {
    Role.CITY_HANDLER: "city",
    Role.CITY_APPROVER: "city",
    Role.COUNTY_HANDLER: "county",
    Role.COUNTY_APPROVER: "county",
    Role.HOST_HANDLER: "host",
    Role.HOST_LEADER: "host",
    Role.HOME_HANDLER: "home",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A party for which the actor works, and the organisation or person that owes."""

    party: str
    organisation_id: int | None = None
    person_id: int | None = None


def desks(actor: Actor) -> list[Desk]:
    """Every desk of the actor; a department acts for its area, others for themselves."""
    found: list[Desk] = []
    for held in actor.held:
        party = PARTY_OF.get(held.role)
        if party in ("city", "county"):
            department = (
                Organisation.objects.filter(parent=held.organisation_id, kind="department")
                .values_list("pk", flat=True)
                .first()
            )
            found.append(Desk(party, organisation_id=department or held.organisation_id))
        elif party is not None:
            found.append(Desk(party, organisation_id=held.organisation_id))
    if actor.person_id is not None:
        found.append(Desk("secondee", person_id=actor.person_id))
    return list(dict.fromkeys(found))


def open_of(actor: Actor) -> QuerySet[Obligation]:
    """The open obligations of the actor's desks, earliest first."""
    owed = Q(pk__in=[])
    for desk in desks(actor):
        if desk.person_id is not None:
            owed |= Q(owner_person=desk.person_id)
        else:
            owed |= Q(owner=desk.organisation_id, party=desk.party)
    return Obligation.objects.filter(owed, state=Obligation.OPEN).order_by("due", "pk")


def owed_to_me(actor: Actor, today: date) -> QuerySet[Obligation]:
    """What the actor can work on now: open obligations whose window has begun."""
    return open_of(actor).filter(opens__lte=today)
