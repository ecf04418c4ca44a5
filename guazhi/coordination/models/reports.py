"""Work reports of secondees, and the drafts that nobody else sees."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.coordination.models.forums import Forum
from guazhi.coordination.rules import ReportState
from guazhi.secondments.models import SecondmentOwned

REPORT_STATES = {
    ReportState.SUBMITTED.value: _("Waits for the host"),
    ReportState.RETURNED.value: _("Returned"),
    ReportState.COUNTERSIGNED.value: _("Countersigned"),
}


class WorkReportQuerySet(ScopedQuerySet["WorkReport"]):
    """Work reports, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class WorkReport(SecondmentOwned):
    """A secondee's work report (工作汇报), heard when its forum is held with him there (S2.2.2).

    ``sections`` holds the text of each section that the policy asks for, by its id; ``earlier``
    what was handed in before each return, with the reason. ``remark`` is the host's.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, related_name="reports")
    day = models.DateField(_("day"))
    sections = models.JSONField(default=dict)
    state = models.CharField(
        _("state"), max_length=14, choices=REPORT_STATES, default=ReportState.SUBMITTED.value
    )
    remark = models.TextField(_("remark of the host unit"), blank=True)
    signed_on = models.DateField(_("countersigned on"), null=True)
    signed_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    earlier = models.JSONField(default=list)
    heard_on = models.DateField(_("heard on"), null=True)

    objects = WorkReportQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["state", "day"], name="work_report_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "forum"],
                condition=Q(forum__isnull=False),
                name="work_report_one_for_a_forum",
            ),
            models.UniqueConstraint(fields=["secondment", "day"], name="work_report_one_a_day"),
            models.CheckConstraint(
                condition=Q(heard_on__isnull=True) | Q(forum__isnull=False),
                name="work_report_heard_at_a_forum",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class ReportDraftQuerySet(ScopedQuerySet["ReportDraft"]):
    """Drafts, reached through their secondment; the matrix lets only the secondee write one."""

    reach: ClassVar[Reaches] = through("secondment")


class ReportDraft(SecondmentOwned):
    """The report a secondee is writing, saved as he types; gone when it is handed in."""

    sections = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["secondment"], name="report_draft_one_each"),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.edition}"
