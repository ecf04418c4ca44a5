"""The training plan: drafted in versions, approved by the principal leader."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from guazhi.access.actor import Actor, Capability
from guazhi.hosting.commands.reach import check_day, check_running, ids, locked, locked_of
from guazhi.hosting.events import PlanApproved, PlanDrafted
from guazhi.hosting.models import TrainingPlan
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.web import clock


@transaction.atomic
def draft_plan(
    secondment_id: int,
    *,
    goals: str,
    measures: str,
    day: date,
    actor: Actor,
    milestones: str = "",
) -> TrainingPlan:
    """Draft a version of the training plan (S2.1.5); versions before it are kept."""
    secondment = locked(actor, Capability.DRAFT_PLAN, secondment_id)
    refuse_if(
        [
            *check_running(secondment),
            *check_day(secondment, day, preparing=True),
            *check_words(goals=goals, measures=measures),
        ]
    )
    plans = TrainingPlan.objects.filter(secondment=secondment)
    last = plans.aggregate(last=Max("version"))["last"] or 0
    row = TrainingPlan.objects.create(
        secondment=secondment,
        version=last + 1,
        goals=goals,
        measures=measures,
        milestones=milestones,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, PlanDrafted(subject=row.pk, version=row.version, **ids(secondment)))
    return row


@transaction.atomic
def approve_plan(plan_id: int, *, day: date, actor: Actor) -> TrainingPlan:
    """Approve the latest version of a training plan.

    Refused when it is approved already, when a newer version exists, or before it was drafted.
    """
    allowed = TrainingPlan.objects.permitted(actor, Capability.APPROVE_PLAN)
    plan, secondment = locked_of(allowed, plan_id)
    findings = [
        *check_running(secondment),
        *check_day(secondment, day, preparing=True),
    ]
    if plan.approved_on is not None:
        findings.append(Finding("plan_approved_already"))
    if TrainingPlan.objects.filter(secondment=secondment, version__gt=plan.version).exists():
        findings.append(Finding("plan_has_newer_version"))
    if day < plan.day:
        findings.append(Finding("approval_before_draft", params={"day": plan.day}, field="day"))
    refuse_if(findings)
    plan.approved_on, plan.approved_by_id = day, actor.user_id
    plan.save(update_fields=["approved_on", "approved_by"])
    record(actor, PlanApproved(subject=plan.pk, version=plan.version, day=day, **ids(secondment)))
    give_evidence("plan_approved", plan.pk, day, secondment=secondment)
    return plan
