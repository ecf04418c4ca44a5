"""The work of a host: acceptance, plan, mentor, briefing, division, tasks, talks, difficulties."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.hosting.rules import DifficultyState, TaskState
from guazhi.people.models import Person
from guazhi.secondments.models import SecondmentOwned


class AcceptanceQuerySet(ScopedQuerySet["Acceptance"]):
    """Acceptances, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Acceptance(SecondmentOwned):
    """The host's word that it takes the secondee, and the leader responsible (S2.1.4)."""

    day = models.DateField(_("day"))
    responsible = models.CharField(_("leader responsible"), max_length=60)
    remark = models.TextField(_("remark"), blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["secondment"], name="acceptance_one_each"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class TrainingPlanQuerySet(ScopedQuerySet["TrainingPlan"]):
    """Training plans, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class TrainingPlan(SecondmentOwned):
    """A version of the training plan (培养工作计划); the latest approved one is in force."""

    version = models.PositiveSmallIntegerField(_("version"))
    goals = models.TextField(_("goals"))
    measures = models.TextField(_("measures"))
    milestones = models.TextField(_("milestones"), blank=True)
    day = models.DateField(_("drafted"))
    approved_on = models.DateField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "version"], name="plan_versions_count_up"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} v{self.version}"


class MentorshipQuerySet(ScopedQuerySet["Mentorship"]):
    """Mentorships, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Mentorship(SecondmentOwned):
    """Who mentors from when until when; normally the host's principal leader (S2.1.6)."""

    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentorships")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    exception_reason = models.TextField(_("reason for the exception"), blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(until__isnull=True),
                name="mentorship_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.mentor_id}"


class BriefingQuerySet(ScopedQuerySet["Briefing"]):
    """Briefings, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Briefing(SecondmentOwned):
    """A briefing on the unit's situation and functions (S2.1.7)."""

    day = models.DateField(_("day"))
    briefer = models.CharField(_("briefed by"), max_length=60)
    situation = models.TextField(_("the unit's situation"))
    functions = models.TextField(_("the unit's functions"))
    other = models.TextField(_("other topics"), blank=True)

    objects = BriefingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class DivisionQuerySet(ScopedQuerySet["Division"]):
    """Divisions of work, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Division(SecondmentOwned):
    """The written division of work: duties, powers, treatment as own staff (S2.1.15-16)."""

    day = models.DateField(_("day"))
    duties = models.TextField(_("duties"))
    powers = models.TextField(_("delegated powers"))
    in_roster = models.BooleanField(_("on the unit's own staff list"), default=True)
    in_meetings = models.BooleanField(_("attends the unit's meetings"), default=True)
    in_study = models.BooleanField(_("takes part in study"), default=True)

    objects = DivisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Tasks, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Task(SecondmentOwned):
    """A piece of work given to the secondee, substantive or not (S2.1.17-18)."""

    STATES: ClassVar[dict[str, object]] = {
        TaskState.ASSIGNED.value: _("Assigned"),
        TaskState.REPORTED.value: _("Reported"),
        TaskState.RETURNED.value: _("Returned"),
        TaskState.DONE.value: _("Done"),
        TaskState.DROPPED.value: _("Dropped"),
    }

    title = models.CharField(_("task"), max_length=120)
    detail = models.TextField(_("details"), blank=True)
    substantive = models.BooleanField(_("substantive work"), default=True)
    day = models.DateField(_("assigned"))
    due = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=STATES, default="assigned")
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(_("reported"), null=True, blank=True)
    returned_reason = models.TextField(_("reason for the return"), blank=True)
    result = models.TextField(_("result"), blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["secondment", "state"], name="task_by_secondment"),)

    def __str__(self) -> str:
        return self.title


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


DIFFICULTY_KINDS = {"work": _("Work"), "life": _("Life"), "thought": _("Thinking")}
LEVEL_NAMES = {"host": _("Host unit"), "county": _("County"), "city": _("City")}


class DifficultyQuerySet(ScopedQuerySet["Difficulty"]):
    """Difficulties, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Difficulty(SecondmentOwned):
    """A difficulty of the secondee, the level that owns it, and its way to a solution (S2.1.10)."""

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
    "pass_up": _("Passed up"),
    "resolve": _("Solution given"),
    "close": _("Confirmed as solved"),
    "reopen": _("Not solved"),
}


class DifficultyStep(models.Model):
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
