"""Tasks: assigned by the host, accepted and reported by the secondee, returned, urged, closed."""

from collections.abc import Iterator
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
from guazhi.hosting.events import (
    TaskAccepted,
    TaskAssigned,
    TaskClosed,
    TaskReassigned,
    TaskReported,
    TaskReturned,
    TaskUrged,
)
from guazhi.hosting.models import PlanItem, Task, TaskStep
from guazhi.hosting.rules import TaskState
from guazhi.ledger.commands import record, record_all
from guazhi.obligations.commands import give_evidence, withdraw_evidence
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.opinions import becomes, check_opinion, opinion_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock

GIVEN_SOURCES = ("opinion", "exchange_item")


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
    source: str = "",
    plan_item: int | None = None,
) -> Task:
    """Assign a task with the secondee as its owner (S2.1.17).

    ``source`` is what it comes of, such as ``opinion-7``; ``plan_item`` the line of the training
    plan that it carries. Refused for a line of another plan, when due before it is assigned
    or after the term, for an opinion that was taken up, and the same task twice on a day.
    """
    secondment = locked(actor, Capability.ASSIGN_TASK, secondment_id)
    refuse_if(rules.check_source(source, *GIVEN_SOURCES))
    kind, number = rules.source_of(source) or ("", None)
    opinion = opinion_of(actor, number if kind == "opinion" else None, secondment.pk)
    refuse_if(
        [
            *check_in_post(secondment),
            *check_day(secondment, day),
            *check_words(title=title),
            *_check_due(secondment, day, due),
            *check_opinion(opinion),
            *_check_plan_item(secondment, plan_item),
            *check_twice(Task, secondment, day=day, title=title),
        ]
    )
    row = Task.objects.create(
        secondment=secondment,
        title=title,
        detail=detail,
        substantive=substantive,
        day=day,
        due=due,
        source_kind=kind,
        source=number,
        plan_item_id=plan_item,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    becomes(opinion, "task", row.pk)
    record(actor, _assigned(row, secondment))
    if substantive:
        give_evidence("substantive_task", row.pk, day, secondment=secondment)
    return row


def _check_plan_item(secondment: Secondment, plan_item: int | None) -> Iterator[Finding]:
    """A finding for a line that stands in no plan of this secondment."""
    if plan_item is None:
        return
    if not PlanItem.objects.filter(pk=plan_item, plan__secondment=secondment).exists():
        yield Finding("plan_item_of_another", field="plan_item")


@transaction.atomic
def accept_task(task_id: int, *, day: date, actor: Actor) -> Task:
    """Take a task on. Refused unless it has just been assigned."""
    task, secondment = _task(actor, Capability.REPORT_TASK, task_id)
    refuse_if(
        [
            *rules.check_task(task.state, TaskState.ACCEPTED),
            *check_day(secondment, day),
            *rules.check_order(day, task.day),
        ]
    )
    task.state, task.accepted_on = TaskState.ACCEPTED, day
    task.save(update_fields=["state", "accepted_on"])
    _step(task, "accept", day, "", actor)
    record(actor, TaskAccepted(subject=task.pk, **ids(secondment)))
    return task


@transaction.atomic
def report_task(task_id: int, *, report: str, day: date, actor: Actor) -> Task:
    """Report on a task. Refused unless it was accepted, or returned."""
    task, secondment = _task(actor, Capability.REPORT_TASK, task_id)
    refuse_if(
        [
            *rules.check_task(task.state, TaskState.REPORTED),
            *check_day(secondment, day, ending=True),
            *check_words(report=report),
            *rules.check_order(day, task.day),
        ]
    )
    task.state, task.report, task.reported_on = TaskState.REPORTED, report, day
    task.save(update_fields=["state", "report", "reported_on"])
    _step(task, "report", day, report, actor)
    record(actor, TaskReported(subject=task.pk, **ids(secondment)))
    return task


@transaction.atomic
def return_task(task_id: int, *, reason: str, actor: Actor) -> Task:
    """Return a report to the secondee. Refused without a reason."""
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    refuse_if([*rules.check_task(task.state, TaskState.RETURNED), *check_words(reason=reason)])
    task.state, task.returned_reason = TaskState.RETURNED, reason
    task.save(update_fields=["state", "returned_reason"])
    _step(task, "return", clock.today(), reason, actor)
    record(actor, TaskReturned(subject=task.pk, **ids(secondment)))
    return task


@transaction.atomic
def urge_task(task_id: int, *, actor: Actor, note: str = "") -> Task:
    """Urge the secondee on with a task. Refused when it waits for the host, and twice a day."""
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    today = clock.today()
    refuse_if(rules.check_urge(task.state, urged_on=task.urged_on, today=today))
    task.urged_on, task.urged = today, task.urged + 1
    task.save(update_fields=["urged_on", "urged"])
    _step(task, "urge", today, note, actor)
    record(actor, TaskUrged(subject=task.pk, day=today, **ids(secondment)))
    return task


@transaction.atomic
def reassign_task(task_id: int, *, to: int, due: date, reason: str, actor: Actor) -> Task:
    """Give a task to another secondee of the same host; the new task names the old one.

    Refused without a reason, to a secondee of another host or not in post, when it waits for
    the host or is over, and when due outside the other's term. What it proved goes with it.
    """
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    other, today = locked(actor, Capability.ASSIGN_TASK, to), clock.today()
    findings = [
        *rules.check_task(task.state, TaskState.REASSIGNED),
        *check_words(reason=reason),
        *check_in_post(other),
        *_check_due(other, today, due),
    ]
    if other.pk == secondment.pk or other.host_unit_id != secondment.host_unit_id:
        findings.append(Finding("task_for_another_host", field="to"))
    refuse_if(findings)
    task.state, task.result, task.closed_on = TaskState.REASSIGNED, reason, today
    task.save(update_fields=["state", "result", "closed_on"])
    _step(task, "reassign", today, reason, actor)
    row = Task.objects.create(
        secondment=other,
        title=task.title,
        detail=task.detail,
        substantive=task.substantive,
        day=today,
        due=due,
        source_kind="task",
        source=task.pk,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    moved = TaskReassigned(subject=task.pk, to=row.pk, **ids(secondment))
    record_all(actor, [moved, _assigned(row, other)])
    if row.substantive:
        withdraw_evidence("substantive_task", task.pk, secondment=secondment)
        give_evidence("substantive_task", row.pk, today, secondment=other)
    return row


@transaction.atomic
def close_task(task_id: int, *, result: str, day: date, actor: Actor, done: bool = True) -> Task:
    """Close a reported task with its result (S2.1.19), or drop it with the reason as its result.

    Dropped, it was no substantive work (S2.1.18).
    """
    task, secondment = _task(actor, Capability.ASSIGN_TASK, task_id)
    target = TaskState.DONE if done else TaskState.DROPPED
    refuse_if(
        [
            *rules.check_task(task.state, target),
            *check_day(secondment, day, ending=True),
            *check_words(result=result),
            *rules.check_order(day, task.reported_on or task.day),
        ]
    )
    task.state, task.result, task.closed_on = target, result, day
    task.save(update_fields=["state", "result", "closed_on"])
    _step(task, "done" if done else "drop", day, result, actor)
    record(actor, TaskClosed(subject=task.pk, done=done, **ids(secondment)))
    if task.substantive and not done:
        withdraw_evidence("substantive_task", task.pk, secondment=secondment)
    return task


def _check_due(secondment: Secondment, day: date, due: date) -> list[Finding]:
    if day <= due <= secondment.end:
        return []
    params = {"day": due, "since": day, "until": secondment.end}
    return [Finding("day_out_of_term", params=params, field="due")]


def _assigned(row: Task, secondment: Secondment) -> TaskAssigned:
    return TaskAssigned(
        subject=row.pk,
        due=row.due,
        substantive=row.substantive,
        source_kind=row.source_kind,
        source=row.source,
        **ids(secondment),
    )


def _step(task: Task, kind: str, day: date, text: str, actor: Actor) -> None:
    TaskStep.objects.create(
        task=task,
        kind=kind,
        day=day,
        text=text,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _task(actor: Actor, capability: Capability, task_id: int) -> tuple[Task, Secondment]:
    return locked_of(Task.objects.permitted(actor, capability), task_id, "intake__programme")
