"""Opinions heard in a talk of the host or in a contact of a county, and what became of them."""

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
        """Those of talks on which ``actor`` holds ``talk``, those of contacts likewise."""
        talks = self.permitted(actor, talk).filter(talk__isnull=False)
        return talks | self.permitted(actor, contact).filter(contact__isnull=False)

    def readable(self, actor: Actor) -> Self:
        """Those that ``actor`` may read."""
        return self.heard_in(actor, Capability.VIEW_TALK, Capability.VIEW_CONTACT)

    def workable(self, actor: Actor) -> Self:
        """Those of which ``actor`` may make something."""
        return self.heard_in(actor, Capability.HOLD_TALK, Capability.VIEW_CONTACT)


class Opinion(Written):
    """One opinion heard in a talk or a contact; it becomes a difficulty, a task or an item once."""

    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="opinions")
    talk = models.ForeignKey(
        "guazhi.Talk", on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    contact = models.ForeignKey(
        "guazhi.Contact", on_delete=models.PROTECT, null=True, related_name="opinions"
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
                condition=Q(talk__isnull=False) ^ Q(contact__isnull=False),
                name="opinion_heard_in_a_talk_or_a_contact",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.text[:20]}"
