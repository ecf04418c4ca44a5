"""Requests of home organisations."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.access.matrix import DEPARTMENTS, PARTY_OF
from guazhi.coordination.models import HomeRequest
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import sides

LOADED = (
    "decided_by",
    "secondment__secondee",
    "secondment__home_organisation",
    "secondment__home_county",
    "secondment__host_county",
    "secondment__intake__programme",
    "secondment__policy",
)


def decides(actor: Actor, secondment: Secondment) -> bool:
    """Whether the actor sits in the department that policy lets decide on such requests."""
    named = {
        owner.value
        for rule in pack_of(secondment.policy).obligations.values()
        if rule.evidence == "request_decided"
        for owner in rule.owners
    }
    mine = {party for party, _unit in sides(actor, Capability.DECIDE_HOME_WORK, secondment)}
    return bool(mine & (named or {"city"}))


def home_requests(
    actor: Actor, capability: Capability = Capability.VIEW_HOME_WORK
) -> QuerySet[HomeRequest]:
    """Requests the actor may see: those that wait for a decision first."""
    return (
        HomeRequest.objects.permitted(actor, capability)
        .select_related(*LOADED)
        .defer("secondment__policy__text")
        .order_by(F("decided_on").desc(nulls_first=True), "-day", "-pk")
    )


def requests_to_decide(actor: Actor) -> QuerySet[HomeRequest]:
    """Requests that wait for the actor's department, as the policy of each names it."""
    mine = {PARTY_OF[held.role] for held in actor.held if held.role in DEPARTMENTS}
    if not mine:
        return HomeRequest.objects.none()
    named = [
        policy.pk
        for policy in PolicyVersion.objects.defer("text")
        if mine
        & (
            {
                owner.value
                for rule in pack_of(policy).obligations.values()
                if rule.evidence == "request_decided"
                for owner in rule.owners
            }
            or {"city"}
        )
    ]
    rows = home_requests(actor, Capability.DECIDE_HOME_WORK)
    return rows.filter(allowed__isnull=True, secondment__policy__in=named)


def request_to_decide(actor: Actor, pk: int) -> HomeRequest:
    """The request ``pk`` for the department that decides on it; 404 for all others."""
    rows = home_requests(actor, Capability.DECIDE_HOME_WORK)
    row: HomeRequest = rows.one(pk)  # type: ignore[attr-defined]
    if not decides(actor, row.secondment):
        raise Http404
    return row


@dataclass(frozen=True, slots=True)
class Asking:
    """How often one home organisation has asked, and what became of it."""

    unit: str
    asked: int
    allowed: int
    refused: int
    waiting: int


def asking(actor: Actor) -> list[Asking]:
    """Home organisations by how often they ask, for the departments that see their requests."""
    rows = (
        HomeRequest.objects.permitted(actor, Capability.VIEW_HOME_WORK)
        .order_by()
        .values("secondment__home_organisation__name")
        .annotate(
            asked=Count("pk"),
            granted=Count("pk", filter=Q(allowed=True)),
            turned_down=Count("pk", filter=Q(allowed=False)),
        )
        .order_by("-asked", "secondment__home_organisation__name")
    )
    return [
        Asking(
            row["secondment__home_organisation__name"],
            row["asked"],
            row["granted"],
            row["turned_down"],
            row["asked"] - row["granted"] - row["turned_down"],
        )
        for row in rows[:100]
    ]
