"""The append-only, hash-chained ledger: one entry for each command that succeeded."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through


class EntryQuerySet(ScopedQuerySet["Entry"]):
    """Entries about a secondment reach its parties; all of them reach the audit officer."""

    reach: ClassVar[Reaches] = {**through("secondment"), Reach.EVERY: ("seq",)}


class Entry(models.Model):
    """One command: who did what to which row, when, chained to the entry before it.

    Triggers refuse a change or removal; ``guazhi audit verify`` finds one made behind them.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    user = models.ForeignKey(
        "guazhi.User", on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(max_length=60)
    roles = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=40)
    subject = models.BigIntegerField()
    secondment = models.ForeignKey(
        "guazhi.Secondment",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="entries",
    )
    intake = models.ForeignKey(
        "guazhi.Intake",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=12, default="sha256")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        indexes = (
            models.Index(fields=["verb", "seq"], name="entry_by_verb"),
            models.Index(fields=["actor_name", "seq"], name="entry_by_actor"),
            models.Index(fields=["at", "seq"], name="entry_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class Head(models.Model):
    """The end of the chain, one row, locked while an entry is added: a cut tail shows here."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="ledger_has_one_head"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class Verification(models.Model):
    """One verification of the whole chain: when, by whom, up to which entry, what was broken.

    Kept beside the ledger and not in it: a broken chain can be verified too.
    """

    at = models.DateTimeField()
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    seq = models.BigIntegerField(_("last entry"))
    hash = models.CharField(_("hash of the last entry"), max_length=64)
    breaks = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.seq} {len(self.breaks)}"
