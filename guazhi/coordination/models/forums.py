"""Forums of a department: who is invited and came, what was raised, and the minutes."""

from datetime import time
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment

TO_COME = {"held_on__isnull": True, "called_off_on__isnull": True}


class ForumQuerySet(ScopedQuerySet["Forum"]):
    """A forum reaches the owner of its programme and the parties of whoever is invited."""

    reach: ClassVar[Reaches] = {
        **through("attendances__secondment"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }
    subject = "attendances__secondment__secondee_id"
    many = True

    def run_by(self, actor: Actor) -> Self:
        """Only forums of an area that the actor's department manages."""
        areas = Q(pk__in=[])
        for path in actor.paths(Capability.HOLD_FORUM):
            areas |= Q(area__path__under=path)
        return self.permitted(actor, Capability.HOLD_FORUM).filter(areas)


class Forum(models.Model):
    """A forum (座谈会) with secondees of an intake: planned, then held and recorded (S2.2.1).

    ``area`` is the city or county whose department holds it, ``plan`` counts how often it was
    planned anew, ``outside_for`` is why it lies outside the window that waits for one. ``held_on``
    is empty until it is recorded; the trends are what the department learned there (S2.2.3).
    One that is called off is not held any more, and ``called_off_for`` says why.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="forums")
    area = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("planned for"))
    begins = models.TimeField(_("begins at"), default=time(9))
    ends = models.TimeField(_("ends at"), default=time(11, 30))
    place = models.CharField(_("place"), max_length=120)
    agenda = models.TextField(_("agenda"))
    plan = models.PositiveSmallIntegerField(default=1)
    outside_for = models.CharField(_("why outside the window"), max_length=120, blank=True)
    called_off_on = models.DateField(_("called off on"), null=True)
    called_off_for = models.CharField(_("why it is called off"), max_length=120, blank=True)
    urged_on = models.DateField(_("reports urged on"), null=True)
    held_on = models.DateField(_("held on"), null=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)
    notes = models.TextField(_("what was said"), blank=True)
    thought_trends = models.TextField(_("trends in thinking"), blank=True)
    work_trends = models.TextField(_("trends in work"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ForumQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["intake", "area", "day"],
                condition=Q(called_off_on__isnull=True),
                name="forum_one_a_day",
            ),
            models.CheckConstraint(
                condition=Q(called_off_on__isnull=True)
                | (Q(held_on__isnull=True) & ~Q(called_off_for="")),
                name="forum_called_off_for_a_reason_and_not_held",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | ~Q(notes=""), name="forum_held_has_notes"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=models.F("begins")), name="forum_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.day}"

    @property
    def is_held(self) -> bool:
        """Whether it has been held and recorded."""
        return self.held_on is not None

    @property
    def is_to_come(self) -> bool:
        """Whether it is still to be held and recorded."""
        return self.held_on is None and self.called_off_on is None


class ForumAttendanceQuerySet(ScopedQuerySet["ForumAttendance"]):
    """Invitations, reached through the secondment of whoever is invited."""

    reach: ClassVar[Reaches] = through("secondment")


class ForumAttendance(models.Model):
    """One secondee invited to one forum, and his turn to speak.

    ``attended`` is empty until the forum is recorded; ``leave`` is the reason for which he asked
    leave or was given it.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="attendances")
    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField(_("turn"), default=0)
    attended = models.BooleanField(_("attended"), null=True)
    leave = models.CharField(_("reason for leave"), max_length=120, blank=True)

    objects = ForumAttendanceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["forum", "secondment"], name="forum_invites_once"),
        )

    def __str__(self) -> str:
        return f"{self.forum_id} {self.secondment_id}"


class ForumPointQuerySet(ScopedQuerySet["ForumPoint"]):
    """Points raised, reached as their forum is."""

    reach: ClassVar[Reaches] = {
        **through("forum__attendances__secondment"),
        Reach.PROGRAMME: ("forum__intake__programme__area__path",),
    }
    subject = "forum__attendances__secondment__secondee_id"
    many = True


class ForumPoint(models.Model):
    """A point raised at a forum, the organisation that follows it up, and its answer.

    ``party`` is what that organisation is in the intake; ``raised_by`` is empty where nobody in
    particular raised it.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="points")
    text = models.TextField(_("point raised"))
    raised_by = models.ForeignKey(Secondment, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ForumPointQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="forum_point_answered_in_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum_id} {self.owner_id}"


class ForumMinutesQuerySet(ScopedQuerySet["ForumMinutes"]):
    """Minutes, reached as their forum is, and by most only when they are confirmed."""

    reach: ClassVar[Reaches] = {
        **through("forum__attendances__secondment"),
        Reach.PROGRAMME: ("forum__intake__programme__area__path",),
    }
    subject = "forum__attendances__secondment__secondee_id"
    released = Q(confirmed_on__isnull=False)
    many = True


class ForumMinutes(models.Model):
    """The minutes (座谈会纪要) of a forum: drafted from its record, edited, confirmed, frozen.

    ``edition`` counts the texts, so that two people who edit at once find out.
    """

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="paper")
    text = models.TextField(_("minutes"))
    edition = models.PositiveIntegerField(default=1)
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    confirmed_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ForumMinutesQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="forum_minutes_say_something"),
        )

    def __str__(self) -> str:
        return f"{self.forum_id} {self.edition}"
