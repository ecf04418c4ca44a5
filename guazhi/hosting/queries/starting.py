"""How somebody is taken in: what is ready, plan, mentor, briefing, division, living conditions."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from guazhi.access.actor import Actor, Capability
from guazhi.access.querysets import ScopedQuerySet
from guazhi.hosting.models import Acceptance, Briefing, Division, Living
from guazhi.hosting.queries.mentors import Mentors, mentors
from guazhi.hosting.queries.plans import Plans, plans
from guazhi.hosting.queries.readiness import Ready, readiness
from guazhi.secondments.models import Secondment, SecondmentOwned
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import RUNNING

C = Capability
M = TypeVar("M", bound=SecondmentOwned)


@dataclass(frozen=True, slots=True)
class Starting:
    """All of it for one secondment; ``plans`` is None for those who may not see the plan."""

    ready: Ready | None
    acceptance: Acceptance | None
    plans: Plans | None
    mentors: Mentors
    briefings: list[Briefing]
    divisions: list[Division]
    livings: list[Living]
    may_accept: bool
    may_brief: bool
    may_divide: bool
    may_arrange: bool


def starting(actor: Actor, secondment: Secondment, today: date) -> Starting:
    """What the actor may see of it, in a number of queries that does not grow."""
    accepted = Acceptance.objects.permitted(actor, C.VIEW_SECONDMENT)
    acceptance = accepted.filter(secondment=secondment).first()
    sees_plan = holds(actor, C.VIEW_PLAN, secondment)

    def now(capability: Capability) -> bool:
        return secondment.state in RUNNING and holds(actor, capability, secondment)

    return Starting(
        ready=readiness(actor, secondment) if sees_plan else None,
        acceptance=acceptance,
        plans=plans(actor, secondment, today) if sees_plan else None,
        mentors=mentors(actor, secondment, today),
        briefings=_latest(Briefing.objects.permitted(actor, C.VIEW_PLAN), secondment),
        divisions=_latest(Division.objects.permitted(actor, C.VIEW_PLAN), secondment),
        livings=_latest(Living.objects.permitted(actor, C.VIEW_PLAN), secondment),
        may_accept=acceptance is None and now(C.ACCEPT_SECONDEE),
        may_brief=now(C.GIVE_BRIEFING),
        may_divide=now(C.DIVIDE_WORK),
        may_arrange=now(C.ARRANGE_LIVING),
    )


def _latest(rows: ScopedQuerySet[M], secondment: Secondment) -> list[M]:
    """The rows of a secondment, latest first."""
    return list(rows.filter(secondment=secondment).order_by("-day", "-pk"))
