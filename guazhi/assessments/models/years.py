"""Who grades a calendar year where nobody worked more than half of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.secondments.models import SecondmentOwned


class YearAssessorQuerySet(ScopedQuerySet["YearAssessor"]):
    """Settled years, reached through the secondment on which they were asked for."""

    reach: ClassVar[Reaches] = through("secondment")


class YearAssessor(SecondmentOwned):
    """Which unit grades a calendar year of a person, settled by the city, with the reason."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))

    objects = YearAssessorQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "year"], name="year_assessor_one_for_each_year"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="year_assessor_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}"
