"""Kept runs of a placement."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.programmes.models import Intake


class PlacementRunQuerySet(ScopedQuerySet["PlacementRun"]):
    """Runs, reached by whoever owns the programme; they are about all who are nominated."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("intake__programme__area__path",)}
    subject = "intake__nominations__person_id"


class PlacementRun(models.Model):
    """One placement of an intake as it was worked out: what went in, and what came out.

    ``inputs`` holds the data with what people fixed and forbade, ``record`` the canonical text of
    the solver, ``digest`` its fingerprint: solved again, the inputs give the same bytes. People are
    named by the numbers of their nominations, posts by their own. ``reckoning`` is what the plan
    comes to, counted once for lists. ``proved_at`` is when the run was last worked out again.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="placement_runs")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(_("outcome"), max_length=10)
    people = models.PositiveIntegerField(_("people"))
    placed = models.PositiveIntegerField(_("placed"))
    reckoning = models.JSONField(default=dict)
    inputs = models.TextField()
    record = models.TextField()
    digest = models.CharField(_("fingerprint"), max_length=64)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    proved_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PlacementRunQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["intake", "number"], name="placement_run_one_number_each"
            ),
            models.UniqueConstraint(fields=["intake", "digest"], name="placement_run_kept_once"),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.number}"
