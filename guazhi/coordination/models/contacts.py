"""A county's contacts with host units, planned and made (S2.2.8, S2.2.9)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.coordination.rules import ContactState
from guazhi.organisations.models import Organisation
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment

CONTACT_MODES = {
    "visit": _("Visit"),
    "telephone": _("Telephone call"),
    "meeting": _("Meeting in person"),
}
CONTACT_STATES = {
    ContactState.PLANNED.value: _("Planned"),
    ContactState.MADE.value: _("Made"),
    ContactState.CALLED_OFF.value: _("Called off"),
}


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts, reached through the secondees they cover; a host reaches those with itself."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("notes__secondment__owner_path",),
        Reach.COUNTY: ("notes__secondment__home_path", "notes__secondment__host_path"),
        Reach.HOST: ("host__path",),
    }
    subject = "notes__secondment__secondee_id"
    many = True


class Contact(Written):
    """A contact of a county organisation department with a host unit: planned, then made.

    ``day`` is the day it is planned for or was made on. The three aspects and ``topics``, ids of
    topics of the policy, are what holds for all the secondees covered; ``notes`` has the rest.
    One that is called off has its reason, or another that was made ``instead``.
    """

    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=CONTACT_STATES)
    day = models.DateField(_("day"))
    mode = models.CharField(_("way"), max_length=10, choices=CONTACT_MODES)
    spoke_with = models.CharField(_("contact person"), max_length=60, blank=True)
    officer = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    topics = models.JSONField(_("topics"), default=list, blank=True)
    work = models.TextField(_("work"), blank=True)
    life = models.TextField(_("life"), blank=True)
    thought = models.TextField(_("thinking"), blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    instead = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(null=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=ContactState.MADE.value) | ~Q(spoke_with=""),
                name="contact_made_with_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContactState.CALLED_OFF.value)
                | ~Q(reason="")
                | Q(instead__isnull=False),
                name="contact_called_off_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["day", "id"], name="contact_by_day"),
            models.Index(
                fields=["day"],
                condition=Q(state=ContactState.PLANNED.value),
                name="contact_planned_for",
            ),
        )

    def __str__(self) -> str:
        return f"{self.department_id} {self.host_id} {self.day}"


class ContactNoteQuerySet(ScopedQuerySet["ContactNote"]):
    """Notes, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class ContactNote(Written):
    """That a contact covers a secondee, and how this one works, lives and thinks (S2.2.9).

    Only departments read it. An aspect left empty is told on the contact, for all it covers.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="notes")
    secondment = models.ForeignKey(Secondment, on_delete=models.PROTECT, related_name="contacts")
    topics = models.JSONField(_("topics"), default=list, blank=True)
    work = models.TextField(_("work"), blank=True)
    life = models.TextField(_("life"), blank=True)
    thought = models.TextField(_("thinking"), blank=True)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "secondment"], name="contact_covers_a_secondee_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id} {self.secondment_id}"
