"""Who grades a calendar year, where the days worked do not say it."""

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.commands.reach import reached
from guazhi.assessments.events import YearSettled
from guazhi.assessments.models import YearAssessor
from guazhi.assessments.queries.years import year_of
from guazhi.assessments.rules.years import check_settled
from guazhi.ledger.commands import record
from guazhi.policy.findings import refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.web import clock


@transaction.atomic
def settle_year(
    secondment_id: int, *, year: int, unit: int, reason: str, actor: Actor
) -> YearAssessor:
    """Say which unit grades a year in which nobody has more than half of the days.

    Refused where somebody has, for a year to come, for a unit that is not among those with the
    most days, and without a reason. Settled anew, the later word stands.
    """
    secondment = reached(actor, secondment_id, Capability.SETTLE_YEAR)
    found = year_of(secondment, year)
    refuse_if(check_settled(found, year, unit, reason, clock.today()))
    row, _is_new = YearAssessor.objects.update_or_create(
        person_id=secondment.secondee_id,
        year=year,
        defaults={
            "secondment": secondment,
            "organisation_id": unit,
            "reason": reason,
            "made_by_id": actor.user_id,
            "made_at": clock.now(),
        },
    )
    record(actor, YearSettled(subject=row.pk, **ids(secondment), year=year, unit=unit))
    return row
