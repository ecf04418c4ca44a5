"""What is recorded in the life of a secondment: hand-over, checks, withdrawal, return."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models.secondment import SecondmentOwned


class HandoverQuerySet(ScopedQuerySet["Handover"]):
    """Hand-overs, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Handover(SecondmentOwned):
    """The record that work at home was handed over and the person decoupled (S3.0.4).

    It counts once whoever takes the work over has confirmed it.
    """

    day = models.DateField(_("decoupled on"))
    handed_to = models.CharField(_("work handed over to"), max_length=120)
    matters = models.TextField(_("matters handed over"))
    papers = models.TextField(_("files handed over"), blank=True)
    keys = models.TextField(_("keys, seals and accounts handed over"), blank=True)
    approvals = models.TextField(_("approvals handed over"), blank=True)
    no_home_work_from = models.DateField(_("no work at home from"))
    confirmed_on = models.DateField(_("confirmed on"), null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["secondment"], name="handover_one_each"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=F("day")),
                name="handover_confirmed_after_it_was_made",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class WithdrawalQuerySet(ScopedQuerySet["Withdrawal"]):
    """Withdrawals, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Withdrawal(SecondmentOwned):
    """The record that a secondment was called off before the person went, and why."""

    day = models.DateField(_("day"))
    reason = models.TextField(_("reason"))

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["secondment"], name="withdrawal_one_each"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class RelationCheckQuerySet(ScopedQuerySet["RelationCheck"]):
    """Checks of the personnel relation, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class RelationCheck(SecondmentOwned):
    """Somebody at home looked and found relation, post and pay unmoved (S3.0.5)."""

    day = models.DateField(_("day"))
    relation_unchanged = models.BooleanField(_("personnel relation unchanged"))
    post_unchanged = models.BooleanField(_("home post kept"))
    pay_unchanged = models.BooleanField(_("pay and benefits unchanged"))
    checked_by = models.CharField(_("checked by"), max_length=60)
    seen = models.TextField(_("what was seen"))
    remark = models.TextField(_("remark"), blank=True)

    objects = RelationCheckQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "day"], name="relation_checked_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class ReturnPlanQuerySet(ScopedQuerySet["ReturnPlan"]):
    """Plans of return, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class ReturnPlan(SecondmentOwned):
    """Where the person goes back to: begun weeks before the end, answered by the home unit.

    ``stays`` says that there is no way back: the person stays, by a procedure of its own.
    """

    day = models.DateField(_("begun on"))
    wishes = models.TextField(_("wishes of the secondee"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    home_post = models.CharField(_("post at home"), max_length=100, blank=True)
    reports_to = models.CharField(_("reports to"), max_length=60, blank=True)
    arrangements = models.TextField(_("arrangements"), blank=True)
    stays = models.BooleanField(_("stays with the host"), default=False)

    objects = ReturnPlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["secondment"], name="return_plan_one_each"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("day")),
                name="return_plan_answered_after_it_was_begun",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
