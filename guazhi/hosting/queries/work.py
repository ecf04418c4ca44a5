"""What hosting shows on a person's page."""

from dataclasses import dataclass
from datetime import date

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Care
from guazhi.hosting.queries.difficulties import DifficultyRow, difficulties, listed
from guazhi.hosting.queries.starting import Starting, starting
from guazhi.hosting.queries.talks import TalkRow, talk_rows
from guazhi.hosting.queries.tasks import TaskRow, task_rows
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds
from guazhi.secondments.rules import ACTIVE, RUNNING


@dataclass(frozen=True, slots=True)
class May:
    """What the actor may add now."""

    assign: bool
    talk: bool
    raise_difficulty: bool
    care: bool


@dataclass(frozen=True, slots=True)
class HostingWork:
    """The host's work on one secondment, as far as the actor may see it.

    ``talks`` is None for those who may not see them, the secondee above all; ``tasks``
    likewise for the home organisation.
    """

    start: Starting
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
    sees_difficulties = holds(actor, Capability.VIEW_DIFFICULTY, secondment)
    tasks = (
        task_rows(actor, secondment, today)
        if holds(actor, Capability.VIEW_TASK, secondment)
        else None
    )
    given = [row.task for row in tasks or () if row.task.state != TaskState.REASSIGNED]
    substantive = sum(task.substantive for task in given)
    start = starting(actor, secondment, today)
    arrived = secondment.arrived_on or secondment.start
    return HostingWork(
        start=start,
        tasks=tasks,
        substantive=substantive,
        share=rules.share(substantive, len(given)),
        talks=talk_rows(actor, secondment),
        difficulties=_difficulties(actor, secondment, today) if sees_difficulties else None,
        cares=_cares(actor, secondment) if sees_difficulties else None,
        days_to_briefing=_days(arrived, [briefing.day for briefing in start.briefings]),
        days_to_first_task=_days(
            arrived, [row.task.day for row in tasks or () if row.task.substantive]
        ),
        may=_may(actor, secondment),
    )


def _days(arrived: date, days: list[date]) -> int | None:
    """The days from arrival to the first of ``days``: how soon one got into the role (S2.1.8)."""
    return max((min(days) - arrived).days, 0) if days else None


def _may(actor: Actor, secondment: Secondment) -> May:
    def now(capability: Capability, states: tuple[str, ...]) -> bool:
        return secondment.state in states and holds(actor, capability, secondment)

    return May(
        assign=now(Capability.ASSIGN_TASK, ACTIVE),
        talk=now(Capability.HOLD_TALK, ACTIVE),
        raise_difficulty=now(Capability.RAISE_DIFFICULTY, ACTIVE),
        care=now(Capability.GIVE_CARE, RUNNING),
    )


def _difficulties(actor: Actor, secondment: Secondment, today: date) -> list[DifficultyRow]:
    found = difficulties(actor).filter(secondment=secondment).order_by("closed_on", "-day", "-pk")
    rows = listed(actor, found, today, with_steps=True)
    return sorted(rows, key=lambda row: row.difficulty.closed_on is not None)


def _cares(actor: Actor, secondment: Secondment) -> list[Care]:
    allowed = Care.objects.permitted(actor, Capability.VIEW_DIFFICULTY)
    return list(allowed.filter(secondment=secondment).order_by("-day", "-pk"))
