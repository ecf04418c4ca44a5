"""What a secondee sees first: the own secondment, what is due next, and what may be done."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.dashboards.queries.person import Deed, deeds
from guazhi.obligations.models import Obligation
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import secondments


@dataclass(frozen=True, slots=True)
class Own:
    """The secondee's own secondment with what is due next."""

    secondment: Secondment
    next_due: Obligation | None
    deeds: list[Deed]


def own(actor: Actor, today: date) -> Own | None:
    """The actor's own secondment, the running one first; None for those who have none."""
    if actor.person_id is None:
        return None
    mine = secondments(actor).filter(secondee=actor.person_id).exclude(state="withdrawn")
    row = mine.filter(end__gte=today).order_by("start").first() or mine.order_by("-end").first()
    if row is None:
        return None
    owed = Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    return Own(
        secondment=row,
        next_due=owed.filter(secondment=row, owner_person=actor.person_id, state=Obligation.OPEN)
        .order_by("due", "pk")
        .first(),
        deeds=deeds(actor, row, today),
    )
