"""What bounds or replaces the grade that a calculation proposes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.models.joint import Assessment
from guazhi.secondments.models import SecondmentOwned


class VetoQuerySet(ScopedQuerySet["Veto"]):
    """Vetoes, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Veto(SecondmentOwned):
    """That a fact of the policy's list holds (一票否决); it bounds the grade until it is lifted."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="vetoes")
    veto = models.CharField(_("what bounds the grade"), max_length=64)
    day = models.DateField(_("day"))
    facts = models.TextField(_("facts"))
    lifted_on = models.DateField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    why_lifted = models.TextField(_("why it is lifted"), blank=True)

    objects = VetoQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "veto"],
                condition=Q(lifted_on__isnull=True),
                name="veto_one_of_each_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.veto}"


class GradeOverrideQuerySet(ScopedQuerySet["GradeOverride"]):
    """Overrides, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class GradeOverride(SecondmentOwned):
    """Another grade than was to be set (``was``), for a reason, once a second person confirms."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="overrides")
    was = models.CharField(_("grade before"), max_length=64)
    grade = models.CharField(_("grade"), max_length=64)
    reason = models.TextField(_("reason"))
    day = models.DateField(_("day"))
    confirmed = models.BooleanField(_("confirmed"), null=True)
    settled_on = models.DateField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = GradeOverrideQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(confirmed__isnull=True),
                name="grade_override_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(confirmed=True),
                name="grade_override_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("made_by")),
                name="grade_override_settled_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.grade}"
