"""Obligations as derived, the evidence that meets them, what set them off, and waivers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment

PARTIES = {
    "city": _("City organisation department"),
    "county": _("County organisation department"),
    "host": _("Host unit"),
    "home": _("Home organisation"),
    "mentor": _("Mentor"),
    "secondee": _("Secondee"),
}


HOME_MERGED = "home_merged"  # until that day another unit was the home; nothing is owed for it


class Happening(Written):
    """Something that sets off an obligation: a difficulty raised, a forum held.

    Written by the command that made the record; ``derive`` reads nothing else of that module.
    Handed on to another owner it has a row for each, all but the last with the day ``until``.
    """

    kind = models.CharField(max_length=24)
    record = models.BigIntegerField()
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="happenings")
    secondment = models.ForeignKey(
        Secondment, on_delete=models.PROTECT, null=True, related_name="happenings"
    )
    day = models.DateField()
    party = models.CharField(max_length=10, choices=PARTIES)
    owner = models.BigIntegerField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "record"],
                condition=models.Q(until=None),
                name="happening_of_one_owner_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Evidence(models.Model):
    """A record made while working, as far as obligations are concerned: its kind, day and maker."""

    kind = models.CharField(max_length=24)
    record = models.BigIntegerField()
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="evidence")
    secondment = models.ForeignKey(
        Secondment, on_delete=models.PROTECT, null=True, related_name="evidence"
    )
    day = models.DateField()
    party = models.CharField(max_length=10, blank=True)
    owner = models.BigIntegerField(null=True)
    occurrence = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "record", "secondment"], name="evidence_given_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "record", "intake"],
                condition=Q(secondment__isnull=True),
                name="evidence_given_once_for_intake",
            ),
        )
        indexes = (models.Index(fields=["secondment", "kind"], name="evidence_by_secondment"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class ObligationQuerySet(ScopedQuerySet["Obligation"]):
    """Obligations of a secondment reach its parties; those of an intake reach its owner."""

    reach: ClassVar[Reaches] = {
        **through("secondment"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }


class Obligation(models.Model):
    """One thing that one party owes by one date, for a secondment or a whole intake.

    Derived from policy and facts, never typed in. ``owner`` is the organisation that owes it,
    or ``owner_person`` where the party is a person. ``cause`` says why a void one is void.
    """

    OPEN, MET, WAIVED, VOID = "open", "met", "waived", "void"
    STATES: ClassVar[dict[str, object]] = {
        OPEN: _("Open"),
        MET: _("Met"),
        WAIVED: _("Waived"),
        VOID: _("No longer due"),
    }
    LAPSED, ENDED_EARLY, WITHDRAWN, NOT_OWED = "lapsed", "ended_early", "withdrawn", "not_owed"
    CAUSES: ClassVar[dict[str, object]] = {
        LAPSED: _("The term ended early, before it could be done"),
        ENDED_EARLY: _("The term ended early, before it was to be done"),
        WITHDRAWN: _("The secondment was withdrawn"),
        NOT_OWED: _("By the facts and the policy of today it is not owed"),
    }

    # every foreign key is the first column of an index below, so none has one of its own
    intake = models.ForeignKey(
        Intake, on_delete=models.PROTECT, db_index=False, related_name="obligations"
    )
    secondment = models.ForeignKey(
        Secondment, on_delete=models.PROTECT, null=True, db_index=False, related_name="obligations"
    )
    rule = models.CharField(max_length=40)
    occurrence = models.CharField(max_length=40, blank=True)
    party = models.CharField(max_length=10, choices=PARTIES)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    opens = models.DateField(_("opens"))
    due = models.DateField(_("due"))
    clause = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    cause = models.CharField(_("cause"), max_length=12, choices=CAUSES, blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, db_index=False, related_name="met"
    )
    met_on = models.DateField(null=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "rule", "occurrence", "owner"],
                condition=Q(secondment__isnull=False, owner__isnull=False),
                name="obligation_owed_once_by_unit",
            ),
            models.UniqueConstraint(
                fields=["secondment", "rule", "occurrence", "owner_person"],
                condition=Q(owner_person__isnull=False),
                name="obligation_owed_once_by_person",
            ),
            models.UniqueConstraint(
                fields=["intake", "rule", "occurrence", "owner"],
                condition=Q(secondment__isnull=True),
                name="obligation_owed_once_for_intake",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) ^ Q(owner_person__isnull=False),
                name="obligation_has_one_owner",
            ),
            models.CheckConstraint(
                condition=(Q(state="met") & Q(evidence__isnull=False, met_on__isnull=False))
                | (~Q(state="met") & Q(met_on__isnull=True)),
                name="obligation_met_by_evidence_only",
            ),
            models.CheckConstraint(
                condition=Q(state="void") ^ Q(cause=""), name="obligation_void_for_a_cause"
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("opens")), name="obligation_due_after_it_opens"
            ),
        )
        indexes = (
            models.Index(
                fields=["owner", "due", "id", "opens", "party", "rule"],
                condition=Q(state="open"),
                name="obligation_open_of_unit",
            ),
            models.Index(
                fields=["owner", "opens", "due", "party", "rule"],
                condition=Q(state="open"),
                name="obligation_begun_of_unit",
            ),
            models.Index(
                fields=["owner_person", "due", "id", "opens"],
                condition=Q(state="open"),
                name="obligation_open_of_person",
            ),
            models.Index(
                fields=["owner", "met_on", "id", "party"],
                condition=Q(state="met"),
                name="obligation_met_by_unit",
            ),
            models.Index(
                fields=["owner_person", "met_on", "id"],
                condition=Q(state="met"),
                name="obligation_met_by_person",
            ),
            models.Index(
                fields=["evidence"],
                condition=Q(evidence__isnull=False),
                name="obligation_by_evidence",
            ),
            models.Index(
                fields=["due", "id"], condition=Q(state="open"), name="obligation_open_by_due"
            ),
            models.Index(fields=["secondment", "state", "due"], name="obligation_by_secondment"),
            models.Index(fields=["intake", "party", "state"], name="obligation_by_intake"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.occurrence} {self.due}"

    @property
    def key(self) -> tuple[str, str, int]:
        """What policy knows it by: rule, occurrence and owner."""
        return (self.rule, self.occurrence, self.owner_id or self.owner_person_id or 0)

    @property
    def is_late(self) -> bool:
        """Whether it was met, but after its due date."""
        return self.met_on is not None and self.met_on > self.due


class WaiverQuerySet(ScopedQuerySet["Waiver"]):
    """Waivers, reached as their obligation is."""

    reach: ClassVar[Reaches] = {
        **through("obligation__secondment"),
        Reach.PROGRAMME: ("obligation__intake__programme__area__path",),
    }
    subject = "obligation__secondment__secondee_id"


class Waiver(models.Model):
    """A request that an obligation need not be met, and a second person's answer."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="waivers")
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    granted = models.BooleanField(_("granted"), null=True)
    decided_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(_("remark"), blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(granted__isnull=True),
                name="waiver_one_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="waiver_decided_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.granted}"
