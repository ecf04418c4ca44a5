"""Joint assessments and their parts, the summary, the appraisal, and the use of the result."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.rules import Kind, Occasion
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
OCCASIONS = {
    Occasion.NOMINATION.value: _("Nomination"),
    Occasion.APPOINTMENT.value: _("Appointment"),
    Occasion.TRAINING.value: _("Training"),
    Occasion.RESERVE_LIST.value: _("Reserve list"),
    Occasion.OTHER.value: _("Other occasion"),
}


class AssessmentQuerySet(ScopedQuerySet["Assessment"]):
    """Assessments, reached through their secondment; the result counts once released."""

    reach: ClassVar[Reaches] = through("secondment")
    released = Q(released_on__isnull=False)


class Assessment(SecondmentOwned):
    """The joint assessment (考核) of a secondee at mid-term or at the end (S2.2.11-14).

    It begins with the first part; ``parts_in_on`` is the day on which the last managing party's
    part came in, from when the parts are open to all of them; concluding sets the grade.
    """

    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    parts_in_on = models.DateField(null=True)
    concluded_on = models.DateField(_("concluded"), null=True)
    concluded_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
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
                condition=(Q(concluded_on__isnull=True) & Q(grade=""))
                | (Q(concluded_on__isnull=False) & ~Q(grade="")),
                name="assessment_concluded_with_a_grade",
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
    """Parts, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class AssessmentPart(SecondmentOwned):
    """What one managing party contributes: each dimension, an opinion and the grade it proposes."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="parts")
    party = models.CharField(_("party"), max_length=6, choices=MANAGING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    scores = models.JSONField(_("dimensions"))
    opinion = models.TextField(_("opinion"))
    growth = models.TextField(_("experience gained"), blank=True)
    grade = models.CharField(_("grade proposed"), max_length=64)

    objects = AssessmentPartQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "organisation"], name="assessment_part_one_of_each_party"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.party}"


class SummaryQuerySet(ScopedQuerySet["Summary"]):
    """Summaries, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Summary(SecondmentOwned):
    """One version of what the secondee writes at the end (S2.1.13), with 政绩观 (S3.0.1)."""

    version = models.PositiveSmallIntegerField(_("version"))
    day = models.DateField(_("day"))
    text = models.TextField(_("summary"))
    view_of_achievement = models.TextField(_("view of achievement"))
    submitted_on = models.DateField(_("submitted"), null=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "version"], name="summary_one_of_each_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.version}"


class SummaryHelpQuerySet(ScopedQuerySet["SummaryHelp"]):
    """The host's help, reached through its secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class SummaryHelp(SecondmentOwned):
    """How the host helped with the summary (S2.1.13)."""

    summary = models.ForeignKey(Summary, on_delete=models.PROTECT, related_name="helps")
    day = models.DateField(_("day"))
    note = models.TextField(_("how the host helped"))

    objects = SummaryHelpQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.summary_id} {self.day}"


class AppraisalQuerySet(ScopedQuerySet["Appraisal"]):
    """Appraisals, reached through their secondment; home and secondee see signed ones."""

    reach: ClassVar[Reaches] = through("secondment")
    released = Q(signed_on__isnull=False)


class Appraisal(SecondmentOwned):
    """One version of the organisational appraisal (组织鉴定, S2.1.14), in four parts.

    Signing freezes it: ``payload`` is all that stands on the paper, ``digest`` its fingerprint.
    A later change is a new version that, once signed, supersedes this one.
    """

    version = models.PositiveSmallIntegerField(_("version"))
    day = models.DateField(_("drafted"))
    facts = models.TextField(_("main facts"))
    strengths = models.TextField(_("strengths"))
    weaknesses = models.TextField(_("weaknesses"))
    hopes = models.TextField(_("hopes"))
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    is_superseded = models.BooleanField(_("superseded"), default=False)
    signed_on = models.DateField(_("signed"), null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signer_name = models.CharField(_("signed by"), max_length=60, blank=True)
    payload = models.TextField(blank=True)
    digest_name = models.CharField(max_length=20, blank=True)
    digest = models.CharField(_("digest"), max_length=128, blank=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "version"], name="appraisal_one_of_each_version"
            ),
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(signed_on__isnull=False, is_superseded=False),
                name="appraisal_one_in_force",
            ),
            models.CheckConstraint(
                condition=(Q(signed_on__isnull=True) & Q(digest=""))
                | (Q(signed_on__isnull=False) & ~Q(digest="") & ~Q(payload="")),
                name="appraisal_signed_with_a_digest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.version}"


class ResultUseQuerySet(ScopedQuerySet["ResultUse"]):
    """Uses of the result, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class ResultUse(SecondmentOwned):
    """That a meeting had the result before it, and how it counted or why it did not (S2.2.15)."""

    occasion = models.CharField(_("occasion"), max_length=12, choices=OCCASIONS)
    meeting = models.CharField(_("meeting"), max_length=120)
    day = models.DateField(_("day"))
    decision = models.TextField(_("decision"))
    considered = models.BooleanField(_("the result was considered"))
    how_considered = models.TextField(_("how it was considered, or why not"))

    objects = ResultUseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(how_considered=""), name="result_use_says_how_or_why_not"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.occasion}"
