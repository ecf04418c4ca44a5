"""Requests of home organisations for work during the term (S3.0.10)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned


class HomeRequestQuerySet(ScopedQuerySet["HomeRequest"]):
    """Home requests, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class HomeRequest(SecondmentOwned):
    """A home organisation asks that its secondee do some work for it; the city decides.

    ``allowed`` is empty while the request waits.
    """

    day = models.DateField(_("day"))
    matter = models.CharField(_("matter"), max_length=200)
    reason = models.TextField(_("reason"))
    days = models.PositiveSmallIntegerField(_("days asked for"))
    allowed = models.BooleanField(_("allowed"), null=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    decided_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = HomeRequestQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="home_request_gives_a_reason"),
            models.CheckConstraint(
                condition=~Q(allowed=False) | ~Q(decision_reason=""),
                name="home_request_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(allowed__isnull=True, decided_on__isnull=True)
                | Q(allowed__isnull=False, decided_on__isnull=False),
                name="home_request_decided_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["secondment", "matter"],
                condition=Q(allowed__isnull=True),
                name="home_request_waits_once_for_a_matter",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.matter}"
