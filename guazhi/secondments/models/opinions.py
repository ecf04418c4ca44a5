"""Opinions heard in a talk, a contact or a forum, and what became of them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.secondments.models.secondment import Secondment

OPINION_BECOMES = {
    "difficulty": _("Difficulty"),
    "task": _("Task"),
    "exchange_item": _("Exchange item"),
}


class OpinionQuerySet(ScopedQuerySet["Opinion"]):
    """Opinions, reached through their secondment by whoever may know where they were heard."""

    reach: ClassVar[Reaches] = through("secondment")

    def heard_in(self, actor: Actor, talk: Capability, contact: Capability) -> Self:
        """Those of talks on which ``actor`` holds ``talk``, of contacts likewise, and of forums."""
        talks = self.permitted(actor, talk).filter(talk__isnull=False)
        contacts = self.permitted(actor, contact).filter(contact__isnull=False)
        points = self.permitted(actor, Capability.VIEW_FORUM).filter(point__isnull=False)
        return talks | contacts | points

    def readable(self, actor: Actor) -> Self:
        """Those that ``actor`` may read."""
        return self.heard_in(actor, Capability.VIEW_TALK, Capability.VIEW_CONTACT)

    def workable(self, actor: Actor) -> Self:
        """Those of which ``actor`` may make something."""
        return self.heard_in(actor, Capability.HOLD_TALK, Capability.VIEW_CONTACT)


class Opinion(Written):
    """One opinion heard in a talk, a contact or a forum, where it is a ``point``.

    It becomes a difficulty, a task or an exchange item once.
    """

    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="opinions")
    talk = models.ForeignKey(
        "guazhi.Talk", on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    contact = models.ForeignKey(
        "guazhi.Contact", on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    point = models.OneToOneField(
        "guazhi.ForumPoint", on_delete=models.PROTECT, null=True, related_name="opinion"
    )
    text = models.TextField(_("opinion"))
    became = models.CharField(max_length=16, choices=OPINION_BECOMES, blank=True)
    record = models.BigIntegerField(null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(became="", record__isnull=True)
                | (~Q(became="") & Q(record__isnull=False)),
                name="opinion_becomes_one_thing_or_none",
            ),
            models.CheckConstraint(
                condition=Q(talk__isnull=False, contact=None, point=None)
                | Q(contact__isnull=False, talk=None, point=None)
                | Q(point__isnull=False, talk=None, contact=None),
                name="opinion_heard_in_one_place",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.text[:20]}"
