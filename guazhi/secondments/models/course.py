"""Changes of course: what was asked, who consented, and the notices that say so."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import NOT_ON_ONESELF, Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation, department_at
from guazhi.people.models import Person
from guazhi.programmes.models import Post, Programme
from guazhi.secondments.models.secondment import Secondment, SecondmentOwned
from guazhi.secondments.rules import Answer, Change, Course

CHANGES = {
    Change.EXTENSION.value: _("Extension"),
    Change.EARLY_END.value: _("Early end"),
    Change.RECALL.value: _("Recall"),
    Change.REPLACEMENT.value: _("Replacement"),
    Change.CHANGE_OF_POST.value: _("Change of post"),
    Change.STAY.value: _("Stay"),
}
COURSES = {
    Course.WAITING.value: _("Waits for consent"),
    Course.IN_EFFECT.value: _("In effect"),
    Course.REFUSED.value: _("Refused"),
    Course.CALLED_BACK.value: _("Called back"),
}
ANSWERS = {
    Answer.LATER.value: _("Comes later"),
    Answer.ASKED.value: _("Asked now"),
    Answer.CONSENTED.value: _("Consents"),
    Answer.IMPLIED.value: _("Asked for it"),
    Answer.REFUSED.value: _("Refuses"),
    Answer.DROPPED.value: _("No longer asked"),
}
SIDES = {
    "city": _("City organisation department"),
    "county": _("County organisation department"),
    "host": _("Host unit"),
    "new_host": _("New host unit"),
    "home": _("Home organisation"),
    "secondee": _("Secondee"),
}
PARTIES_OF = {
    Reach.PROGRAMME: ("city",),
    Reach.COUNTY: ("county",),
    Reach.HOST: ("host", "new_host"),
    Reach.HOME: ("home",),
}


class CourseChangeQuerySet(ScopedQuerySet["CourseChange"]):
    """Changes, reached through their secondment; the host of a new post sees that one too."""

    reach: ClassVar[Reaches] = {
        **through("secondment"),
        Reach.HOST: ("secondment__host_path", "post__host_unit__path"),
    }


class CourseChange(SecondmentOwned):
    """A request that a secondment take another course, and what became of it.

    ``new_end`` is the last day it asks for, ``post`` and ``day_there`` another post, ``person``
    who is to take over. ``old_end`` and ``old_post`` are what held when it was asked, and from
    ``settled_on`` on ``successor`` is the secondment that follows a replacement. One that came
    ``by_merger`` of the host unit with another was asked of nobody.
    """

    kind = models.CharField(_("change"), max_length=16, choices=CHANGES)
    asked_by = models.CharField(_("asked by"), max_length=10, choices=SIDES)
    day = models.DateField(_("asked on"))
    reason = models.TextField(_("reason"))
    new_end = models.DateField(_("new last day"), null=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    day_there = models.DateField(_("first day in the new post"), null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=COURSES, default=Course.WAITING.value
    )
    settled_on = models.DateField(_("settled on"), null=True)
    old_end = models.DateField(_("last day before"))
    old_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    by_merger = models.BooleanField(default=False)
    successor = models.OneToOneField(
        Secondment, on_delete=models.PROTECT, null=True, related_name="follows"
    )

    objects = CourseChangeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(state=Course.WAITING.value),
                name="change_one_waiting_each",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(state=Course.WAITING.value, settled_on__isnull=True)
                | (~Q(state=Course.WAITING.value) & Q(settled_on__gte=F("day"))),
                name="change_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(state=Course.IN_EFFECT.value),
                name="change_has_a_successor_only_in_effect",
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind} {self.state}"


class ChangeConsentQuerySet(ScopedQuerySet["ChangeConsent"]):
    """Steps of a chain, reached by whoever speaks in them."""

    subject = "change__secondment__secondee_id"
    reach: ClassVar[Reaches] = {
        **dict.fromkeys(PARTIES_OF, ("organisation__path",)),
        Reach.SELF: ("person_id",),
    }

    def named(self) -> Self:
        """With the name of the department that speaks for a city or county."""
        return self.annotate(department=department_at("organisation"))

    def of(self, actor: Actor) -> Self:
        """The steps in which ``actor`` speaks, as the party that each is for."""
        mine = Q(pk__in=[])
        for reach, held, condition in actor.grants(Capability.CONSENT_CHANGE):
            if held is None:
                own = Q(party="secondee", person_id=actor.person_id)
            else:
                own = Q(party__in=PARTIES_OF[reach], organisation__path__under=held.path)
            if condition in NOT_ON_ONESELF and actor.person_id is not None:
                own &= ~Q(change__secondment__secondee_id=actor.person_id)
            mine |= own
        return self.permitted(actor, Capability.CONSENT_CHANGE).filter(mine)


class ChangeConsent(models.Model):
    """One step of a chain: the party whose consent is needed, and what it said."""

    change = models.ForeignKey(CourseChange, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField(_("place"))
    party = models.CharField(_("party"), max_length=10, choices=SIDES)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=ANSWERS)
    day = models.DateField(_("day"), null=True)
    opinion = models.TextField(_("opinion"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    department: str | None = None
    objects = ChangeConsentQuerySet.as_manager()

    class Meta:
        ordering = ("change", "place")
        constraints = (
            models.UniqueConstraint(fields=["change", "place"], name="consent_one_at_each_place"),
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(answer=Answer.ASKED.value),
                name="consent_one_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) ^ Q(person__isnull=False),
                name="consent_by_one_party",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.REFUSED.value) | ~Q(opinion=""),
                name="consent_refused_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.change_id} {self.party} {self.answer}"

    @property
    def name(self) -> str:
        """Who speaks here."""
        who = self.organisation or self.person
        return self.department or (who.name if who else "")


class SecondmentNoticeQuerySet(ScopedQuerySet["SecondmentNotice"]):
    """Notices, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class SecondmentNotice(SecondmentOwned):
    """A numbered notice (挂职通知): what it says is frozen; a later one supersedes it."""

    change = models.OneToOneField(
        CourseChange, on_delete=models.PROTECT, null=True, related_name="notice"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial"))
    number = models.CharField(_("document number"), max_length=60)
    day = models.DateField(_("day"))
    payload = models.TextField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )

    objects = SecondmentNoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "year", "serial"], name="notice_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["secondment"],
                condition=Q(supersedes__isnull=True),
                name="notice_one_first_each",
            ),
        )

    def __str__(self) -> str:
        return self.number
