"""Waiving an obligation: asked for with a reason, decided by a second person."""

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.obligations import rules
from guazhi.obligations.commands.reconcile import refresh_earliest
from guazhi.obligations.events import WaiverAsked, WaiverGranted, WaiverRefused
from guazhi.obligations.models import Obligation, Waiver
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def ask_waiver(obligation_id: int, *, reason: str, actor: Actor) -> Waiver:
    """Ask that an open obligation be waived. Refused without a reason, or while one is asked."""
    allowed = Obligation.objects.permitted(actor, Capability.ASK_WAIVER)
    _lock_secondment(allowed.one(obligation_id))
    obligation = allowed.locked(obligation_id)
    findings = list(rules.check_waiver(state=obligation.state, reason=reason))
    if obligation.waivers.filter(granted__isnull=True).exists():
        findings.append(Finding("waiver_asked_already"))
    refuse_if(findings)
    waiver = Waiver.objects.create(
        obligation=obligation,
        reason=reason,
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
    )
    record(
        actor,
        WaiverAsked(
            subject=obligation.pk,
            secondment=obligation.secondment_id,
            intake=obligation.intake_id,
            rule=obligation.rule,
        ),
    )
    return waiver


@transaction.atomic
def decide_waiver(waiver_id: int, *, granted: bool, actor: Actor, remark: str = "") -> Waiver:
    """Grant or refuse a waiver.

    Refused to whoever asked for it and when it is decided; what has been met meanwhile, or is
    no longer owed, can only be refused a waiver.
    """
    allowed = Waiver.objects.permitted(actor, Capability.DECIDE_WAIVER)
    _lock_secondment(allowed.select_related("obligation").one(waiver_id).obligation)
    waiver = allowed.locked(waiver_id)
    findings = list(
        rules.check_waiver_decision(asked_by=waiver.asked_by_id, decided_by=actor.user_id)
    )
    if waiver.granted is not None:
        findings.append(Finding("waiver_decided_already"))
    refuse_if(findings)
    obligation = Obligation.objects.select_for_update().get(pk=waiver.obligation_id)
    if granted and obligation.state != Obligation.OPEN:
        refuse_if([Finding("waiver_only_of_open")])
    waiver.granted, waiver.decided_by_id = granted, actor.user_id
    waiver.decided_at, waiver.remark = clock.now(), remark
    waiver.save(update_fields=["granted", "decided_by", "decided_at", "remark"])
    if granted:
        obligation.state = Obligation.WAIVED
        obligation.save(update_fields=["state"])
        if obligation.secondment_id:
            refresh_earliest([obligation.secondment_id])
    event = WaiverGranted if granted else WaiverRefused
    record(
        actor,
        event(
            subject=obligation.pk,
            secondment=obligation.secondment_id,
            intake=obligation.intake_id,
            rule=obligation.rule,
        ),
    )
    return waiver


def _lock_secondment(obligation: Obligation) -> None:
    """Lock the secondment before what belongs to it; an obligation of an intake has none."""
    if obligation.secondment_id is not None:
        Secondment.objects.select_for_update().get(pk=obligation.secondment_id)
