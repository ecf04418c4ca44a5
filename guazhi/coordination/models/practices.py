"""Good practice: summed up, reviewed, spread to every secondee, read, taken up (S2.2.4-S2.2.6)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.coordination.models.reports import WorkReport
from guazhi.coordination.rules import PracticeState
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment, SecondmentOwned

SOURCES = {"forum": _("Forum"), "report": _("Work report"), "task": _("Task")}
PRACTICE_STATES = {
    PracticeState.PROPOSED.value: _("Waits for review"),
    PracticeState.RETURNED.value: _("Returned"),
    PracticeState.PUBLISHED.value: _("Published"),
}


class PracticeQuerySet(ScopedQuerySet["Practice"]):
    """A practice reaches the owner of its programme and every party of its intake."""

    reach: ClassVar[Reaches] = {
        **through("intake__secondments"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }
    subject = "intake__secondments__secondee_id"
    many = True


class Practice(models.Model):
    """Something that worked (经验做法), proposed in an intake and then published to all of it.

    ``report`` or ``task`` is the work in which it was seen. A review publishes it or returns it
    with a reason; then whoever proposed it may send it in again.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="practices")
    secondment = models.ForeignKey(
        Secondment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("what was done and what came of it"))
    source = models.CharField(_("source"), max_length=8, choices=SOURCES)
    report = models.ForeignKey(WorkReport, on_delete=models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey("guazhi.Task", on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField(_("day"))
    state = models.CharField(
        _("state"), max_length=10, choices=PRACTICE_STATES, default=PracticeState.PROPOSED.value
    )
    returned_on = models.DateField(_("returned on"), null=True)
    return_reason = models.TextField(_("reason for the return"), blank=True)
    published_on = models.DateField(_("published on"), null=True)
    published_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "title"], name="practice_titled_once"),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("day")),
                name="practice_published_after_proposed",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_on__isnull=False)
                | (~Q(state="published") & Q(published_on__isnull=True)),
                name="practice_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="practice_returned_with_a_reason",
            ),
        )
        indexes = (models.Index(fields=["published_on", "id"], name="practice_by_publication"),)

    def __str__(self) -> str:
        return self.title


class PracticeDeliveryQuerySet(ScopedQuerySet["PracticeDelivery"]):
    """Deliveries, reached through the secondment that received."""

    reach: ClassVar[Reaches] = through("secondment")


class PracticeDelivery(models.Model):
    """A published practice delivered to one secondee, and when it was read."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="deliveries")
    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="+")
    delivered_on = models.DateField(_("delivered on"))
    read_on = models.DateField(_("read on"), null=True)

    objects = PracticeDeliveryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["practice", "secondment"], name="practice_delivered_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice_id} {self.secondment_id}"


class PracticeAdoptionQuerySet(ScopedQuerySet["PracticeAdoption"]):
    """Adoptions, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class PracticeAdoption(SecondmentOwned):
    """A practice taken up in one secondment, and its effect there."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    day = models.DateField(_("day"))
    effect = models.TextField(_("effect"))

    objects = PracticeAdoptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["practice", "secondment"], name="practice_adopted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice_id} {self.secondment_id}"


class PracticeCommentQuerySet(ScopedQuerySet["PracticeComment"]):
    """Comments, reached as their practice is."""

    reach: ClassVar[Reaches] = {
        **through("practice__intake__secondments"),
        Reach.PROGRAMME: ("practice__intake__programme__area__path",),
    }
    subject = "practice__intake__secondments__secondee_id"
    many = True


class PracticeComment(models.Model):
    """A few words on a published practice. It is never deleted; withdrawn, its words are hidden."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="comments")
    text = models.CharField(_("comment"), max_length=300)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = PracticeCommentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.practice_id} {self.made_by_id}"
