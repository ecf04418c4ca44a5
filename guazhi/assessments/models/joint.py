"""Joint assessments and their parts."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.rules import Kind
from guazhi.organisations.models import Organisation
from guazhi.secondments.models import SecondmentOwned

KINDS = {
    Kind.MIDTERM.value: _("Mid-term assessment"),
    Kind.FINAL.value: _("Final assessment"),
}
MANAGING = {
    "city": _("City organisation department"),
    "county": _("County organisation department"),
    "host": _("Host unit"),
}


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments, reached through their secondment; the result counts once released."""

    reach: ClassVar[Reaches] = through("secondment")
    released = Q(released_on__isnull=False)


class Assessment(SecondmentOwned):
    """The joint assessment (考核) of a secondee at mid-term or at the end (S2.2.11-14).

    It begins when its sitting is set; ``parts_in_on`` is the day on which the last managing
    party's part came in, from when the parts are open to all of them. What they then sign is
    drawn up in ``payload`` under its ``digest``, with the total and the grade it proposes;
    a decision sets the grade, ``decision`` being the one in force.
    """

    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    parts_in_on = models.DateField(null=True)
    concluded_on = models.DateField(_("concluded"), null=True)
    concluded_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.ForeignKey(
        "guazhi.GradeDecision", on_delete=models.PROTECT, null=True, related_name="assessments"
    )
    total = models.DecimalField(_("total"), max_digits=7, decimal_places=4, null=True)
    proposed = models.CharField(_("grade proposed"), max_length=64, blank=True)
    decided = models.CharField(_("grade to be set"), max_length=64, blank=True)
    payload = models.TextField(blank=True)
    digest_name = models.CharField(max_length=20, blank=True)
    digest = models.CharField(_("digest"), max_length=128, blank=True)
    grade = models.CharField(_("grade"), max_length=64, blank=True)
    opinion = models.TextField(_("opinion"), blank=True)
    has_dissent = models.BooleanField(_("a party gave another grade"), default=False)
    released_on = models.DateField(_("released"), null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "kind"], name="assessment_one_of_each_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]),
                name="assessment_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True, decision__isnull=True, grade="")
                | (Q(concluded_on__isnull=False, decision__isnull=False) & ~Q(grade="")),
                name="assessment_concluded_by_a_decision_with_a_grade",
            ),
            models.CheckConstraint(
                condition=Q(digest="") | ~Q(payload=""), name="assessment_drawn_up_with_a_digest"
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(released_on__gte=F("concluded_on")),
                name="assessment_released_after_it_is_concluded",
            ),
        )
        indexes = (models.Index(fields=["kind", "concluded_on"], name="assessment_by_kind"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind}"


class AssessmentPartQuerySet(ScopedQuerySet["AssessmentPart"]):
    """Parts, reached through their secondment; each is closed to the others until all are in."""

    reach: ClassVar[Reaches] = through("secondment")

    def shown(self, organisations: Iterable[int]) -> Self:
        """Those of ``organisations``, and all of an assessment whose parts are in."""
        return self.filter(
            Q(assessment__parts_in_on__isnull=False) | Q(organisation__in=list(organisations))
        )


class AssessmentPart(SecondmentOwned):
    """What one managing party contributes: each indicator, an opinion and the grade it proposes.

    ``on_behalf_of`` is the member without an account whose workbook was taken in; ``earlier``
    holds what was said before each change, with the reason.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="parts")
    party = models.CharField(_("party"), max_length=6, choices=MANAGING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    on_behalf_of = models.CharField(_("on behalf of"), max_length=60, blank=True)
    scores = models.JSONField(_("indicators"))
    opinion = models.TextField(_("opinion"))
    growth = models.TextField(_("experience gained"), blank=True)
    grade = models.CharField(_("grade proposed"), max_length=64)
    earlier = models.JSONField(default=list)

    objects = AssessmentPartQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "organisation"], name="assessment_part_one_of_each_party"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.party}"
