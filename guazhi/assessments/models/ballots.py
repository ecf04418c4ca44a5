"""The democratic evaluation: polls and their ballot boxes. There is no row for a ballot.

A row for each ballot would have a place, a number and a transaction, and any of them could be
laid beside the code that was used at that moment. A box is one row that holds a heap.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.models.joint import KINDS
from guazhi.assessments.rules import PollState
from guazhi.secondments.models import SecondmentOwned

POLL_STATES = {
    PollState.OPEN.value: _("Under way"),
    PollState.COUNTED.value: _("Counted"),
    PollState.WITHHELD.value: _("Closed, too few ballots"),
    PollState.CANCELLED.value: _("Called off"),
}


class PollQuerySet(ScopedQuerySet["Poll"]):
    """Polls, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Poll(SecondmentOwned):
    """One democratic evaluation (民主测评) of a secondee by the staff of the host.

    Closing counts it once and for all: ``payload`` is all that is kept, ballots of groups that
    are shown together in one heap, and ``digest`` its fingerprint under ``salt``, so that nobody
    finds the ballots out by trying. Where too few voted nothing is kept.
    """

    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    state = models.CharField(
        _("state"), max_length=10, choices=POLL_STATES, default=PollState.OPEN.value
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    smallest = models.PositiveSmallIntegerField(_("fewest ballots shown"))
    closed_on = models.DateField(_("closed"), null=True)
    payload = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest_name = models.CharField(max_length=20, blank=True)
    digest = models.CharField(_("digest"), max_length=128, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "kind"],
                condition=Q(state__in=["open", "counted"]),
                name="poll_one_that_counts_for_each_assessment",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="poll_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=(Q(state="counted") & ~Q(payload="") & ~Q(digest="") & ~Q(salt=""))
                | (~Q(state="counted") & Q(payload="")),
                name="poll_counted_with_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="poll_closed_on_a_day",
            ),
        )
        indexes = (models.Index(fields=["state", "closes_at"], name="poll_by_closing"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind}"


class BallotBoxQuerySet(ScopedQuerySet["BallotBox"]):
    """Ballot boxes, reached through their poll."""

    reach: ClassVar[Reaches] = through("poll__secondment")
    subject: ClassVar[str] = "poll__secondment__secondee_id"


class BallotBox(models.Model):
    """The codes and the ballots of one group of voters, emptied when the poll is closed.

    ``codes`` are keyed hashes with what became of each, ``ballots`` what was ticked, both sorted
    by themselves: neither says when, nor which belongs to which. ``tag`` begins every code.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="boxes")
    group = models.CharField(_("group"), max_length=64)
    people = models.PositiveSmallIntegerField(_("people"))
    tag = models.CharField(max_length=4, unique=True)
    codes = models.JSONField(default=dict)
    ballots = models.JSONField(default=list)
    is_sealed = models.BooleanField(default=False)

    objects = BallotBoxQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["poll", "group"], name="ballot_box_one_of_each_group"),
        )

    def __str__(self) -> str:
        return f"{self.poll_id} {self.group}"
