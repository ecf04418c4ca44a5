"""Leave (请销假): what was asked for, who approved it, and the report back."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation, department_at
from guazhi.policy.leave import Away
from guazhi.secondments.models.secondment import SecondmentOwned
from guazhi.secondments.rules import HELD, LeaveAnswer, LeaveState

LEAVE_STATES = {
    LeaveState.WAITING.value: _("Waiting for approval"),
    LeaveState.RETURNED.value: _("Returned to be mended"),
    LeaveState.REFUSED.value: _("Not approved"),
    LeaveState.CALLED_BACK.value: _("Called back"),
    LeaveState.GRANTED.value: _("Leave granted"),
    LeaveState.EXTENDED.value: _("Granted and extended"),
    LeaveState.REPORTED.value: _("Reported back"),
    LeaveState.ENDED.value: _("Return confirmed"),
}
LEAVE_ANSWERS = {
    LeaveAnswer.LATER.value: _("Decides later"),
    LeaveAnswer.ASKED.value: _("Decides now"),
    LeaveAnswer.CONSENTED.value: _("Approves"),
    LeaveAnswer.RETURNED.value: _("Returns it"),
    LeaveAnswer.REFUSED.value: _("Refuses"),
    LeaveAnswer.DROPPED.value: _("No longer asked"),
}
APPROVERS = {
    "host": _("Host unit"),
    "county": _("County organisation department"),
    "city": _("City organisation department"),
}
PARTY_AT = {Reach.PROGRAMME: "city", Reach.COUNTY: "county", Reach.HOST: "host"}


class LeaveQuerySet(ScopedQuerySet["Leave"]):
    """Leaves, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Leave(SecondmentOwned):
    """A time away from work that was asked for, and what became of it.

    ``kind`` is one of the policy's; ``halves`` are the half days it takes, as the policy counts
    them, and ``back_by`` is when one has to report back. ``behalf`` says why the host asked in the
    secondee's stead. A leave that ``continues`` another extends it: both count as one.
    """

    kind = models.CharField(_("kind of leave"), max_length=64)
    start = models.DateField(_("first day"))
    from_noon = models.BooleanField(_("from noon"), default=False)
    end = models.DateField(_("last day"))
    until_noon = models.BooleanField(_("until noon"), default=False)
    halves = models.PositiveSmallIntegerField(_("half days"))
    place = models.CharField(_("place"), max_length=120)
    reason = models.TextField(_("reason"))
    behalf = models.TextField(_("why the host asks"), blank=True)
    substitute = models.CharField(_("substitute"), max_length=60, blank=True)
    substitute_told_on = models.DateField(_("substitute told on"), null=True)
    asked_on = models.DateField(_("asked on"))
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=12, choices=LEAVE_STATES, default=LeaveState.WAITING.value
    )
    settled_on = models.DateField(_("settled on"), null=True)
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="continued_by"
    )
    back_by = models.DateField(_("reports back by"))
    back_on = models.DateField(_("back at work on"), null=True)
    back_at_noon = models.BooleanField(_("back at noon"), default=False)
    reported_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateField(_("return confirmed on"), null=True)
    remark = models.TextField(_("remark of the host"), blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end__gt=F("start"))
                | (Q(end=F("start")) & ~Q(from_noon=True, until_noon=True)),
                name="leave_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in LeaveState]),
                name="leave_in_a_known_state",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="leave_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(back_on__isnull=True) | Q(back_on__gte=F("start")),
                name="leave_is_over_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(state=LeaveState.ENDED.value)
                | Q(back_on__isnull=False, ended_on__isnull=False),
                name="leave_ended_by_a_return",
            ),
            models.UniqueConstraint(
                fields=["continues"],
                condition=Q(state__in=HELD),
                name="leave_extended_once_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["secondment", "start"], name="leave_by_secondment"),
            models.Index(fields=["start", "id"], name="leave_by_start"),
            models.Index(fields=["state", "back_by"], name="leave_by_return"),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.start} {self.state}"

    @property
    def away(self) -> Away:
        """The time it takes."""
        return Away(self.start, self.end, self.from_noon, self.until_noon)


class LeaveConsentQuerySet(ScopedQuerySet["LeaveConsent"]):
    """Steps of approval, reached by whoever decides in them."""

    subject = "leave__secondment__secondee_id"
    reach: ClassVar[Reaches] = dict.fromkeys(PARTY_AT, ("organisation__path",))

    def named(self) -> Self:
        """With the name of the department that speaks for a city or county."""
        return self.annotate(department=department_at("organisation"))

    def of(self, actor: Actor) -> Self:
        """The steps in which ``actor`` decides, as the party that each is for; none he made."""
        mine = Q(pk__in=[])
        for reach, held, _condition in actor.grants(Capability.DECIDE_LEAVE):
            if held is not None:
                mine |= Q(party=PARTY_AT[reach], organisation__path__under=held.path)
        found = self.permitted(actor, Capability.DECIDE_LEAVE).filter(mine)
        return found.exclude(leave__made_by=actor.user_id)


class LeaveConsent(models.Model):
    """One step of approval: the party that decides, and what it said.

    A leave that is returned and asked for again goes through its steps anew, in another
    ``round``.
    """

    leave = models.ForeignKey(Leave, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveSmallIntegerField(_("place"))
    party = models.CharField(_("party"), max_length=10, choices=APPROVERS)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=LEAVE_ANSWERS)
    day = models.DateField(_("day"), null=True)
    opinion = models.TextField(_("opinion"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    department: str | None = None
    objects = LeaveConsentQuerySet.as_manager()

    class Meta:
        ordering = ("leave", "round", "place")
        constraints = (
            models.UniqueConstraint(
                fields=["leave", "round", "place"], name="leave_consent_one_at_each_place"
            ),
            models.UniqueConstraint(
                fields=["leave"],
                condition=Q(answer=LeaveAnswer.ASKED.value),
                name="leave_consent_one_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[LeaveAnswer.REFUSED.value, LeaveAnswer.RETURNED.value])
                | ~Q(opinion=""),
                name="leave_consent_denied_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.leave_id} {self.party} {self.answer}"

    @property
    def name(self) -> str:
        """Who decides here."""
        return self.department or self.organisation.name
