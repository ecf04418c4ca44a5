"""The meeting that decides on grades, and the consent to give more of the best."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.assessments.models.joint import KINDS
from guazhi.programmes.models import Intake


class GradeDecisionQuerySet(ScopedQuerySet["GradeDecision"]):
    """Decisions on grades reach the owner of the programme, and nobody on whom they decide."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("intake__programme__area__path",)}
    subject: ClassVar[str] = "assessments__secondment__secondee_id"
    many: ClassVar[bool] = True


class GradeDecision(models.Model):
    """A meeting (研究确定考核等次) that set the grades of one kind of assessment, in one act.

    ``payload`` is the list as it was decided, with the cap as it stood, frozen under ``digest``.
    One that follows a contest sets one grade anew.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="grade_decisions")
    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    meeting = models.CharField(_("meeting"), max_length=120)
    day = models.DateField(_("day of the meeting"))
    present = models.TextField(_("who was there"))
    number = models.CharField(_("number of the minutes"), max_length=60, blank=True)
    payload = models.TextField()
    digest_name = models.CharField(max_length=20)
    digest = models.CharField(_("digest"), max_length=128)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = GradeDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(payload="") & ~Q(digest=""), name="grade_decision_frozen"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.day}"


class CapConsentQuerySet(ScopedQuerySet["CapConsent"]):
    """Consents reach the owner of the programme."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("intake__programme__area__path",)}


class CapConsent(models.Model):
    """That the department in charge consents to more of the capped grade in one round."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="cap_consents")
    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    given_by = models.CharField(_("consent given by"), max_length=120)
    paper = models.CharField(_("document number"), max_length=120)
    day = models.DateField(_("day"))
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = CapConsentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "kind"], name="cap_consent_one_of_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.kind}"
