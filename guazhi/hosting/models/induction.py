"""How a secondee is taken in: acceptance, plan, mentor, briefing, division of work."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.secondments.models import SecondmentOwned


class AcceptanceQuerySet(ScopedQuerySet["Acceptance"]):
    """Acceptances, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Acceptance(SecondmentOwned):
    """The host's word that it takes the secondee, and the leader responsible (S2.1.4)."""

    day = models.DateField(_("day"))
    responsible = models.CharField(_("leader responsible"), max_length=60)
    remark = models.TextField(_("remark"), blank=True)

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["secondment"], name="acceptance_one_each"),)

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class BriefingQuerySet(ScopedQuerySet["Briefing"]):
    """Briefings, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Briefing(SecondmentOwned):
    """A briefing on the unit's situation and functions (S2.1.7)."""

    day = models.DateField(_("day"))
    briefer = models.CharField(_("briefed by"), max_length=60)
    situation = models.TextField(_("the unit's situation"))
    functions = models.TextField(_("the unit's functions"))
    other = models.TextField(_("other topics"), blank=True)

    objects = BriefingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class DivisionQuerySet(ScopedQuerySet["Division"]):
    """Divisions of work, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Division(SecondmentOwned):
    """The written division of work: duties, powers, treatment as own staff (S2.1.15-16)."""

    day = models.DateField(_("day"))
    duties = models.TextField(_("duties"))
    powers = models.TextField(_("delegated powers"))
    in_roster = models.BooleanField(_("on the unit's own staff list"), default=True)
    in_meetings = models.BooleanField(_("attends the unit's meetings"), default=True)
    in_study = models.BooleanField(_("takes part in study"), default=True)

    objects = DivisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"


class LivingQuerySet(ScopedQuerySet["Living"]):
    """Living conditions, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class Living(SecondmentOwned):
    """The living conditions a host has arranged: lodging, meals, the way there (S2.1.9)."""

    day = models.DateField(_("day"))
    lodging = models.TextField(_("lodging"))
    meals = models.TextField(_("meals"))
    transport = models.TextField(_("transport"), blank=True)
    contact = models.CharField(_("whom to turn to"), max_length=60)

    objects = LivingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.day}"
