"""Nominations (推荐): whom a home organisation puts forward, and what was done with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.programmes.models import Intake
from guazhi.selection.rules.nominations import LIVE, NominationState, Step

NOMINATION_STATES = {
    NominationState.DRAFT.value: _("Being written"),
    NominationState.SUBMITTED.value: _("Under review"),
    NominationState.RETURNED.value: _("Sent back"),
    NominationState.ENDORSED.value: _("Endorsed by the county"),
    NominationState.RECEIVED.value: _("Received by the city"),
    NominationState.DECLINED.value: _("Declined"),
    NominationState.WITHDRAWN.value: _("Taken back"),
}
STEPS = {
    Step.SUBMITTED.value: _("Submitted"),
    Step.RETURNED.value: _("Sent back"),
    Step.ENDORSED.value: _("Endorsed"),
    Step.RECEIVED.value: _("Received"),
    Step.DECLINED.value: _("Declined"),
    Step.WITHDRAWN.value: _("Taken back"),
}
NOMINATION_REACH: Reaches = {
    Reach.PROGRAMME: ("owner_path",),
    Reach.COUNTY: ("county_path",),
    Reach.HOME: ("home_path",),
    Reach.SELF: ("person_id",),
}


def by_nomination(prefix: str) -> Reaches:
    """The reach of a row that belongs to a nomination by way of ``prefix``."""
    return {
        reach: tuple(f"{prefix}__{lookup}" for lookup in lookups)
        for reach, lookups in NOMINATION_REACH.items()
    }


class NominationQuerySet(ScopedQuerySet["Nomination"]):
    """Nominations, reached by their own columns; departments reach what was submitted once."""

    reach: ClassVar[Reaches] = NOMINATION_REACH
    subject = "person_id"


class Nomination(models.Model):
    """A home organisation puts a person forward for an intake, on its form (推荐表).

    ``owner_path`` and ``county_path`` are empty until it is submitted for the first time, so that
    a draft is its writer's own; the latter also where no county sends. ``considered`` is open
    until it is said whether the results of earlier secondments counted.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    home_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    home_county = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    home_post = models.CharField(_("home post"), max_length=100, blank=True)
    category = models.CharField(_("post category wished"), max_length=40, blank=True)
    reasons = models.TextField(_("reasons for the nomination"), blank=True)
    party_opinion = models.TextField(_("opinion of the Party organisation"), blank=True)
    discipline_opinion = models.TextField(_("opinion of discipline inspection"), blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    considered = models.BooleanField(_("earlier results were considered"), null=True)
    how_considered = models.TextField(_("what came of it, or why not"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=NOMINATION_STATES,
        default=NominationState.DRAFT.value,
    )
    submitted_on = models.DateField(_("submitted"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    owner_path = models.CharField(max_length=200, blank=True)
    county_path = models.CharField(max_length=200, blank=True, db_index=True)
    home_path = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=160)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in NominationState]),
                name="nomination_in_a_known_state",
            ),
            models.UniqueConstraint(
                fields=["intake", "person"],
                condition=Q(state__in=LIVE),
                name="nomination_one_each",
            ),
        )
        indexes = (models.Index(fields=["intake", "state"], name="nomination_by_intake"),)

    def __str__(self) -> str:
        return f"{self.intake_id} {self.person_id}"


class NominationStepQuerySet(ScopedQuerySet["NominationStep"]):
    """Steps, reached through their nomination."""

    reach: ClassVar[Reaches] = by_nomination("nomination")
    subject = "nomination__person_id"


class NominationStep(models.Model):
    """What a party did with a nomination, and in which words."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=STEPS)
    party = models.CharField(_("party"), max_length=8)
    day = models.DateField(_("day"))
    words = models.TextField(_("opinion"), blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = NominationStepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.step}"
