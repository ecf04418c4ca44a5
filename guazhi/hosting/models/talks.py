"""Talks in which the host hears the secondee."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned


class TalkQuerySet(ScopedQuerySet["Talk"]):
    """Talks, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Talk(SecondmentOwned):
    """A talk in which the host heard the secondee on thought and work (S2.1.11-12)."""

    day = models.DateField(_("day"))
    talker = models.CharField(_("heard by"), max_length=60)
    place = models.CharField(_("place"), max_length=60, blank=True)
    thought = models.TextField(_("thinking"))
    work = models.TextField(_("work"))
    opinions = models.TextField(_("opinions raised"), blank=True)

    objects = TalkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
