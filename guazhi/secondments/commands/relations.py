"""Looking whether the personnel relation is where it was."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.people.queries import relation
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import check_dated, ids, locked
from guazhi.secondments.events import RelationChecked
from guazhi.secondments.models import RelationCheck
from guazhi.web import clock


@transaction.atomic
def check_relation(
    secondment_id: int,
    *,
    day: date,
    relation_unchanged: bool,
    post_unchanged: bool,
    pay_unchanged: bool,
    checked_by: str,
    seen: str,
    actor: Actor,
    remark: str = "",
) -> RelationCheck:
    """Record who looked, at what, and that relation, home post and pay have not moved (S3.0.5).

    Refused loudly when one has, or when the record of employment shows another unit; refused
    without who and what, and twice on one day.
    """
    secondment = locked(actor, Capability.CHECK_RELATION, secondment_id)
    findings = [
        *rules.check_relation(
            relation_unchanged=relation_unchanged,
            post_unchanged=post_unchanged,
            pay_unchanged=pay_unchanged,
        ),
        *check_words(checked_by=checked_by, seen=seen),
        *check_dated(secondment, day),
    ]
    employment = relation(secondment.secondee_id)
    if employment is None or employment.organisation_id != secondment.home_organisation_id:
        findings.append(Finding("relation_moved", clause="S3.0.5"))
    if RelationCheck.objects.filter(secondment=secondment, day=day).exists():
        findings.append(Finding("relation_checked_already", params={"day": day}, field="day"))
    refuse_if(findings)
    check = RelationCheck.objects.create(
        secondment=secondment,
        day=day,
        relation_unchanged=relation_unchanged,
        post_unchanged=post_unchanged,
        pay_unchanged=pay_unchanged,
        checked_by=checked_by,
        seen=seen,
        remark=remark,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        RelationChecked(subject=secondment.pk, **ids(secondment), check=check.pk, day=day),
    )
    return check
