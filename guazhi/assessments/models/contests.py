"""The contest of a result: asked for anew, then appealed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.models.decisions import GradeDecision
from guazhi.assessments.models.joint import Assessment
from guazhi.assessments.rules.contests import ContestState, Level
from guazhi.secondments.models import SecondmentOwned

LEVELS = {Level.REVIEW.value: _("Review of the result"), Level.APPEAL.value: _("Appeal")}
CONTEST_STATES = {
    ContestState.WAITING.value: _("Under way"),
    ContestState.UPHELD.value: _("Result upheld"),
    ContestState.CHANGED.value: _("Result changed"),
    ContestState.WITHDRAWN.value: _("Taken back"),
}


class ContestQuerySet(ScopedQuerySet["Contest"]):
    """Contests, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")
    released = Q(day__isnull=False)


class Contest(SecondmentOwned):
    """A person contests his result: a review (复核) first, then an appeal (申诉).

    It suspends nothing. ``last`` was the last day for it, ``due`` is the day by which it is
    decided, both by the policy. ``organ`` is who decided, ``decision`` what set another grade.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="contests")
    level = models.CharField(_("contest"), max_length=6, choices=LEVELS)
    day = models.DateField(_("day"))
    last = models.DateField(_("last day"))
    due = models.DateField(_("to be decided by"))
    grounds = models.TextField(_("grounds"))
    grade = models.CharField(_("grade contested"), max_length=64)
    state = models.CharField(
        _("state"), max_length=9, choices=CONTEST_STATES, default=ContestState.WAITING.value
    )
    settled_on = models.DateField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    organ = models.CharField(_("decided by"), max_length=120, blank=True)
    paper = models.CharField(_("document number"), max_length=120, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decision = models.OneToOneField(
        GradeDecision, on_delete=models.PROTECT, null=True, related_name="contest"
    )

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(state="waiting"), name="contest_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["assessment", "level"],
                condition=Q(state__in=["upheld", "changed"]),
                name="contest_decided_once_a_level",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_on__isnull=True)
                | (~Q(state="waiting") & Q(settled_on__isnull=False)),
                name="contest_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | (~Q(reason="") & ~Q(organ="")),
                name="contest_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="changed", decision__isnull=False)
                | (~Q(state="changed") & Q(decision__isnull=True)),
                name="contest_changed_by_a_decision",
            ),
            models.CheckConstraint(condition=Q(day__lte=F("last")), name="contest_filed_in_time"),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.level}"
