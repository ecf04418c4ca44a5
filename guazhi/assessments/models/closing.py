"""The summary and the appraisal at the end of the term."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned


class SummaryQuerySet(ScopedQuerySet["Summary"]):
    """Summaries, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Summary(SecondmentOwned):
    """One version of what the secondee writes at the end (S2.1.13), with 政绩观 (S3.0.1).

    Once submitted the host countersigns it or returns it with a reason; then a new version.
    """

    version = models.PositiveSmallIntegerField(_("version"))
    day = models.DateField(_("day"))
    text = models.TextField(_("summary"))
    view_of_achievement = models.TextField(_("view of achievement"))
    submitted_on = models.DateField(_("submitted"), null=True)
    countersigned_on = models.DateField(_("countersigned on"), null=True)
    countersigned_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    remark = models.TextField(_("remark of the host unit"), blank=True)
    returned_on = models.DateField(_("returned on"), null=True)
    return_reason = models.TextField(_("reason for the return"), blank=True)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.CheckConstraint(
                condition=Q(countersigned_on__isnull=True, returned_on__isnull=True)
                | Q(submitted_on__isnull=False),
                name="summary_answered_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_on__isnull=True) | Q(returned_on__isnull=True),
                name="summary_countersigned_or_returned",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | ~Q(return_reason=""),
                name="summary_returned_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["secondment", "version"], name="summary_one_of_each_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.version}"


class SummaryDraftQuerySet(ScopedQuerySet["SummaryDraft"]):
    """Drafts, reached through their secondment; the matrix lets only the secondee write one."""

    reach: ClassVar[Reaches] = through("secondment")


class SummaryDraft(SecondmentOwned):
    """The summary a secondee is writing, saved as he types; gone when it becomes a version.

    ``seen`` are the marks of the version that the text began from.
    """

    text = models.TextField(blank=True)
    view_of_achievement = models.TextField(blank=True)
    seen = models.CharField(max_length=2000, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = SummaryDraftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["secondment"], name="summary_draft_one_each"),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.edition}"


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

    ``sources`` names, for each sentence that was drafted from evidence and still stands, the
    part, its words and the records it stands on (kind, key, day, a few words).
    Signing freezes it: ``payload`` is all that stands on the paper, ``digest`` its fingerprint.
    A later change is a new version that, once signed, supersedes this one.
    """

    version = models.PositiveSmallIntegerField(_("version"))
    day = models.DateField(_("drafted"))
    facts = models.TextField(_("main facts"))
    strengths = models.TextField(_("strengths"))
    weaknesses = models.TextField(_("weaknesses"))
    hopes = models.TextField(_("hopes"))
    sources = models.JSONField(_("what its sentences stand on"), default=list)
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
