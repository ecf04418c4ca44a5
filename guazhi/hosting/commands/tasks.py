"""Tasks: assigned by the host, reported by the secondee, returned or closed by the host."""

from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import (
    check_day,
    check_in_post,
    check_twice,
    ids,
    locked,
    locked_of,
)
from guazhi.hosting.events import TaskAssigned, TaskClosed, TaskReported, TaskReturned
from guazhi.hosting.models import Task
from guazhi.hosting.rules import TaskState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, withdraw_evidence
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def assign_task(
    secondment_id: int,
    *,
    title: str,
    due: date,
    substantive: bool,
    day: date,
    actor: Actor,
    detail: str = "",
) -> Task:
    """Assign a task with the secondee as its owner (S2.1.17).

    Refused when due before it is assigned or after the term, and the same task twice on a day.
    """
    secondment = locked(actor, Capability.ASSIGN_TASK, secondment_id)
    findings = [
        *check_in_post(secondment),
        *check_day(secondment, day),
        *rules.check_text(title=title),
        *check_twice(Task.objects.filter(secondment=secondment), day=day, title=title),
    ]
    if not day <= due <= secondment.end:
        params = {"day": due, "since": day, "until": secondment.end}
        findings.append(Finding("day_out_of_term", params=params, field="due"))
    refuse_if(findings)
    row = Task.objects.create(
        secondment=secondment,
        title=title,
        detail=detail,
        substantive=substantive,
        day=day,
        due=due,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(actor, TaskAssigned(subject=row.pk, due=due, substantive=substantive, **ids(secondment)))
    if substantive:
        give_evidence("substantive_task", row.pk, day, secondment=secondment)
    return row


@transaction.atomic
def report_task(task_id: int, *, report: str, day: date, actor: Actor) -> Task:
    """Report on a task. Refused unless it is assigned or returned."""
    task, secondment = _task(actor, Capability.REPORT_TASK, task_id)
    refuse_if(
        [
            *rules.check_task(task.state, TaskState.REPORTED),
            *check_day(secondment, day, ending=True),
            *rules.check_text(report=report),
            *rules.check_order(day, task.day),
        ]
    )
    task.state, task.report, task.reported_on = TaskState.REPORTED, report, day
    task.save(update_fields=["state", "report", "reported_on"])
    record(actor, TaskReported(subject=task.pk, **ids(secondment)))
    return task


@transaction.atomic
def return_task(task_id: int, *, reason: str, actor: Actor) -> Task:
    """Return a report to the secondee. Refused without a reason."""
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    refuse_if([*rules.check_task(task.state, TaskState.RETURNED), *rules.check_text(reason=reason)])
    task.state, task.returned_reason = TaskState.RETURNED, reason
    task.save(update_fields=["state", "returned_reason"])
    record(actor, TaskReturned(subject=task.pk, **ids(secondment)))
    return task


@transaction.atomic
def close_task(task_id: int, *, result: str, day: date, actor: Actor, done: bool = True) -> Task:
    """Close a task with its result (S2.1.19), or drop it with the reason as its result.

    A task that is dropped proves no substantive work any more.
    """
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    target = TaskState.DONE if done else TaskState.DROPPED
    refuse_if(
        [
            *rules.check_task(task.state, target),
            *check_day(secondment, day, ending=True),
            *rules.check_text(result=result),
            *rules.check_order(day, task.reported_on or task.day),
        ]
    )
    task.state, task.result, task.closed_on = target, result, day
    task.save(update_fields=["state", "result", "closed_on"])
    record(actor, TaskClosed(subject=task.pk, done=done, **ids(secondment)))
    if task.substantive and not done:
        withdraw_evidence("substantive_task", task.pk, secondment=secondment)
    return task


def _task(actor: Actor, capability: Capability, task_id: int) -> tuple[Task, Secondment]:
    return locked_of(Task.objects.permitted(actor, capability), task_id, "intake__programme")
