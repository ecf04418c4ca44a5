"""The secondment itself, the decision on it, and what every row of one is made of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import SECONDMENT_REACH, Reaches, ScopedQuerySet
from guazhi.access.written import Written
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.programmes.models import Intake, PolicyVersion, Post
from guazhi.secondments.rules import ACTIVE, LIVE, State

STATES = {
    State.PLANNED.value: _("Planned"),
    State.DECIDED.value: _("Decided"),
    State.IN_POST.value: _("In post"),
    State.RETURNED.value: _("Returned"),
    State.ENDED_EARLY.value: _("Ended early"),
    State.STAYED.value: _("Stayed"),
    State.WITHDRAWN.value: _("Withdrawn"),
}
DIRECTIONS = {"down": _("Sent down"), "up": _("Sent up"), "across": _("Across")}


class Decision(models.Model):
    """The organisation's decision (组织研究): the meeting that decided on secondments (S3.0.3)."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.CharField(_("meeting"), max_length=120)
    day = models.DateField(_("day"))
    number = models.CharField(_("document number"), max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.meeting} {self.day}"


class SecondmentQuerySet(ScopedQuerySet["Secondment"]):
    """Secondments, reached by their own columns."""

    reach: ClassVar[Reaches] = SECONDMENT_REACH
    subject = "secondee_id"


class Secondment(Written):
    """A person lent by a home organisation to a post in a host unit for a term.

    ``home_organisation`` keeps the personnel relation (S3.0.5). The three paths and ``sort_key``
    repeat columns of other rows so that one index answers who may see it and in which order;
    ``earliest_due`` is the first due date among its open obligations, from which its light follows;
    ``derived_from`` the fingerprint of all that its obligations were last derived from.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="secondments")
    secondee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="secondments")
    home_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    home_post = models.CharField(_("home post"), max_length=100, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="secondments")
    host_unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    home_county = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    host_county = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="secondments"
    )
    category = models.CharField(_("post category"), max_length=40)
    cadre_category = models.CharField(_("cadre category"), max_length=20, blank=True)
    direction = models.CharField(_("direction"), max_length=6, choices=DIRECTIONS)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default=State.PLANNED.value)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    planned_end = models.DateField(_("planned last day"))
    arrived_on = models.DateField(_("arrived"), null=True, blank=True)
    left_on = models.DateField(_("left"), null=True, blank=True)
    # most rows have the same one, so an index would only mislead the planner
    owner_path = models.CharField(max_length=200)
    home_path = models.CharField(max_length=200, db_index=True)
    host_path = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=160)
    earliest_due = models.DateField(null=True)
    derived_from = models.CharField(max_length=32, blank=True)

    objects = SecondmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="secondment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(home_organisation=F("host_unit")),
                name="secondment_host_is_not_home",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="secondment_in_a_known_state",
            ),
            models.UniqueConstraint(
                fields=["secondee"],
                condition=Q(state__in=ACTIVE),
                name="secondment_one_active_each",
            ),
            models.UniqueConstraint(
                fields=["secondee", "start"],
                condition=Q(state__in=LIVE),
                name="secondment_one_start_each",
            ),
        )
        indexes = (
            models.Index(fields=["sort_key", "id"], name="secondment_by_name"),
            models.Index(fields=["earliest_due", "id"], name="secondment_by_due"),
            models.Index(fields=["start", "id"], name="secondment_by_start"),
            models.Index(fields=["end", "id"], name="secondment_by_end"),
            models.Index(fields=["intake", "state"], name="secondment_by_intake"),
        )

    def __str__(self) -> str:
        return f"{self.secondee_id} {self.start}"


class SecondmentOwned(Written):
    """A row that belongs to one secondment and was made by one account."""

    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        abstract = True
