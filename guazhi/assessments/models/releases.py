"""The notice by which a person is told of his grade, and his acknowledgement."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.models.decisions import GradeDecision
from guazhi.assessments.models.joint import Assessment
from guazhi.programmes.models import Programme
from guazhi.secondments.models import SecondmentOwned


class GradeNoticeQuerySet(ScopedQuerySet["GradeNotice"]):
    """Notices of a grade, reached through their secondment; there are none before the release."""

    reach: ClassVar[Reaches] = through("secondment")
    released = Q(day__isnull=False)


class GradeNotice(SecondmentOwned):
    """A numbered notice of the grade (考核等次通知): what it says is frozen under its digest.

    The person acknowledges it by signing, or somebody notes that he would not, before a witness.
    After a contest that changes the grade a later notice supersedes it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="notices")
    decision = models.ForeignKey(GradeDecision, on_delete=models.PROTECT, related_name="notices")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial"))
    number = models.CharField(_("document number"), max_length=60)
    day = models.DateField(_("day"))
    payload = models.TextField()
    digest_name = models.CharField(max_length=20)
    digest = models.CharField(_("digest"), max_length=128)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    answered_on = models.DateField(_("acknowledged"), null=True)
    answered_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_refused = models.BooleanField(_("would not sign"), default=False)
    witness = models.CharField(_("witness"), max_length=60, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = GradeNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "year", "serial"], name="grade_notice_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(supersedes__isnull=True),
                name="grade_notice_one_first_each",
            ),
            models.CheckConstraint(
                condition=Q(is_refused=False) | (Q(answered_on__isnull=False) & ~Q(witness="")),
                name="grade_notice_refused_before_a_witness",
            ),
        )

    def __str__(self) -> str:
        return self.number
