"""Tasks given to the secondee."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import SecondmentOwned


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Task(SecondmentOwned):
    """A piece of work given to the secondee, substantive or not (S2.1.17-18)."""

    STATES: ClassVar[dict[str, object]] = {
        TaskState.ASSIGNED.value: _("Assigned"),
        TaskState.REPORTED.value: _("Reported"),
        TaskState.RETURNED.value: _("Returned"),
        TaskState.DONE.value: _("Done"),
        TaskState.DROPPED.value: _("Dropped"),
    }

    title = models.CharField(_("task"), max_length=120)
    detail = models.TextField(_("details"), blank=True)
    substantive = models.BooleanField(_("substantive work"), default=True)
    day = models.DateField(_("assigned"))
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="assigned")
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(_("reported"), null=True, blank=True)
    returned_reason = models.TextField(_("reason for the return"), blank=True)
    result = models.TextField(_("result"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["secondment", "state"], name="task_by_secondment"),)

    def __str__(self) -> str:
        return self.title
