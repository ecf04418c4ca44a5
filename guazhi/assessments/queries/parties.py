"""Who assesses jointly, for whom an actor speaks, and from when policy lets them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability, Held
from guazhi.access.composed import composed_once
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
Offices = Mapping[int, int]


def offices_of(secondments: Iterable[Secondment]) -> dict[int, int]:
    """The departments of all counties in scope, by county, in one query."""
    return departments(
        county for row in secondments for county in (row.home_county_id, row.host_county_id)
    )


def managing_parties(secondment: Secondment, offices: Offices | None = None) -> dict[int, str]:
    """The organisations that assess jointly (S2.2.13), by id, each with its party.

    The city's department, that of each county in scope, and the host unit.
    """
    counties = offices_of([secondment]) if offices is None else offices
    found = {secondment.intake.programme.owner_id: "city"}
    for county in (secondment.home_county_id, secondment.host_county_id):
        if county is not None and county in counties:
            found.setdefault(counties[county], "county")
    found.setdefault(secondment.host_unit_id, "host")
    return found


def speaks_for(
    actor: Actor,
    secondment: Secondment,
    managing: Mapping[int, str],
    offices: Offices | None = None,
) -> list[int]:
    """The managing organisations in whose name the actor may assess this secondment."""
    counties = offices_of([secondment]) if offices is None else offices
    return voices(actor.held, secondment, managing, counties)


def voices(
    held: Iterable[Held], secondment: Secondment, managing: Mapping[int, str], offices: Offices
) -> list[int]:
    """The managing organisations for which somebody with these roles speaks."""
    roles = list(held)
    found: list[int | None] = []
    for party, capability in ASSESSING.items():
        for each in roles:
            if each.role not in roles_with(capability):
                continue
            if party == "city" and secondment.owner_path.startswith(each.path):
                found.append(secondment.intake.programme.owner_id)
            if party == "host" and secondment.host_path.startswith(each.path):
                found.append(secondment.host_unit_id)
            if party == "county" and secondment.home_path.startswith(each.path):
                found.append(offices.get(secondment.home_county_id or 0))
            if party == "county" and secondment.host_path.startswith(each.path):
                found.append(offices.get(secondment.host_county_id or 0))
    return list(dict.fromkeys(pk for pk in found if pk is not None and pk in managing))


def names_of(organisations: list[int]) -> list[str]:
    """The names of ``organisations``, in the same order."""
    names = names_by_id(organisations)
    return [names[pk] for pk in organisations]


def names_by_id(organisations: Iterable[int]) -> dict[int, str]:
    """The names of ``organisations`` by their ids."""
    rows = Organisation.objects.filter(pk__in=set(organisations))
    return dict(rows.values_list("pk", "name"))


def opens_on(secondment: Secondment, evidence: str) -> date:
    """The day on which policy opens what ``evidence`` meets; the first day of the term if none."""
    rules = [
        rule
        for rule, owed in pack_of(secondment.policy).obligations.items()
        if owed.evidence == evidence
    ]
    return _opening.first(secondment.pk, rules) or secondment.start


def openings_on(secondments: Sequence[Secondment], evidence: str) -> dict[int, date]:
    """``opens_on`` for many, by secondment."""
    packs = {row.policy.digest: pack_of(row.policy) for row in secondments}
    rules = {
        rule
        for pack in packs.values()
        for rule, owed in pack.obligations.items()
        if owed.evidence == evidence
    }
    owed = Obligation.objects.filter(secondment__in=[row.pk for row in secondments])
    rows = owed.filter(rule__in=sorted(rules)).exclude(state=Obligation.VOID)
    first: dict[int, date] = {}
    for pk, opens in rows.order_by("-opens").values_list("secondment", "opens"):
        first[pk or 0] = opens
    return {row.pk: first.get(row.pk, row.start) for row in secondments}


@composed_once
def _opening(secondment: int, rules: list[str]) -> QuerySet[Obligation, date]:
    owed = Obligation.objects.filter(secondment=secondment, rule__in=rules)
    opens = owed.exclude(state=Obligation.VOID).order_by("opens")
    return opens.values_list("opens", flat=True)[:1]
