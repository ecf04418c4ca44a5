"""The home organisation is heard: its opinion on somebody it sent."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.commands.parts import check_held
from guazhi.assessments.commands.reach import DRAWN, begun, check_unsettled, draw_up, reached
from guazhi.assessments.events import HomeOpinionGiven
from guazhi.assessments.models import HomeOpinion, PartSignature
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record_all
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids
from guazhi.web import clock


@transaction.atomic
def give_home_opinion(
    secondment_id: int, *, kind: str, grade: str, opinion: str, day: date, actor: Actor
) -> HomeOpinion:
    """Give the opinion of the home organisation on an assessment that has begun.

    Refused twice, once somebody has signed, with a grade off the scale, without a word, and on
    a day before the window or after the term.
    """
    secondment = reached(actor, secondment_id, Capability.GIVE_HOME_OPINION)
    assessment = begun(secondment, kind)
    scale = [step.id for step in pack_of(secondment.policy).assessment.grades]
    findings = [
        *check_unsettled(assessment),
        *rules.check_grade(grade, scale),
        *check_words("", 2, opinion=opinion),
        *check_held(Kind(kind).part_evidence, secondment, day),
    ]
    if HomeOpinion.objects.filter(assessment=assessment).exists():
        findings.append(Finding("home_heard_already"))
    if PartSignature.objects.filter(assessment=assessment, voided_at__isnull=True).exists():
        findings.append(Finding("signed_by_somebody"))
    refuse_if(findings)
    row = HomeOpinion.objects.create(
        assessment=assessment,
        secondment=secondment,
        organisation_id=secondment.home_organisation_id,
        day=day,
        grade=grade,
        opinion=opinion,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = HomeOpinionGiven(
        subject=assessment.pk, **ids(secondment), kind=assessment.kind, day=day
    )
    events = [event, *draw_up(assessment, secondment, "home_heard")]
    assessment.save(update_fields=DRAWN)
    record_all(actor, events)
    return row
