"""What is done for the secondee's daily life."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned

CARE_KINDS = {
    "lodging": _("Lodging"),
    "meals": _("Meals"),
    "transport": _("Transport"),
    "health": _("Health"),
    "visit": _("Visit"),
    "other": _("Other"),
}


class CareQuerySet(ScopedQuerySet["Care"]):
    """Care items, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Care(SecondmentOwned):
    """Something done for the secondee's daily life (S2.1.9)."""

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=CARE_KINDS)
    text = models.TextField(_("what was done"))

    objects = CareQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind}"
