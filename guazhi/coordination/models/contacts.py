"""A county's contact with host units (S2.2.8, S2.2.9)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.secondments.models import SecondmentOwned


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Contact(SecondmentOwned):
    """A county organisation department asked a host how a secondee works, lives and thinks."""

    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    spoke_with = models.CharField(_("spoke with"), max_length=60)
    work = models.TextField(_("work"))
    life = models.TextField(_("life"))
    thought = models.TextField(_("thinking"))

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "department", "day"],
                name="contact_one_a_day_by_department",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
