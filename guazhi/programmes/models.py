"""Programmes, their intakes, the policy versions in use and the posts that hosts offer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation


class PolicyVersion(models.Model):
    """The exact text of a policy pack as adopted; a secondment pins the one it runs under."""

    pack = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    adopted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Programme(models.Model):
    """A secondment scheme, owned by an organisation department over an area."""

    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    area = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=40, default="training")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "name"], name="programme_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class IntakeQuerySet(ScopedQuerySet["Intake"]):
    """An intake reaches its owner and every party of a secondment in it."""

    reach: ClassVar[Reaches] = {
        **through("secondments"),
        Reach.PROGRAMME: ("programme__area__path",),
    }


class Intake(models.Model):
    """One cohort (批次) of a programme, with the policy that new secondments pin."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="intakes")
    name = models.CharField(_("name"), max_length=100)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    launched_on = models.DateField(_("launch meeting"), null=True, blank=True)
    flow_note = models.TextField(_("note on empty flows"), blank=True)
    expectations = models.TextField(_("hopes for the secondees"), blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ("-start", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "name"], name="intake_named_once"),
            models.CheckConstraint(
                condition=Q(end__gte=models.F("start")), name="intake_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A position that a host offers in an intake, of a category, with so many places."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="posts")
    host_unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("post"), max_length=60)
    category = models.CharField(_("post category"), max_length=40)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    duties = models.TextField(_("duties"), blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["intake", "host_unit", "title"], name="post_offered_once"
            ),
        )

    def __str__(self) -> str:
        return self.title
