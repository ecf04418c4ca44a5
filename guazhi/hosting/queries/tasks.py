"""Tasks and plans of a secondment."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Task, TrainingPlan
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds

TONES = {
    TaskState.ASSIGNED.value: "blue",
    TaskState.REPORTED.value: "yellow",
    TaskState.RETURNED.value: "yellow",
    TaskState.DONE.value: "green",
    TaskState.DROPPED.value: "",
}
CLOSED = (TaskState.DONE.value, TaskState.DROPPED.value)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list, whether it is late, and what the actor may do with it."""

    task: Task
    tone: str
    is_late: bool
    may_report: bool
    may_return: bool
    may_close: bool


def tasks(actor: Actor, capability: Capability = Capability.VIEW_TASK) -> QuerySet[Task]:
    """Tasks the actor may see."""
    return Task.objects.permitted(actor, capability).select_related("secondment__secondee")


def task(actor: Actor, pk: int, capability: Capability) -> Task:
    """The task ``pk``; 404 when out of the actor's reach for ``capability``."""
    return tasks(actor, capability).one(pk)  # type: ignore[attr-defined,no-any-return]


def task_rows(actor: Actor, secondment: Secondment, today: date) -> list[TaskRow]:
    """The tasks of a secondment, latest first."""
    assigns = holds(actor, Capability.ASSIGN_TASK, secondment)
    reports = holds(actor, Capability.REPORT_TASK, secondment)
    found = tasks(actor).filter(secondment=secondment).order_by("-day", "-pk")
    return [
        TaskRow(
            task=row,
            tone=TONES[row.state],
            is_late=row.state not in CLOSED and row.due < today,
            may_report=reports and _may(row, TaskState.REPORTED),
            may_return=assigns and _may(row, TaskState.RETURNED),
            may_close=assigns and (_may(row, TaskState.DONE) or _may(row, TaskState.DROPPED)),
        )
        for row in found
    ]


def _may(row: Task, target: TaskState) -> bool:
    return not list(rules.check_task(row.state, target))


def plans(actor: Actor, secondment: Secondment) -> QuerySet[TrainingPlan]:
    """The versions of a training plan, latest first."""
    allowed = TrainingPlan.objects.permitted(actor, Capability.VIEW_PLAN)
    found = allowed.filter(secondment=secondment).select_related("approved_by", "made_by")
    return found.order_by("-version")


def plan(actor: Actor, pk: int, capability: Capability) -> TrainingPlan:
    """The version ``pk``; 404 when out of the actor's reach for ``capability``."""
    return TrainingPlan.objects.permitted(actor, capability).one(pk)
