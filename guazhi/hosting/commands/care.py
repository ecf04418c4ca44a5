"""Caring for daily life."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting.commands.reach import check_day, check_running, check_twice, ids, locked
from guazhi.hosting.events import CareGiven
from guazhi.hosting.models import CARE_KINDS, Care
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.web import clock


@transaction.atomic
def give_care(secondment_id: int, *, day: date, kind: str, text: str, actor: Actor) -> Care:
    """Record what was done for the secondee's daily life (S2.1.9). Refused twice."""
    secondment = locked(actor, Capability.GIVE_CARE, secondment_id)
    findings = [
        *check_running(secondment),
        *check_day(secondment, day, preparing=True),
        *check_words(text=text),
        *check_twice(Care, secondment, day=day, kind=kind, text=text),
    ]
    if kind not in CARE_KINDS:
        findings.append(Finding("choice_unknown", params={"choice": kind}, field="kind"))
    refuse_if(findings)
    row = Care.objects.create(
        secondment=secondment,
        day=day,
        kind=kind,
        text=text,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, CareGiven(subject=row.pk, kind=kind, day=day, **ids(secondment)))
    give_evidence("care", row.pk, day, secondment=secondment)
    return row
