"""Forums of the city department, who attended, what was raised, and the work reports heard."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment, SecondmentOwned


class ForumQuerySet(ScopedQuerySet["Forum"]):
    """A forum reaches the owner of its programme and the parties of whoever is invited."""

    reach: ClassVar[Reaches] = {
        **through("attendances__secondment"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }
    subject = "attendances__secondment__secondee_id"
    many = True


class Forum(models.Model):
    """A forum (座谈会) with the secondees of an intake: planned, then held with minutes (S2.2.1).

    ``held_on`` is empty until the forum is recorded; ``thought_trends`` and ``work_trends`` are
    what the department learned there (S2.2.3).
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="forums")
    day = models.DateField(_("planned for"))
    place = models.CharField(_("place"), max_length=120)
    agenda = models.TextField(_("agenda"))
    held_on = models.DateField(_("held on"), null=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    thought_trends = models.TextField(_("trends in thinking"), blank=True)
    work_trends = models.TextField(_("trends in work"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ForumQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "day"], name="forum_one_a_day"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(minutes=""), name="forum_held_has_minutes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.day}"

    @property
    def is_held(self) -> bool:
        """Whether it has been held and recorded."""
        return self.held_on is not None


class ForumAttendanceQuerySet(ScopedQuerySet["ForumAttendance"]):
    """Invitations, reached through the secondment of whoever is invited."""

    reach: ClassVar[Reaches] = through("secondment")


class ForumAttendance(models.Model):
    """One secondee invited to one forum; ``attended`` is empty until it is recorded."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="attendances")
    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="+")
    attended = models.BooleanField(_("attended"), null=True)

    objects = ForumAttendanceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["forum", "secondment"], name="forum_invites_once"),
        )

    def __str__(self) -> str:
        return f"{self.forum_id} {self.secondment_id}"


class ForumPointQuerySet(ScopedQuerySet["ForumPoint"]):
    """Points raised, reached as their forum is."""

    reach: ClassVar[Reaches] = {
        **through("forum__attendances__secondment"),
        Reach.PROGRAMME: ("forum__intake__programme__area__path",),
    }
    subject = "forum__attendances__secondment__secondee_id"
    many = True


class ForumPoint(models.Model):
    """A point raised at a forum and the organisation that follows it up."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="points")
    text = models.TextField(_("point raised"))
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ForumPointQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.forum_id} {self.owner_id}"


class WorkReportQuerySet(ScopedQuerySet["WorkReport"]):
    """Work reports, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class WorkReport(SecondmentOwned):
    """A secondee's work report (工作汇报), heard when its forum is held with him there (S2.2.2)."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, related_name="reports")
    day = models.DateField(_("day"))
    work = models.TextField(_("work done"))
    thought = models.TextField(_("thinking"))
    problems = models.TextField(_("problems"), blank=True)
    suggestions = models.TextField(_("suggestions"), blank=True)
    heard_on = models.DateField(_("heard on"), null=True)

    objects = WorkReportQuerySet.as_manager()

    class Meta:
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
