"""The training plan (培养工作计划) in its versions, and the lines it is made of."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.hosting.rules import PlanState
from guazhi.secondments.models import SecondmentOwned


class TrainingPlanQuerySet(ScopedQuerySet["TrainingPlan"]):
    """Training plans, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class TrainingPlan(SecondmentOwned):
    """A version of the training plan; the latest approved one is in force and never edited.

    The host proposes it, the secondee agrees, the principal leader approves; either may return
    it with a reason.
    """

    STATES: ClassVar[dict[str, object]] = {
        PlanState.PROPOSED.value: _("Waits for the secondee's word"),
        PlanState.AGREED.value: _("Waits for approval"),
        PlanState.APPROVED.value: _("Approved"),
        PlanState.RETURNED.value: _("Returned"),
    }

    version = models.PositiveSmallIntegerField(_("version"))
    goals = models.TextField(_("goals"))
    measures = models.TextField(_("measures"))
    day = models.DateField(_("drafted"))
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="proposed")
    agreed_on = models.DateField(_("agreed"), null=True, blank=True)
    remark = models.TextField(_("secondee's remark"), blank=True)
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_on = models.DateField(_("returned"), null=True, blank=True)
    returned_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_reason = models.TextField(_("reason for the return"), blank=True)

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "version"], name="plan_versions_count_up"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(agreed_on__isnull=False, approved_on__isnull=False),
                name="plan_approved_after_it_is_agreed",
            ),
        )
        indexes = (
            models.Index(
                fields=["state", "secondment"],
                condition=~Q(state="approved"),
                name="plan_that_waits",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} v{self.version}"


class PlanItemQuerySet(ScopedQuerySet["PlanItem"]):
    """Lines of a plan, reached as the plan is."""

    reach: ClassVar[Reaches] = through("plan__secondment")
    subject = "plan__secondment__secondee_id"


class PlanItem(models.Model):
    """A line of a training plan: what is lacked, the goal, how, and what stands by when.

    A line keeps its ``number`` from version to version, so that the tasks that carry it do too.
    """

    plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    lack = models.CharField(_("lacks"), max_length=60, blank=True)
    goal = models.CharField(_("goal"), max_length=400)
    measure = models.CharField(_("measure"), max_length=400)
    milestone = models.CharField(_("milestone"), max_length=400)
    due = models.DateField(_("by"))

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="plan_item_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.goal}"
