"""Difficulties, the level that owns each, and the steps taken."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.hosting.rules import DifficultyState
from guazhi.secondments.models import SecondmentOwned

DIFFICULTY_KINDS = {"work": _("Work"), "life": _("Life"), "thought": _("Thinking")}
LEVEL_NAMES = {"host": _("Host unit"), "county": _("County"), "city": _("City")}


class DifficultyQuerySet(ScopedQuerySet["Difficulty"]):
    """Difficulties, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Difficulty(SecondmentOwned):
    """A difficulty of the secondee, the level that owns it, and its way to a solution (S2.1.10).

    ``since`` is the day on which it came to its present level, ``opinion`` what it came of.
    """

    STATES: ClassVar[dict[str, object]] = {
        DifficultyState.RAISED.value: _("Raised"),
        DifficultyState.ANSWERED.value: _("Answered"),
        DifficultyState.RESOLVED.value: _("Waits for confirmation"),
        DifficultyState.CLOSED.value: _("Solved"),
    }

    kind = models.CharField(_("kind"), max_length=8, choices=DIFFICULTY_KINDS)
    text = models.TextField(_("difficulty"))
    day = models.DateField(_("raised"))
    level = models.CharField(_("level"), max_length=8, choices=LEVEL_NAMES)
    since = models.DateField(_("at this level since"))
    opinion = models.ForeignKey(
        "guazhi.Opinion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey("guazhi.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="raised")
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    solution = models.TextField(_("solution"), blank=True)
    resolved_on = models.DateField(_("solution given"), null=True, blank=True)
    closed_on = models.DateField(_("solved"), null=True, blank=True)
    remark = models.TextField(_("secondee's remark"), blank=True)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["state", "day"], name="difficulty_by_state"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind}"


class DifficultyStepQuerySet(ScopedQuerySet["DifficultyStep"]):
    """Steps, reached as their difficulty is."""

    reach: ClassVar[Reaches] = through("difficulty__secondment")
    subject = "difficulty__secondment__secondee_id"


STEPS = {
    "answer": _("Answered"),
    "pass_up": _("Referred upwards"),
    "escalate": _("Passed up by the system, unsolved in time"),
    "resolve": _("Solution given"),
    "close": _("Confirmed as solved"),
    "reopen": _("Not solved"),
}


class DifficultyStep(Written):
    """One step on a difficulty and its words, by the level that had it; never changed."""

    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=8, choices=STEPS)
    day = models.DateField(_("day"))
    text = models.TextField(_("text"), blank=True)
    level = models.CharField(_("level"), max_length=8, choices=LEVEL_NAMES)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = DifficultyStepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.difficulty_id} {self.kind} {self.day}"
