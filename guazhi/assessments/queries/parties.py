"""Who assesses jointly, for whom an actor speaks, and from when policy lets them."""

from datetime import date

from django.db.models import Min

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import roles_with
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.organisations.queries import departments
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

ASSESSING = {
    "city": Capability.ASSESS_FOR_CITY,
    "county": Capability.ASSESS_FOR_COUNTY,
    "host": Capability.ASSESS_FOR_HOST,
}


def managing_parties(secondment: Secondment) -> dict[int, str]:
    """The organisations that assess jointly (S2.2.13), by id, each with its party.

    The city's department, that of each county in scope, and the host unit.
    """
    counties = departments([secondment.home_county_id, secondment.host_county_id])
    found = {secondment.intake.programme.owner_id: "city"}
    for county in (secondment.home_county_id, secondment.host_county_id):
        if county in counties:
            found.setdefault(counties[county], "county")
    found.setdefault(secondment.host_unit_id, "host")
    return found


def speaks_for(actor: Actor, secondment: Secondment, managing: dict[int, str]) -> list[int]:
    """The managing organisations in whose name the actor may assess this secondment."""
    counties = departments([secondment.home_county_id, secondment.host_county_id])
    found: list[int | None] = []
    for party, capability in ASSESSING.items():
        for held in actor.held:
            if held.role not in roles_with(capability):
                continue
            if party == "city" and secondment.owner_path.startswith(held.path):
                found.append(secondment.intake.programme.owner_id)
            if party == "host" and secondment.host_path.startswith(held.path):
                found.append(secondment.host_unit_id)
            if party == "county" and secondment.home_path.startswith(held.path):
                found.append(counties.get(secondment.home_county_id or 0))
            if party == "county" and secondment.host_path.startswith(held.path):
                found.append(counties.get(secondment.host_county_id or 0))
    return list(dict.fromkeys(pk for pk in found if pk in managing))


def names_of(organisations: list[int]) -> list[str]:
    """The names of ``organisations``, in the same order."""
    rows = Organisation.objects.in_bulk(organisations)
    return [rows[pk].name for pk in organisations]


def opens_on(secondment: Secondment, evidence: str) -> date:
    """The day on which policy opens what ``evidence`` meets; the first day of the term if none."""
    rules = [
        rule
        for rule, owed in pack_of(secondment.policy).obligations.items()
        if owed.evidence == evidence
    ]
    first = (
        Obligation.objects.filter(secondment=secondment, rule__in=rules)
        .exclude(state=Obligation.VOID)
        .aggregate(first=Min("opens"))["first"]
    )
    return first or secondment.start
