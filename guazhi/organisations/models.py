"""The tree of organisations: areas (city, county, township) and the units that sit in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from guazhi.organisations.rules import host_kind

KINDS = {
    "city": _("City"),
    "county": _("County or district"),
    "township": _("Township or subdistrict"),
    "department": _("Organisation department"),
    "organ": _("Organ"),
    "institution": _("Public institution"),
    "enterprise": _("Enterprise"),
}


class Organisation(models.Model):
    """A node of the tree: an area, or a unit in one. ``path`` holds the ids from the root.

    One that was ``merged_into`` another keeps its name and what was done there before.
    """

    AREAS: ClassVar[tuple[str, ...]] = ("city", "county", "township")

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    level = models.CharField(_("level"), max_length=12)
    name = models.CharField(_("name"), max_length=100)
    county = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_on = models.DateField(_("merged on"), null=True, blank=True)
    is_developed_region = models.BooleanField(_("in a developed region"), default=False)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.UniqueConstraint(fields=["parent", "name"], name="organisation_named_once"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "city",
                        "county",
                        "township",
                        "department",
                        "organ",
                        "institution",
                        "enterprise",
                    ]
                ),
                name="organisation_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_on__isnull=True)
                | (Q(merged_into__isnull=False, merged_on__isnull=False) & ~Q(merged_into=F("id"))),
                name="organisation_merged_into_another_on_a_day",
            ),
        )
        indexes = (
            models.Index(fields=["county", "kind"], name="organisation_by_county"),
            models.Index(fields=["parent", "kind"], name="organisation_by_kind"),
            models.Index(fields=["parent", "position", "path"], name="organisation_by_parent"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_area(self) -> bool:
        """Whether the node is a place rather than a unit."""
        return self.kind in self.AREAS

    @property
    def host_kind(self) -> str:
        """One of the four kinds of host of S2.1.3: county, township, city or enterprise."""
        return host_kind(self.kind, self.level)


def department_at(area: str) -> Subquery:
    """The name of the organisation department of the area in the column ``area``, if it is one."""
    below = Organisation.objects.filter(parent=OuterRef(area), kind="department")
    return Subquery(below.order_by("pk").values("name")[:1])
