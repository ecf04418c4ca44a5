"""One obligation with all that belongs to it: evidence, waivers, what moved it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.models import Entry
from guazhi.ledger.queries import history
from guazhi.obligations.models import Obligation, Waiver
from guazhi.obligations.queries.why import Row, row_of

MOVES = ("TermChanged", "PostChanged", "SecondeeReplaced", "StayAgreed", "MentorSet")


@dataclass(frozen=True, slots=True)
class Dossier:
    """An obligation, its standing and why, and what the actor may do about it."""

    row: Row
    waivers: list[Waiver]
    history: list[Entry]
    may_ask: bool
    to_decide: int | None


def obligation(actor: Actor, pk: int, capability: Capability) -> Obligation:
    """The obligation ``pk``; 404 when out of the actor's reach for ``capability``."""
    return (
        Obligation.objects.permitted(actor, capability)
        .select_related(
            "owner",
            "owner_person",
            "evidence",
            "intake__policy",
            "intake__programme",
            "secondment__policy",
            "secondment__intake__programme",
            "secondment__secondee",
            "secondment__home_organisation",
            "secondment__host_unit",
            "secondment__post",
        )
        .one(pk)
    )


def dossier(actor: Actor, pk: int, today: date) -> Dossier:
    """All that the actor may know of one obligation."""
    row = row_of(obligation(actor, pk, Capability.VIEW_SECONDMENT), today)
    waivers = list(
        Waiver.objects.permitted(actor, Capability.VIEW_HISTORY)
        .filter(obligation=pk)
        .select_related("asked_by", "decided_by")
        .order_by("pk")
    )
    waiting = any(waiver.granted is None for waiver in waivers)
    return Dossier(
        row=row,
        waivers=waivers,
        history=_history(actor, row.obligation),
        may_ask=row.obligation.state == Obligation.OPEN
        and not waiting
        and Obligation.objects.permitted(actor, Capability.ASK_WAIVER).filter(pk=pk).exists(),
        to_decide=waivers_to_decide(actor)
        .filter(obligation=pk)
        .values_list("pk", flat=True)
        .first(),
    )


def _history(actor: Actor, row: Obligation) -> list[Entry]:
    if row.secondment_id is None:
        return []
    own = Q(about="obligation", subject=row.pk)
    moved = Q(verb__in=MOVES)
    return list(history(actor, row.secondment_id).filter(own | moved))


def waivers_to_decide(actor: Actor) -> QuerySet[Waiver]:
    """Waivers that wait for this actor, who may not have asked for them."""
    return waiting(actor).exclude(asked_by=actor.user_id)


def waivers_asked(actor: Actor) -> QuerySet[Waiver]:
    """Waivers that the actor asked for and a second person has not decided."""
    return (
        Waiver.objects.permitted(actor, Capability.ASK_WAIVER)
        .filter(granted__isnull=True, asked_by=actor.user_id)
        .select_related(*LOADED)
        .order_by("asked_at", "pk")
    )


def waiting(actor: Actor) -> QuerySet[Waiver]:
    """Undecided waivers on which the actor may decide, the oldest first."""
    return (
        Waiver.objects.permitted(actor, Capability.DECIDE_WAIVER)
        .filter(granted__isnull=True)
        .select_related(*LOADED)
        .order_by("asked_at", "pk")
    )


def waiver(actor: Actor, pk: int) -> Waiver:
    """An undecided waiver for whoever may decide; 404 otherwise."""
    return waiting(actor).one(pk)  # type: ignore[attr-defined,no-any-return]


LOADED = (
    "asked_by",
    "obligation__owner",
    "obligation__owner_person",
    "obligation__intake__policy",
    "obligation__secondment__policy",
    "obligation__secondment__secondee",
    "obligation__secondment__host_unit",
    "obligation__secondment__home_organisation",
)
