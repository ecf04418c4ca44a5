"""The use of the result: one important basis for the use of the cadre (S2.2.15)."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.events import ResultUsed
from guazhi.assessments.models import Appraisal, Assessment, ResultUse
from guazhi.assessments.rules import Kind, Occasion
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.reach import ids
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def use_result(
    secondment_id: int,
    *,
    occasion: str,
    meeting: str,
    day: date,
    decision: str,
    considered: bool,
    how_considered: str,
    actor: Actor,
) -> ResultUse:
    """Record that a meeting had the result before it, and how it counted or why it did not.

    Refused before the end of the term, without a concluded final assessment or a signed
    appraisal, or when it does not say how or why not.
    """
    allowed = Secondment.objects.permitted(actor, Capability.USE_RESULT)
    secondment = allowed.select_related("policy", "intake__programme").locked(secondment_id)
    findings = [
        *rules.check_use(day=day, end=secondment.end, has_result=_has_result(secondment)),
        *check_words("", 2, meeting=meeting, decision=decision),
        *check_words("", 4, how_considered=how_considered),
    ]
    if day > clock.today():
        findings.append(Finding("day_to_come", params={"day": day}, field="day"))
    refuse_if(findings)
    row = ResultUse.objects.create(
        secondment=secondment,
        occasion=Occasion(occasion).value,
        meeting=meeting,
        day=day,
        decision=decision,
        considered=considered,
        how_considered=how_considered,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        ResultUsed(
            subject=row.pk,
            **ids(secondment),
            occasion=row.occasion,
            considered=considered,
            day=day,
        ),
    )
    give_evidence("result_use", row.pk, day, secondment=secondment)
    return row


def _has_result(secondment: Secondment) -> bool:
    return (
        Assessment.objects.filter(
            secondment=secondment, kind=Kind.FINAL.value, concluded_on__isnull=False
        ).exists()
        or Appraisal.objects.filter(secondment=secondment, signed_on__isnull=False).exists()
    )
