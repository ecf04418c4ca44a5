"""An intake as a whole: how each party stands, who went where, and the four kinds of host."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from guazhi.access.actor import Actor, Capability
from guazhi.obligations.models import PARTIES, Obligation
from guazhi.organisations.rules import host_kind
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

CHECKPOINTS = ("midterm_assessment", "final_assessment", "appraisal")
MOST_TERMS = 100
HOST_KINDS = ("county", "township", "city", "enterprise")


@dataclass(frozen=True, slots=True)
class PartyLights:
    """What one party owes in an intake, counted by standing."""

    party: str
    label: object
    met: int
    met_late: int
    overdue: int
    due_soon: int
    open: int
    upcoming: int
    waived: int

    @property
    def due(self) -> int:
        """How much was due by today."""
        return self.met + self.met_late + self.overdue

    @property
    def light(self) -> str:
        """The light of the party."""
        return "red" if self.overdue else "yellow" if self.due_soon else "green"


@dataclass(frozen=True, slots=True)
class Flow:
    """How many people go from one kind of unit to one kind of host."""

    home: str
    host: str
    count: int


def party_lights(actor: Actor, intake: Intake, today: date, soon: int) -> list[PartyLights]:
    """Every party with its counts, in one query, as far as the actor may see."""
    until = today + timedelta(days=soon)
    is_open = Q(state=Obligation.OPEN, opens__lte=today)
    rows = (
        Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(intake=intake)
        .values("party")
        .annotate(
            met=Count("pk", filter=Q(state=Obligation.MET, met_on__lte=F("due"))),
            met_late=Count("pk", filter=Q(state=Obligation.MET, met_on__gt=F("due"))),
            overdue=Count("pk", filter=is_open & Q(due__lt=today)),
            due_soon=Count("pk", filter=is_open & Q(due__gte=today, due__lte=until)),
            open=Count("pk", filter=is_open & Q(due__gt=until)),
            upcoming=Count("pk", filter=Q(state=Obligation.OPEN, opens__gt=today)),
            waived=Count("pk", filter=Q(state=Obligation.WAIVED)),
        )
    )
    found = {row["party"]: row for row in rows}
    return [
        PartyLights(label=label, **found[party])
        for party, label in PARTIES.items()
        if party in found
    ]


def flows(actor: Actor, intake: Intake) -> list[Flow]:
    """People by the kind of their home and the kind of their host."""
    rows = (
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(intake=intake)
        .exclude(state="withdrawn")
        .values_list(
            "home_organisation__kind",
            "home_organisation__level",
            "host_unit__kind",
            "host_unit__level",
        )
        .annotate(n=Count("pk"))
    )
    sums: dict[tuple[str, str], int] = {}
    for home_kind, home_level, of_host, host_level, count in rows:
        pair = (host_kind(home_kind, home_level), host_kind(of_host, host_level))
        sums[pair] = sums.get(pair, 0) + count
    return [Flow(home, host, count) for (home, host), count in sums.items()]


def host_kinds(found: list[Flow]) -> dict[str, int]:
    """The four kinds of host, counted."""
    return {kind: sum(flow.count for flow in found if flow.host == kind) for kind in HOST_KINDS}


def by_state(actor: Actor, intake: Intake) -> dict[str, int]:
    """How many people are in each state."""
    rows = (
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(intake=intake)
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    return dict(rows)


def terms(actor: Actor, intake: Intake, most: int = MOST_TERMS) -> list[Secondment]:
    """The terms of an intake, the first to end first; a plan holds no more than ``most``."""
    return list(
        Secondment.objects.permitted(actor, Capability.VIEW_SECONDMENT)
        .filter(intake=intake)
        .exclude(state="withdrawn")
        .select_related("secondee", "policy")
        .order_by("end", "sort_key", "pk")[:most]
    )


def checkpoints(secondments: list[Secondment]) -> list[Obligation]:
    """The assessments and appraisals of these secondments, for the plan of terms."""
    rules = {
        rule
        for secondment in secondments
        for rule, entry in pack_of(secondment.policy).obligations.items()
        if entry.evidence in CHECKPOINTS
    }
    return list(
        Obligation.objects.filter(secondment__in=secondments, rule__in=rules)
        .exclude(state=Obligation.VOID)
        .order_by("due")
    )
