"""What a secondee sees first: the own secondment, and what waits for an answer."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import PracticeDelivery
from guazhi.coordination.queries import practices_showing
from guazhi.dashboards.queries.person import Deed, deeds
from guazhi.hosting.models import Difficulty, Task
from guazhi.hosting.rules import WITH_SECONDEE, DifficultyState
from guazhi.obligations.models import Obligation
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import secondments


@dataclass(frozen=True, slots=True)
class Own:
    """The secondee's own secondment with what waits for him."""

    secondment: Secondment
    next_due: Obligation | None
    tasks: int
    to_confirm: int
    unread: int
    returned: int
    deeds: list[Deed]


def own(actor: Actor, today: date) -> Own | None:
    """The actor's own secondment, the running one first; None for those who have none."""
    if actor.person_id is None:
        return None
    mine = secondments(actor).filter(secondee=actor.person_id).exclude(state="withdrawn")
    row = mine.filter(end__gte=today).order_by("start").first() or mine.order_by("-end").first()
    if row is None:
        return None
    tasks = Task.objects.permitted(actor, Capability.REPORT_TASK).filter(secondment=row)
    asked = Difficulty.objects.permitted(actor, Capability.CONFIRM_DIFFICULTY)
    received = PracticeDelivery.objects.permitted(actor, Capability.VIEW_PRACTICE)
    owed = Obligation.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    return Own(
        secondment=row,
        next_due=owed.filter(secondment=row, owner_person=actor.person_id, state=Obligation.OPEN)
        .order_by("due", "pk")
        .first(),
        tasks=tasks.filter(state__in=WITH_SECONDEE).count(),
        to_confirm=asked.filter(secondment=row, state=DifficultyState.RESOLVED).count(),
        unread=received.filter(secondment=row, read_on__isnull=True).count(),
        returned=practices_showing(actor, "returned").count(),
        deeds=deeds(actor, row, today),
    )
