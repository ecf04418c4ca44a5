"""What is proposed to the meeting: one line a person, and every change people made to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.programmes.models import Intake, Post
from guazhi.selection.models.nominations import Nomination
from guazhi.selection.models.runs import PlacementRun
from guazhi.selection.rules.proposals import LIVE, ProposalState, Stage

PROPOSAL_STATES = {
    ProposalState.DRAFT.value: _("Proposed"),
    ProposalState.DECIDED.value: _("Decided by the meeting"),
    ProposalState.CARRIED_OUT.value: _("Carried out"),
    ProposalState.DROPPED.value: _("Dropped"),
}
STAGES = {
    Stage.PROPOSAL.value: _("Before the meeting"),
    Stage.MEETING.value: _("By the meeting"),
    Stage.PUBLICITY.value: _("After the publicity period"),
    Stage.AFTER.value: _("After the meeting"),
}


class ProposalQuerySet(ScopedQuerySet["Proposal"]):
    """Proposals, reached by whoever owns the programme."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("intake__programme__area__path",)}
    subject = "lines__person_id"


class Proposal(models.Model):
    """Who is proposed to the meeting for which post, made of a run; one at a time in an intake."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="proposals")
    run = models.ForeignKey(PlacementRun, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=12, choices=PROPOSAL_STATES, default=ProposalState.DRAFT.value
    )
    dropped_why = models.TextField(_("dropped because"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["intake", "number"], name="proposal_one_number_each"),
            models.UniqueConstraint(
                fields=["intake"],
                condition=Q(state__in=LIVE),
                name="proposal_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.number}"


class ProposalLineQuerySet(ScopedQuerySet["ProposalLine"]):
    """Lines, reached as their proposal is."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("proposal__intake__programme__area__path",)}
    subject = "person_id"


class ProposalLine(models.Model):
    """A person in a proposal: from where, to which post or to none.

    ``suggested`` is the post of the run, ``post`` the one that stands now; where they differ, the
    changes say who changed it and why. ``alternatives`` are further possible posts with scores,
    ``lack`` says why the run found no post.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposal_lines")
    home_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    home_post = models.CharField(_("home post"), max_length=100, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="lines")
    suggested = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    score = models.IntegerField(_("fit"), null=True)
    rank = models.PositiveSmallIntegerField(_("wish"), default=0)
    alternatives = models.JSONField(default=list)
    lack = models.JSONField(default=dict)

    objects = ProposalLineQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "person"], name="proposal_line_one_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"


class LineChangeQuerySet(ScopedQuerySet["LineChange"]):
    """Changes, reached as their line is."""

    reach: ClassVar[Reaches] = {Reach.PROGRAMME: ("line__proposal__intake__programme__area__path",)}
    subject = "line__person_id"


class LineChange(models.Model):
    """That people sent somebody elsewhere than the line said, or nowhere, and why."""

    line = models.ForeignKey(ProposalLine, on_delete=models.CASCADE, related_name="changes")
    before = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    stage = models.CharField(_("when"), max_length=10, choices=STAGES)
    reason = models.TextField(_("reason"))
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = LineChangeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="line_change_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.stage}"
