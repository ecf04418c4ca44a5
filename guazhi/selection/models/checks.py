"""What people decided on the warnings of checks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.people.models import Person
from guazhi.programmes.models import Intake, Post


class CheckDecisionQuerySet(ScopedQuerySet["CheckDecision"]):
    """Decisions on warnings, reached by the owner of the programme and by whoever sends."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("intake__programme__area__path",),
        Reach.HOME: ("person__nominations__home_path", "person__secondments__home_path"),
    }
    subject = "person_id"
    many = True


class CheckDecision(models.Model):
    """Somebody decided on a warning: whether the person may be placed all the same, and why.

    It holds for the very facts whose fingerprint is ``digest``, at every post that has them, and
    is void when one of them or the rule changes. ``post`` is the one that was looked at; of
    several decisions on one digest the last one counts.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="check_decisions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="check_decisions")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    check_id = models.CharField(_("check"), max_length=64)
    digest = models.CharField(_("fingerprint"), max_length=32)
    admits = models.BooleanField(_("may be placed"))
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = CheckDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="check_decision_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.check_id}"
