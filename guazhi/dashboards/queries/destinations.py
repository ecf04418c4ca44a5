"""Where the people of each intake of a programme went (S2.1.2, S2.1.3)."""

from dataclasses import dataclass

from django.db.models import Count

from guazhi.access.actor import Actor, Capability
from guazhi.dashboards.queries.intakes import HOST_KINDS
from guazhi.organisations.rules import host_kind
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment


@dataclass(frozen=True, slots=True)
class Destinations:
    """One intake: people by the four kinds of host, and how many went to a developed region."""

    intake_id: int
    name: str
    by_kind: dict[str, int]
    developed_region: int

    @property
    def total(self) -> int:
        """How many people in all."""
        return sum(self.by_kind.values())


def destinations(actor: Actor, intake: Intake) -> list[Destinations]:
    """The intakes of the same programme as far as the actor may see them, newest first."""
    rows = (
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(intake__programme=intake.programme_id)
        .exclude(state="withdrawn")
        .values_list(
            "intake_id",
            "intake__name",
            "host_unit__kind",
            "host_unit__level",
            "host_unit__is_developed_region",
        )
        .annotate(n=Count("pk"))
        .order_by("-intake__start", "-intake_id")
    )
    found: dict[int, Destinations] = {}
    for pk, name, kind, level, developed, count in rows:
        known = found.get(pk) or Destinations(pk, name, dict.fromkeys(HOST_KINDS, 0), 0)
        host = host_kind(kind, level)
        by_kind = {**known.by_kind, host: known.by_kind[host] + count}
        away = known.developed_region + (count if developed else 0)
        found[pk] = Destinations(pk, name, by_kind, away)
    return list(found.values())
