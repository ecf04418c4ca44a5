"""The use of the result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.rules import Occasion
from guazhi.secondments.models import SecondmentOwned

OCCASIONS = {
    Occasion.NOMINATION.value: _("Nomination"),
    Occasion.APPOINTMENT.value: _("Appointment"),
    Occasion.TRAINING.value: _("Training"),
    Occasion.RESERVE_LIST.value: _("Reserve list"),
    Occasion.OTHER.value: _("Other occasion"),
}


class ResultUseQuerySet(ScopedQuerySet["ResultUse"]):
    """Uses of the result, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class ResultUse(SecondmentOwned):
    """That a meeting had the result before it, and how it counted or why it did not (S2.2.15).

    ``record_kind`` and ``record`` name the later consideration, such as a nomination, in which it
    stands; they are empty where a use is recorded by itself.
    """

    occasion = models.CharField(_("occasion"), max_length=12, choices=OCCASIONS)
    meeting = models.CharField(_("meeting"), max_length=120)
    day = models.DateField(_("day"))
    decision = models.TextField(_("decision"))
    considered = models.BooleanField(_("the result was considered"))
    how_considered = models.TextField(_("how it was considered, or why not"))
    record_kind = models.CharField(max_length=20, blank=True)
    record = models.BigIntegerField(null=True)

    objects = ResultUseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(how_considered=""), name="result_use_says_how_or_why_not"
            ),
            models.UniqueConstraint(
                fields=["secondment", "record_kind", "record"],
                condition=Q(record__isnull=False),
                name="result_use_once_in_each_consideration",
            ),
        )
        indexes = (models.Index(fields=["day"], name="result_use_by_day"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.occasion}"
