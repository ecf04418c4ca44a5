"""Talks in which the host hears the secondee."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned

TALK_MANNERS = {
    "alone": _("Heart-to-heart talk"),
    "together": _("Talk in a small round"),
    "on_site": _("Visit on site"),
    "phone": _("By phone or video"),
}


class TalkQuerySet(ScopedQuerySet["Talk"]):
    """Talks, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Talk(SecondmentOwned):
    """A talk in which the host heard the secondee on thought and work (S2.1.11-12).

    ``topics`` are ids of the talk's topics in the policy; each aspect is there in words, by a
    topic, or both.
    """

    day = models.DateField(_("day"))
    talker = models.CharField(_("heard by"), max_length=60)
    manner = models.CharField(_("kind"), max_length=8, choices=TALK_MANNERS, default="alone")
    place = models.CharField(_("place"), max_length=60, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    thought = models.TextField(_("thinking"), blank=True)
    work = models.TextField(_("work"), blank=True)

    objects = TalkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
