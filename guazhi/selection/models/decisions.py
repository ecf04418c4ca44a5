"""What the meeting decided on a proposal, who was there, and what the public had to say."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.people.models import Person
from guazhi.secondments.models import Decision
from guazhi.selection.models.proposals import Proposal, ProposalLine
from guazhi.selection.rules.decisions import Ground, Outcome

GROUNDS = {
    Ground.SELF.value: _("Himself"),
    Ground.RELATIVE.value: _("Relative"),
    Ground.OTHER.value: _("Other ground"),
}
OUTCOMES = {
    Outcome.UNFOUNDED.value: _("Found to be without substance"),
    Outcome.UPHELD.value: _("Upheld: the person is taken out"),
}


class PlacementDecisionQuerySet(ScopedQuerySet["PlacementDecision"]):
    """Decisions, reached as their proposal is."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("proposal__intake__programme__area__path",)}
    subject = "proposal__lines__person_id"


class PlacementDecision(models.Model):
    """The meeting that decided on a proposal (S3.0.3), and the publicity period after it, if any.

    ``decision`` is the decision under which the secondments were created, once they were.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    meeting = models.CharField(_("meeting"), max_length=120)
    day = models.DateField(_("day"))
    number = models.CharField(_("document number"), max_length=60, blank=True)
    publicity_start = models.DateField(_("publicity from"), null=True)
    publicity_end = models.DateField(_("publicity until"), null=True)
    carried_out_on = models.DateField(_("carried out on"), null=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PlacementDecisionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(publicity_start__isnull=True, publicity_end__isnull=True)
                | Q(publicity_end__gte=F("publicity_start")),
                name="placement_publicity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on__isnull=True)
                | Q(publicity_end__isnull=True)
                | Q(carried_out_on__gt=F("publicity_end")),
                name="placement_carried_out_after_publicity",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.day}"


class MeetingMemberQuerySet(ScopedQuerySet["MeetingMember"]):
    """Members, reached as their decision is."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("decision__proposal__intake__programme__area__path",)
    }
    subject = "person_id"


class MeetingMember(models.Model):
    """Somebody who was at the meeting; ``person`` where he is on record."""

    decision = models.ForeignKey(
        PlacementDecision, on_delete=models.CASCADE, related_name="members"
    )
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("post"), max_length=100, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeetingMemberQuerySet.as_manager()

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["decision", "name"], name="meeting_member_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class RecusalQuerySet(ScopedQuerySet["Recusal"]):
    """Recusals, reached as their line is."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("line__proposal__intake__programme__area__path",)}
    subject = "line__person_id"


class Recusal(models.Model):
    """That a member stepped back (回避) while one line was decided on."""

    member = models.ForeignKey(MeetingMember, on_delete=models.CASCADE, related_name="recusals")
    line = models.ForeignKey(ProposalLine, on_delete=models.CASCADE, related_name="recusals")
    ground = models.CharField(_("ground"), max_length=8, choices=GROUNDS)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["member", "line"], name="recusal_once_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.line_id}"


class ObjectionQuerySet(ScopedQuerySet["Objection"]):
    """Objections, reached as their decision is."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("decision__proposal__intake__programme__area__path",)
    }
    subject = "line__person_id"


class Objection(models.Model):
    """What somebody had against a person during the publicity period, and what was found."""

    decision = models.ForeignKey(
        PlacementDecision, on_delete=models.CASCADE, related_name="objections"
    )
    line = models.ForeignKey(ProposalLine, on_delete=models.CASCADE, related_name="objections")
    day = models.DateField(_("day"))
    source = models.CharField(_("from whom"), max_length=100, blank=True)
    text = models.TextField(_("what was said"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=OUTCOMES, blank=True)
    answer = models.TextField(_("what was found"), blank=True)
    settled_on = models.DateField(_("settled on"), null=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True)
                | (~Q(outcome="") & ~Q(answer="") & Q(settled_on__isnull=False)),
                name="objection_settled_says_what_was_found",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.day}"
