"""What secondees bring up from the base and down from above (S1.3.4, S1.3.5, S1.3.7)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import SECONDMENT_REACH, Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Intake
from guazhi.secondments.models import SecondmentOwned

DIRECTIONS = {"brought_up": _("Brought up"), "brought_down": _("Brought down")}


class ExchangeItemQuerySet(ScopedQuerySet["ExchangeItem"]):
    """Exchange items, reached through their secondment and by the unit they were sent to."""

    reach: ClassVar[Reaches] = {
        **through("secondment"),
        **{
            side: (f"secondment__{SECONDMENT_REACH[side][0]}", "to_organisation__path")
            for side in (Reach.HOST, Reach.HOME)
        },
    }


class ExchangeItem(SecondmentOwned):
    """A condition brought up or information brought down, sent to one unit and answered by it.

    ``party`` is what the addressed organisation is on this secondment, or by which desk a unit
    that has no part in it answers; ``adopted`` stays empty where there was nothing to adopt. The
    two kinds of unit are those between which it flows (S1.3.3). ``opinion`` is what was heard
    in a talk and became it.
    """

    direction = models.CharField(_("direction"), max_length=12, choices=DIRECTIONS)
    text = models.TextField(_("text"))
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10)
    from_kind = models.CharField(_("from"), max_length=12)
    to_kind = models.CharField(_("to"), max_length=12)
    day = models.DateField(_("day"))
    opinion = models.ForeignKey(
        "guazhi.Opinion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)
    adopted = models.BooleanField(_("adopted"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ExchangeItemQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="exchange_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(adopted__isnull=True) | Q(adopted=True) | ~Q(reason=""),
                name="exchange_not_adopted_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=["day", "id"], name="exchange_by_day"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.direction} {self.day}"


class ExchangeForwardQuerySet(ScopedQuerySet["ExchangeForward"]):
    """Forwards, reached as their item is."""

    reach: ClassVar[Reaches] = through("item__secondment")
    subject = "item__secondment__secondee_id"


class ExchangeForward(models.Model):
    """An exchange item passed on to the unit that owns the matter, and why."""

    item = models.ForeignKey(ExchangeItem, on_delete=models.PROTECT, related_name="forwards")
    from_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    day = models.DateField(_("day"))
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ExchangeForwardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.item_id} {self.to_organisation_id}"


class FlowNoteQuerySet(ScopedQuerySet["FlowNote"]):
    """Notes on flows, reached as their intake is."""

    reach: ClassVar[Reaches] = {
        **through("intake__secondments"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }
    subject = "intake__secondments__secondee_id"
    many = True


class FlowNote(models.Model):
    """Why nothing flows from one kind of unit to another in an intake (S1.3.3)."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+")
    from_kind = models.CharField(_("from"), max_length=12)
    to_kind = models.CharField(_("to"), max_length=12)
    text = models.TextField(_("why"))
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = FlowNoteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["intake", "from_kind", "to_kind"], name="flow_note_one_a_cell"
            ),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.from_kind} {self.to_kind}"
