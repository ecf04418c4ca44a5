"""Tasks and plans of a secondment."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Task, TaskStep
from guazhi.hosting.rules import TASK_OVER, TaskState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE

TONES = {
    TaskState.ASSIGNED.value: "yellow",
    TaskState.ACCEPTED.value: "blue",
    TaskState.REPORTED.value: "yellow",
    TaskState.RETURNED.value: "yellow",
    TaskState.DONE.value: "green",
    TaskState.DROPPED.value: "",
    TaskState.REASSIGNED.value: "",
}
# who may read what a task came of, by the right to the secondment's page
SOURCE_SEEN = {
    "opinion": Capability.VIEW_TALK,
    "exchange_item": Capability.VIEW_EXCHANGE,
    "task": Capability.ASSIGN_TASK,
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list, whether it is late, what was done, and what the actor may do with it."""

    task: Task
    tone: str
    is_late: bool
    sees_source: bool
    may_accept: bool
    may_report: bool
    may_return: bool
    may_close: bool
    may_drop: bool
    may_propose: bool
    may_urge: bool
    may_reassign: bool
    steps: tuple[TaskStep, ...] = ()


def tasks(actor: Actor, capability: Capability = Capability.VIEW_TASK) -> QuerySet[Task]:
    """Tasks the actor may see."""
    allowed = Task.objects.permitted(actor, capability)
    return allowed.select_related("plan_item", "secondment__secondee")


def task(actor: Actor, pk: int, capability: Capability) -> Task:
    """The task ``pk``; 404 when out of the actor's reach for ``capability``."""
    return tasks(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def task_rows(actor: Actor, secondment: Secondment, today: date) -> list[TaskRow]:
    """The tasks of a secondment, what waits first, then the latest; with every step taken."""
    found = list(tasks(actor).filter(secondment=secondment).order_by("-day", "-pk"))
    taken: dict[int, list[TaskStep]] = {}
    if found:
        allowed = TaskStep.objects.permitted(actor, Capability.VIEW_TASK)
        for step in allowed.filter(task__in=[row.pk for row in found]):
            taken.setdefault(step.task_id, []).append(step)
    assigns = holds(actor, Capability.ASSIGN_TASK, secondment)
    is_alone = not (assigns and found and _others(actor, secondment).exists())
    rows = [_row(actor, row, secondment, today, tuple(taken.get(row.pk, ()))) for row in found]
    if is_alone:
        rows = [replace(row, may_reassign=False) for row in rows]
    return sorted(rows, key=lambda row: row.task.state in TASK_OVER)


def _row(
    actor: Actor, row: Task, secondment: Secondment, today: date, taken: tuple[TaskStep, ...]
) -> TaskRow:
    assigns = holds(actor, Capability.ASSIGN_TASK, secondment)
    reports = holds(actor, Capability.REPORT_TASK, secondment)
    seen = SOURCE_SEEN.get(row.source_kind)
    return TaskRow(
        task=row,
        tone=TONES[row.state],
        is_late=row.state not in TASK_OVER and row.due < today,
        sees_source=seen is not None and holds(actor, seen, secondment),
        may_accept=reports and _may(row, TaskState.ACCEPTED),
        may_report=reports and _may(row, TaskState.REPORTED),
        may_return=assigns and _may(row, TaskState.RETURNED),
        may_close=assigns and _may(row, TaskState.DONE),
        may_drop=assigns and _may(row, TaskState.DROPPED),
        may_propose=row.state == TaskState.DONE
        and holds(actor, Capability.PROPOSE_PRACTICE, secondment),
        may_urge=assigns
        and not list(rules.check_urge(row.state, urged_on=row.urged_on, today=today)),
        may_reassign=assigns and _may(row, TaskState.REASSIGNED),
        steps=taken,
    )


def _may(row: Task, target: TaskState) -> bool:
    return not list(rules.check_task(row.state, target))


def task_steps(actor: Actor, row: Task) -> QuerySet[TaskStep]:
    """What has been done about a task, oldest first."""
    allowed = TaskStep.objects.permitted(actor, Capability.VIEW_TASK)
    return allowed.filter(task=row)


def _others(actor: Actor, secondment: Secondment) -> QuerySet[Secondment]:
    allowed = Secondment.objects.permitted(actor, Capability.ASSIGN_TASK)
    here = allowed.filter(host_unit=secondment.host_unit_id, state__in=ACTIVE)
    return here.exclude(pk=secondment.pk)


def others_at_host(actor: Actor, row: Task) -> QuerySet[Secondment]:
    """The other secondees in post at the task's host, who might take it over."""
    return _others(actor, row.secondment).select_related("secondee").order_by("sort_key", "pk")
