"""From rows to the facts that ``derive`` reads; many secondments at once, in few queries."""

from collections import defaultdict
from collections.abc import Iterable

from guazhi.obligations.models import Happening
from guazhi.organisations.queries import departments
from guazhi.policy import Happening as HappeningFact
from guazhi.policy import IntakeFacts, Party, SecondmentFacts
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment


def secondment_facts(secondments: Iterable[Secondment]) -> dict[int, SecondmentFacts]:
    """The facts of each secondment, by its id; ``intake__programme`` should be loaded."""
    rows = list(secondments)
    county_departments = departments(
        county for row in rows for county in (row.home_county_id, row.host_county_id)
    )
    happenings = defaultdict(list)
    for happening in Happening.objects.filter(secondment__in=[row.pk for row in rows]):
        happenings[happening.secondment_id].append(_fact(happening))
    return {
        row.pk: SecondmentFacts(
            secondment=row.pk,
            category=row.category,
            start=row.start,
            end=row.end,
            owners=_owners(row, county_departments),
            happenings=tuple(happenings[row.pk]),
        )
        for row in rows
    }


def intake_facts(intake: Intake) -> IntakeFacts:
    """The facts of an intake as a whole."""
    found = Happening.objects.filter(intake=intake, secondment__isnull=True)
    return IntakeFacts(
        intake=intake.pk,
        start=intake.start,
        end=intake.end,
        owners={Party.CITY: (intake.programme.owner_id,)},
        happenings=tuple(_fact(happening) for happening in found),
    )


def _owners(row: Secondment, county_departments: dict[int, int]) -> dict[Party, tuple[int, ...]]:
    counties = dict.fromkeys(
        county_departments[county]
        for county in (row.home_county_id, row.host_county_id)
        if county in county_departments
    )
    return {
        Party.CITY: (row.intake.programme.owner_id,),
        Party.COUNTY: tuple(counties),
        Party.HOST: (row.host_unit_id,),
        Party.HOME: (row.home_organisation_id,),
        Party.SECONDEE: (row.secondee_id,),
        Party.MENTOR: (row.mentor_id,) if row.mentor_id else (),
    }


def _fact(happening: Happening) -> HappeningFact:
    return HappeningFact(
        happening.kind,
        happening.record,
        happening.day,
        Party(happening.party),
        happening.owner,
    )
