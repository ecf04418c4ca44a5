"""How a secondee is taken in: acceptance, plan, mentor, briefing, division of work."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.people.models import Person
from guazhi.secondments.models import SecondmentOwned


class AcceptanceQuerySet(ScopedQuerySet["Acceptance"]):
    """Acceptances, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Acceptance(SecondmentOwned):
    """The host's word that it takes the secondee, and the leader responsible (S2.1.4)."""

    day = models.DateField(_("day"))
    responsible = models.CharField(_("leader responsible"), max_length=60)
    remark = models.TextField(_("remark"), blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["secondment"], name="acceptance_one_each"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class TrainingPlanQuerySet(ScopedQuerySet["TrainingPlan"]):
    """Training plans, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class TrainingPlan(SecondmentOwned):
    """A version of the training plan (培养工作计划); the latest approved one is in force."""

    version = models.PositiveSmallIntegerField(_("version"))
    goals = models.TextField(_("goals"))
    measures = models.TextField(_("measures"))
    milestones = models.TextField(_("milestones"), blank=True)
    day = models.DateField(_("drafted"))
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "version"], name="plan_versions_count_up"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} v{self.version}"


class MentorshipQuerySet(ScopedQuerySet["Mentorship"]):
    """Mentorships, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Mentorship(SecondmentOwned):
    """Who mentors from when until when; normally the host's principal leader (S2.1.6)."""

    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentorships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    exception_reason = models.TextField(_("reason for the exception"), blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(until__isnull=True),
                name="mentorship_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.mentor_id}"


class BriefingQuerySet(ScopedQuerySet["Briefing"]):
    """Briefings, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Briefing(SecondmentOwned):
    """A briefing on the unit's situation and functions (S2.1.7)."""

    day = models.DateField(_("day"))
    briefer = models.CharField(_("briefed by"), max_length=60)
    situation = models.TextField(_("the unit's situation"))
    functions = models.TextField(_("the unit's functions"))
    other = models.TextField(_("other topics"), blank=True)

    objects = BriefingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class DivisionQuerySet(ScopedQuerySet["Division"]):
    """Divisions of work, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Division(SecondmentOwned):
    """The written division of work: duties, powers, treatment as own staff (S2.1.15-16)."""

    day = models.DateField(_("day"))
    duties = models.TextField(_("duties"))
    powers = models.TextField(_("delegated powers"))
    in_roster = models.BooleanField(_("on the unit's own staff list"), default=True)
    in_meetings = models.BooleanField(_("attends the unit's meetings"), default=True)
    in_study = models.BooleanField(_("takes part in study"), default=True)

    objects = DivisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
