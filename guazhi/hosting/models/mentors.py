"""Who mentors, and what was done as a mentor."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.people.models import Person
from guazhi.secondments.models import SecondmentOwned


class MentorshipQuerySet(ScopedQuerySet["Mentorship"]):
    """Mentorships, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Mentorship(SecondmentOwned):
    """Who mentors from when until when; normally the host's principal leader (S2.1.6)."""

    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentorships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted"), null=True, blank=True)
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


THEMES = {
    "thought": _("Thinking"),
    "work": _("Ways of working"),
    "policy": _("Policy and business"),
    "people": _("Work with people"),
    "conduct": _("Conduct"),
    "life": _("Life"),
}


class MentoringQuerySet(ScopedQuerySet["Mentoring"]):
    """What mentors did, reached through the secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Mentoring(SecondmentOwned):
    """A time the mentor took: the day, what it was about, what was passed on (S2.1.6)."""

    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    themes = models.JSONField(_("themes"), default=list)
    text = models.TextField(_("what was passed on"))

    objects = MentoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("mentoring")
        indexes = (models.Index(fields=["secondment", "day"], name="mentoring_by_day"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class MentoringNoteQuerySet(ScopedQuerySet["MentoringNote"]):
    """Private notes reach their writer only, whoever mentors now."""

    reach: ClassVar[Reaches] = {Reach.MENTOR: ("mentoring__mentor_id",)}
    subject = "mentoring__secondment__secondee_id"


class MentoringNote(models.Model):
    """A mentor's private note on a time of mentoring; a successor does not inherit it."""

    mentoring = models.OneToOneField(Mentoring, on_delete=models.PROTECT, related_name="note")
    text = models.TextField(_("private note"))

    objects = MentoringNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.mentoring_id)
