"""Visits of home organisations."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.commands.reach import check_record, locked
from guazhi.coordination.events import HomeVisitMade
from guazhi.coordination.models import HomeVisit
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.web import clock


@transaction.atomic
def visit_secondee(
    secondment_id: int,
    *,
    day: date,
    visitor: str,
    place: str,
    thought: str,
    actor: Actor,
    difficulties: str = "",
    remark: str = "",
) -> HomeVisit:
    """Record the home organisation's visit to its secondee.

    Refused without visitor, place or the secondee's thinking, twice on a day, out of term or
    before the decision.
    """
    secondment = locked(actor, Capability.MAKE_HOME_VISIT, secondment_id)
    findings = [
        *check_record(secondment, day),
        *check_words(visitor=visitor, place=place, thought=thought),
    ]
    if HomeVisit.objects.filter(secondment=secondment, day=day).exists():
        findings.append(Finding("home_visit_made_already", params={"day": day}, field="day"))
    refuse_if(findings)
    visit = HomeVisit.objects.create(
        secondment=secondment,
        day=day,
        visitor=visitor,
        place=place,
        thought=thought,
        difficulties=difficulties,
        remark=remark,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        HomeVisitMade(
            subject=visit.pk, secondment=secondment.pk, intake=secondment.intake_id, day=day
        ),
    )
    give_evidence("home_visit", visit.pk, day, secondment=secondment)
    return visit
