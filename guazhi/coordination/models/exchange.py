"""What secondees bring up from the base and down from above (S1.3.4, S1.3.5, S1.3.7)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.secondments.models import SecondmentOwned

DIRECTIONS = {"brought_up": _("Brought up"), "brought_down": _("Brought down")}


class ExchangeItemQuerySet(ScopedQuerySet["ExchangeItem"]):
    """Exchange items, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class ExchangeItem(SecondmentOwned):
    """A condition brought up or information brought down, sent to one unit and answered by it.

    ``party`` is what the addressed organisation is on this secondment; ``adopted`` stays empty
    where there was nothing to adopt; ``opinion`` is what was heard in a talk and became it.
    """

    direction = models.CharField(_("direction"), max_length=12, choices=DIRECTIONS)
    text = models.TextField(_("text"))
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10)
    day = models.DateField(_("day"))
    opinion = models.ForeignKey(
        "guazhi.Opinion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    adopted = models.BooleanField(_("adopted"), null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ExchangeItemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="exchange_answered_in_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.direction} {self.day}"
