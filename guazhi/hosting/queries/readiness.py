"""What is ready for a newcomer and what is missing, by the policy the secondment pins."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.obligations.models import Evidence
from guazhi.policy.entries import Words
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE, RUNNING

C = Capability
# where each thing is put right, and who may
MENDS: dict[str, tuple[str, Capability]] = {
    "acceptance": ("hosting:accept", C.ACCEPT_SECONDEE),
    "handover": ("secondments:decouple", C.RECORD_HANDOVER),
    "division": ("hosting:division", C.DIVIDE_WORK),
    "plan_approved": ("hosting:plan", C.VIEW_PLAN),
    "mentor_acceptance": ("hosting:mentoring", C.VIEW_MENTORING),
    "briefing": ("hosting:briefing", C.GIVE_BRIEFING),
    "living": ("hosting:living", C.ARRANGE_LIVING),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: since when it is there, or where the actor puts it right."""

    kind: str
    names: Words
    clause: str
    day: date | None
    route: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """The whole list of one secondment."""

    items: tuple[Item, ...]
    blocks: bool
    has_arrived: bool

    @property
    def missing(self) -> int:
        """How many things are missing."""
        return sum(item.day is None for item in self.items)

    @property
    def there(self) -> int:
        """How many things are there."""
        return len(self.items) - self.missing

    @property
    def light(self) -> str:
        """Green when all is there, red when somebody has arrived without, else yellow."""
        if not self.missing:
            return "green"
        return "red" if self.has_arrived else "yellow"


def readiness(actor: Actor, secondment: Secondment) -> Ready | None:
    """The list as the actor sees it; None where the policy asks for nothing, or all is over."""
    if secondment.state not in RUNNING:
        return None
    return readiness_of(secondment, actor)


def readiness_of(secondment: Secondment, actor: Actor | None = None) -> Ready | None:
    """The list of a secondment already reached, with the ways that are open to ``actor``."""
    return many([secondment], actor).get(secondment.pk)


def many(secondments: Iterable[Secondment], actor: Actor | None = None) -> dict[int, Ready]:
    """The lists of several secondments already reached, by their ids, in one query."""
    rows = {row.pk: row for row in secondments}
    asked = {pk: pack_of(row.policy).readiness for pk, row in rows.items()}
    kinds = {kind for pack in asked.values() if pack for kind in pack.items}
    given: dict[int, dict[str, date]] = defaultdict(dict)
    evidence = Evidence.objects.filter(secondment__in=rows, kind__in=kinds).order_by("-day", "-pk")
    for pk, kind, owner, day in evidence.values_list("secondment_id", "kind", "owner", "day"):
        if kind != "mentor_acceptance" or owner == rows[pk].mentor_id:
            given[pk][kind] = day
    return {
        pk: Ready(
            items=tuple(
                Item(kind, item.names, item.clause, given[pk].get(kind), _way(actor, kind, row))
                for kind, item in wanted.items.items()
            ),
            blocks=wanted.blocks,
            has_arrived=row.state in ACTIVE,
        )
        for pk, row in rows.items()
        if (wanted := asked[pk]) is not None
    }


def arrivals(actor: Actor, show: str) -> QuerySet[Secondment]:
    """The secondments that run or are to begin and whose policy wants things ready.

    ``show`` narrows them: ``arrived`` without something, ``coming`` without something, ``ready``.
    """
    lacks, asked = _lacks()
    rows = Secondment.objects.permitted(actor, C.VIEW_PLAN).filter(asked, state__in=RUNNING)
    rows = rows.select_related("secondee", "host_unit", "post", "mentor", "policy")
    rows = rows.defer("policy__text")
    if show == "arrived":
        return rows.filter(lacks, state__in=ACTIVE)
    if show == "coming":
        return rows.filter(lacks).exclude(state__in=ACTIVE)
    return rows.exclude(lacks) if show == "ready" else rows


def _lacks() -> tuple[Q, Q]:
    """That something is missing which the policy of the secondment wants, and that it wants any."""
    lacks, asked = Q(pk__in=[]), Q(pk__in=[])
    for policy in PolicyVersion.objects.defer("text"):
        ready = pack_of(policy).readiness
        if ready is None:
            continue
        missing = Q(pk__in=[])
        for kind in ready.items:
            given = Evidence.objects.filter(secondment=OuterRef("pk"), kind=kind)
            if kind == "mentor_acceptance":
                given = given.filter(owner=OuterRef("mentor"))
            missing |= ~Q(Exists(given))
        lacks |= Q(policy=policy) & missing
        asked |= Q(policy=policy)
    return lacks, asked


def _way(actor: Actor | None, kind: str, secondment: Secondment) -> str:
    route, capability = MENDS[kind]
    return route if actor is not None and holds(actor, capability, secondment) else ""
