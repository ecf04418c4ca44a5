"""The training plan: proposed in versions, agreed by the secondee, approved by the leader."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_day, check_running, ids, locked, locked_of
from guazhi.hosting.events import PlanAgreed, PlanApproved, PlanDrafted, PlanReturned
from guazhi.hosting.models import PlanItem, TrainingPlan
from guazhi.hosting.rules import PlanLine, PlanState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def draft_plan(
    secondment_id: int,
    *,
    goals: str,
    measures: str,
    lines: Sequence[PlanLine],
    day: date,
    actor: Actor,
    based_on: int | None = None,
) -> TrainingPlan:
    """Propose a version of the training plan (S2.1.5) to the secondee.

    Versions before it are kept; an approved one stays in force until this one is approved.
    Refused without lines, with milestones outside the term, and when ``based_on``, the version
    that the writer had before him, is no longer the latest.
    """
    secondment = locked(actor, Capability.DRAFT_PLAN, secondment_id)
    last, known = _latest(secondment)
    findings = [
        *check_running(secondment),
        *check_day(secondment, day, preparing=True),
        *check_words(goals=goals, measures=measures),
        *rules.check_lines(lines, since=secondment.start, until=secondment.end),
    ]
    if based_on is not None and based_on != last:
        findings.append(Finding("plan_changed_meanwhile", params={"version": last}))
    refuse_if(findings)
    row = TrainingPlan.objects.create(
        secondment=secondment,
        version=last + 1,
        goals=goals,
        measures=measures,
        day=day,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=row,
            number=number,
            lack=line.lack,
            goal=line.goal,
            measure=line.measure,
            milestone=line.milestone,
            due=line.due,
        )
        for number, line in rules.numbered(lines, known)
    )
    record(actor, PlanDrafted(subject=row.pk, version=row.version, **ids(secondment)))
    return row


def _latest(secondment: Secondment) -> tuple[int, set[int]]:
    """The latest version, 0 if none, and the numbers of lines used so far."""
    rows = TrainingPlan.objects.filter(secondment=secondment).order_by()
    found = list(rows.values_list("version", "items__number").distinct())
    return (
        max((version for version, _number in found), default=0),
        {number for _version, number in found if number is not None},
    )


@transaction.atomic
def agree_plan(plan_id: int, *, day: date, actor: Actor, remark: str = "") -> TrainingPlan:
    """Agree to the plan, in the secondee's own name.

    Refused unless it is the latest version and waits for the secondee.
    """
    allowed = TrainingPlan.objects.permitted(actor, Capability.AGREE_PLAN)
    plan, secondment = locked_of(allowed, plan_id)
    refuse_if([*_check_step(plan, secondment, PlanState.AGREED, day)])
    plan.state, plan.agreed_on, plan.remark = PlanState.AGREED, day, remark
    plan.save(update_fields=["state", "agreed_on", "remark"])
    record(actor, PlanAgreed(subject=plan.pk, version=plan.version, day=day, **ids(secondment)))
    return plan


@transaction.atomic
def approve_plan(plan_id: int, *, day: date, actor: Actor) -> TrainingPlan:
    """Approve the latest version of a training plan; the approved one before it is superseded.

    Refused before the secondee has agreed, when it is approved already, when a newer version
    exists, or before it was agreed.
    """
    allowed = TrainingPlan.objects.permitted(actor, Capability.APPROVE_PLAN)
    plan, secondment = locked_of(allowed, plan_id)
    refuse_if([*_check_step(plan, secondment, PlanState.APPROVED, day)])
    plan.state, plan.approved_on, plan.approved_by_id = PlanState.APPROVED, day, actor.user_id
    plan.save(update_fields=["state", "approved_on", "approved_by"])
    record(actor, PlanApproved(subject=plan.pk, version=plan.version, day=day, **ids(secondment)))
    give_evidence("plan_approved", plan.pk, day, secondment=secondment)
    return plan


@transaction.atomic
def return_plan(plan_id: int, *, reason: str, actor: Actor) -> TrainingPlan:
    """Return a version to the host with a reason.

    The secondee returns what waits for his word, the leader what waits for approval; refused
    without a reason.
    """
    waits = TrainingPlan.objects.filter(pk=plan_id, state=PlanState.AGREED).exists()
    capability = Capability.APPROVE_PLAN if waits else Capability.AGREE_PLAN
    allowed = TrainingPlan.objects.permitted(actor, capability)
    plan, secondment = locked_of(allowed, plan_id)
    today = clock.today()
    refuse_if(
        [
            *_check_step(plan, secondment, PlanState.RETURNED, today),
            *check_words(reason=reason),
        ]
    )
    plan.state, plan.returned_on, plan.returned_reason = PlanState.RETURNED, today, reason
    plan.returned_by_id = actor.user_id
    plan.save(update_fields=["state", "returned_on", "returned_reason", "returned_by"])
    event = PlanReturned(
        subject=plan.pk, version=plan.version, by_secondee=not waits, **ids(secondment)
    )
    record(actor, event)
    return plan


def _check_step(
    plan: TrainingPlan, secondment: Secondment, target: PlanState, day: date
) -> Iterator[Finding]:
    yield from check_running(secondment)
    yield from check_day(secondment, day, preparing=True)
    if plan.state == PlanState.APPROVED:
        yield Finding("plan_approved_already")
    else:
        yield from rules.check_plan(plan.state, target)
    if TrainingPlan.objects.filter(secondment=secondment, version__gt=plan.version).exists():
        yield Finding("plan_has_newer_version")
    earlier = plan.agreed_on or plan.day
    if day < earlier:
        yield Finding("approval_before_draft", params={"day": earlier}, field="day")
