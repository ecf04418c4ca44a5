"""Tasks given to the secondee."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.hosting.models.plans import PlanItem
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import SecondmentOwned

SOURCE_NAMES = {
    "opinion": _("Opinion heard"),
    "exchange_item": _("Exchange item"),
    "task": _("Task of another secondee"),
}
TASK_STEPS = {
    "accept": _("Taken on"),
    "report": _("Reported"),
    "return": _("Sent back"),
    "urge": _("Urged"),
    "done": _("Done"),
    "drop": _("Dropped"),
    "reassign": _("Given to another"),
}


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Task(SecondmentOwned):
    """A piece of work given to the secondee, substantive or not (S2.1.17-18).

    ``source_kind`` and ``source`` name what it came of, where it came of something.
    """

    STATES: ClassVar[dict[str, object]] = {
        TaskState.ASSIGNED.value: _("Assigned"),
        TaskState.ACCEPTED.value: _("Taken on"),
        TaskState.REPORTED.value: _("Reported"),
        TaskState.RETURNED.value: _("Sent back"),
        TaskState.DONE.value: _("Done"),
        TaskState.DROPPED.value: _("Dropped"),
        TaskState.REASSIGNED.value: _("Given to another"),
    }

    title = models.CharField(_("task"), max_length=120)
    plan_item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    detail = models.TextField(_("details"), blank=True)
    substantive = models.BooleanField(_("substantive work"), default=True)
    day = models.DateField(_("assigned"))
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="assigned")
    accepted_on = models.DateField(_("accepted"), null=True, blank=True)
    urged_on = models.DateField(_("last urged"), null=True, blank=True)
    urged = models.PositiveSmallIntegerField(_("times urged"), default=0)
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(_("reported"), null=True, blank=True)
    returned_reason = models.TextField(_("reason for the return"), blank=True)
    result = models.TextField(_("result"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    source_kind = models.CharField(max_length=16, choices=SOURCE_NAMES, blank=True)
    source = models.BigIntegerField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["secondment", "state"], name="task_by_secondment"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(source_kind="", source__isnull=True)
                | (~Q(source_kind="") & Q(source__isnull=False)),
                name="task_source_whole_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.title


class TaskStepQuerySet(ScopedQuerySet["TaskStep"]):
    """Steps, reached as their task is."""

    reach: ClassVar[Reaches] = through("task__secondment")
    subject = "task__secondment__secondee_id"


class TaskStep(Written):
    """One step on a task and its words; never changed, so that no return or urge is lost."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=8, choices=TASK_STEPS)
    day = models.DateField(_("day"))
    text = models.TextField(_("text"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = TaskStepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind} {self.day}"
