"""Before the decision: the consent to more of the capped grade, and the hold on the intake."""

from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.events import CapConsentNoted
from guazhi.assessments.models import CapConsent
from guazhi.assessments.queries.calibration import consent_of
from guazhi.assessments.rules import Kind
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, check_come, check_words, refuse_if
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.web import clock


def held_intake(actor: Actor, intake_id: int, capability: Capability) -> Intake:
    """The intake, held so that two decisions on it come one after the other; 404 out of reach.

    It is locked before any secondment, and not for those who only refer to it.
    """
    allowed = Intake.objects.permitted(actor, capability).filter(pk=intake_id)
    found = Intake.objects.filter(pk__in=allowed.values("pk"))
    row = found.select_related("policy").select_for_update(of=("self",), no_key=True).first()
    if row is None:
        raise Http404
    return row


@transaction.atomic
def note_cap_consent(
    intake_id: int, *, kind: str, given_by: str, paper: str, day: date, actor: Actor
) -> CapConsent:
    """Put on record that more may receive the capped grade in a round.

    Refused twice, where the policy knows no such consent, in the future, and without a paper.
    """
    intake = held_intake(actor, intake_id, Capability.CALIBRATE)
    held = Kind(kind)
    cap = pack_of(intake.policy).assessment.cap
    findings = list(check_words("", 2, given_by=given_by, paper=paper))
    if cap is None or cap.consented is None:
        findings.append(Finding("no_consent_foreseen"))
    if consent_of(intake, held) is not None:
        findings.append(Finding("consent_noted_already"))
    findings += check_come(day, clock.today())
    refuse_if(findings)
    row = CapConsent.objects.create(
        intake=intake,
        kind=held.value,
        given_by=given_by,
        paper=paper,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, CapConsentNoted(subject=intake.pk, intake=intake.pk, kind=held.value, day=day))
    return row
