"""Visits of home organisations to their secondees."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned


class HomeVisitQuerySet(ScopedQuerySet["HomeVisit"]):
    """Visits, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class HomeVisit(SecondmentOwned):
    """The home organisation went to see its secondee and heard how things are.

    What the secondee confides may concern the host, so the host does not read it.
    """

    day = models.DateField(_("day"))
    visitor = models.CharField(_("visitor"), max_length=60)
    place = models.CharField(_("place"), max_length=120)
    thought = models.TextField(_("thinking"))
    difficulties = models.TextField(_("difficulties heard"), blank=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = HomeVisitQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["secondment", "day"], name="home_visit_one_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
