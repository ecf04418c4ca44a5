"""Planning the way back, weeks before the end."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import check_dated, ids, locked, return_opens
from guazhi.secondments.events import ReturnBegun, ReturnPlanned
from guazhi.secondments.models import ReturnPlan, Secondment
from guazhi.web import clock


@transaction.atomic
def begin_return(secondment_id: int, *, day: date, actor: Actor, wishes: str = "") -> ReturnPlan:
    """Take the return in hand and ask the home organisation where the person goes back to.

    Refused twice, when not in post, and earlier than the weeks before the end that policy names.
    """
    secondment = locked(actor, Capability.BEGIN_RETURN, secondment_id)
    findings = [*check_dated(secondment, day), *_in_time(secondment, day)]
    if ReturnPlan.objects.filter(secondment=secondment).exists():
        findings.append(Finding("return_begun_already"))
    refuse_if(findings)
    plan = ReturnPlan.objects.create(
        secondment=secondment,
        day=day,
        wishes=wishes,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, ReturnBegun(subject=secondment.pk, **ids(secondment), plan=plan.pk, day=day))
    return plan


@transaction.atomic
def plan_return(
    secondment_id: int,
    *,
    home_post: str,
    reports_to: str,
    arrangements: str,
    day: date,
    actor: Actor,
) -> ReturnPlan:
    """Say where the person goes back to, as the home organisation; begins it where nobody has.

    Refused without a post, when not in post, too early, and twice.
    """
    secondment = locked(actor, Capability.PLAN_RETURN, secondment_id)
    plan = ReturnPlan.objects.filter(secondment=secondment).first()
    findings = [
        *check_dated(secondment, day),
        *_in_time(secondment, day),
        *check_words(home_post=home_post, reports_to=reports_to),
    ]
    if plan is not None and plan.answered_on is not None:
        findings.append(Finding("return_planned_already"))
    if plan is not None and day < plan.day:
        findings.append(Finding("day_before_asking", params={"day": plan.day}, field="day"))
    refuse_if(findings)
    if plan is None:
        plan = ReturnPlan(
            secondment=secondment, day=day, made_by_id=actor.user_id, made_at=clock.now()
        )
    plan.answered_on, plan.home_post, plan.reports_to = day, home_post, reports_to
    plan.arrangements = arrangements
    plan.save()
    record(actor, ReturnPlanned(subject=secondment.pk, **ids(secondment), plan=plan.pk, day=day))
    return plan


def _in_time(secondment: Secondment, day: date) -> list[Finding]:
    findings = []
    if secondment.state != rules.State.IN_POST:
        findings.append(Finding("only_in_post", params={"state": secondment.state}))
    opens = return_opens(secondment)
    if day < opens:
        findings.append(Finding("return_too_early", params={"day": opens}, field="day"))
    return findings
