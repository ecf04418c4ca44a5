"""What hosting shows on a person's page."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import (
    Acceptance,
    Briefing,
    Care,
    Division,
    Mentorship,
    TrainingPlan,
)
from guazhi.hosting.queries.difficulties import DifficultyRow, difficulties, listed
from guazhi.hosting.queries.talks import TalkRow, talk_rows
from guazhi.hosting.queries.tasks import TaskRow, plans, task_rows
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE, RUNNING


@dataclass(frozen=True, slots=True)
class May:
    """What the actor may add now."""

    accept: bool
    draft: bool
    approve: int | None  # the version that waits for it
    name_mentor: bool
    brief: bool
    divide: bool
    assign: bool
    talk: bool
    raise_difficulty: bool
    care: bool


@dataclass(frozen=True, slots=True)
class HostingWork:
    """The host's work on one secondment, as far as the actor may see it.

    ``talks`` is None for those who may not see them, the secondee above all; ``plans`` and
    ``tasks`` likewise for the home organisation.
    """

    acceptance: Acceptance | None
    plans: list[TrainingPlan] | None
    mentorships: list[Mentorship]
    briefings: list[Briefing]
    divisions: list[Division]
    tasks: list[TaskRow] | None
    substantive: int
    share: int
    talks: list[TalkRow] | None
    difficulties: list[DifficultyRow] | None
    cares: list[Care] | None
    days_to_briefing: int | None
    days_to_first_task: int | None
    may: May


def work(actor: Actor, secondment: Secondment, today: date) -> HostingWork:
    """The module's part of the person page, in a number of queries that does not grow."""
    sees_plan = holds(actor, Capability.VIEW_PLAN, secondment)
    sees_difficulties = holds(actor, Capability.VIEW_DIFFICULTY, secondment)
    tasks = (
        task_rows(actor, secondment, today)
        if holds(actor, Capability.VIEW_TASK, secondment)
        else None
    )
    given = [row.task for row in tasks or () if row.task.state != TaskState.REASSIGNED]
    substantive = sum(task.substantive for task in given)
    versions = list(plans(actor, secondment)) if sees_plan else None
    acceptance = _acceptance(actor, secondment)
    briefings = _briefings(actor, secondment)
    arrived = secondment.arrived_on or secondment.start
    return HostingWork(
        acceptance=acceptance,
        plans=versions,
        mentorships=_mentorships(actor, secondment),
        briefings=briefings,
        divisions=_divisions(actor, secondment),
        tasks=tasks,
        substantive=substantive,
        share=rules.share(substantive, len(given)),
        talks=talk_rows(actor, secondment),
        difficulties=_difficulties(actor, secondment, today) if sees_difficulties else None,
        cares=_cares(actor, secondment) if sees_difficulties else None,
        days_to_briefing=_days(arrived, [briefing.day for briefing in briefings]),
        days_to_first_task=_days(
            arrived, [row.task.day for row in tasks or () if row.task.substantive]
        ),
        may=_may(actor, secondment, acceptance, versions or []),
    )


def _days(arrived: date, days: list[date]) -> int | None:
    """The days from arrival to the first of ``days``: how soon one got into the role (S2.1.8)."""
    return max((min(days) - arrived).days, 0) if days else None


def _may(
    actor: Actor, secondment: Secondment, acceptance: Acceptance | None, plans: list[TrainingPlan]
) -> May:
    def now(capability: Capability, states: tuple[str, ...]) -> bool:
        return secondment.state in states and holds(actor, capability, secondment)

    waits = plans[0].pk if plans and plans[0].approved_on is None else None
    return May(
        accept=acceptance is None and now(Capability.ACCEPT_SECONDEE, RUNNING),
        draft=now(Capability.DRAFT_PLAN, RUNNING),
        approve=waits if now(Capability.APPROVE_PLAN, RUNNING) else None,
        name_mentor=now(Capability.NAME_MENTOR, RUNNING),
        brief=now(Capability.GIVE_BRIEFING, ACTIVE),
        divide=now(Capability.DIVIDE_WORK, RUNNING),
        assign=now(Capability.ASSIGN_TASK, ACTIVE),
        talk=now(Capability.HOLD_TALK, ACTIVE),
        raise_difficulty=now(Capability.RAISE_DIFFICULTY, ACTIVE),
        care=now(Capability.GIVE_CARE, RUNNING),
    )


def _acceptance(actor: Actor, secondment: Secondment) -> Acceptance | None:
    allowed = Acceptance.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    return allowed.filter(secondment=secondment).first()


def _mentorships(actor: Actor, secondment: Secondment) -> list[Mentorship]:
    allowed = Mentorship.objects.permitted(actor, Capability.VIEW_SECONDMENT)
    found = allowed.filter(secondment=secondment).select_related("mentor")
    return list(found.order_by("-since", "-pk"))


def _briefings(actor: Actor, secondment: Secondment) -> list[Briefing]:
    allowed = Briefing.objects.permitted(actor, Capability.VIEW_PLAN)
    return list(allowed.filter(secondment=secondment).order_by("-day", "-pk"))


def _divisions(actor: Actor, secondment: Secondment) -> list[Division]:
    allowed = Division.objects.permitted(actor, Capability.VIEW_PLAN)
    return list(allowed.filter(secondment=secondment).order_by("-day", "-pk"))


def _difficulties(actor: Actor, secondment: Secondment, today: date) -> list[DifficultyRow]:
    found = difficulties(actor).filter(secondment=secondment).order_by("closed_on", "-day", "-pk")
    rows = listed(actor, found, today, with_steps=True)
    return sorted(rows, key=lambda row: row.difficulty.closed_on is not None)


def _cares(actor: Actor, secondment: Secondment) -> list[Care]:
    allowed = Care.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
    return list(allowed.filter(secondment=secondment).order_by("-day", "-pk"))
