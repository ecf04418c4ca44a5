"""What of plans, tasks and difficulties waits for the actor, beside what policy has him owe."""

from dataclasses import dataclass

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Difficulty, Task, TrainingPlan
from guazhi.hosting.queries.plans import waiting_plans
from guazhi.hosting.rules import DifficultyState, TaskState

MOST = 10
LOADED = ("secondment__secondee", "secondment__host_unit")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: plans to speak on, tasks to work on, reports to look at, solutions to confirm."""

    plans: list[TrainingPlan]
    tasks: list[Task]
    reports: list[Task]
    solutions: list[Difficulty]

    def __bool__(self) -> bool:
        return bool(self.plans or self.tasks or self.reports or self.solutions)


def waiting(actor: Actor) -> Waiting:
    """The first of what waits for the actor: the urged ones, then by due date."""
    tasks: list[Task] = []
    reports: list[Task] = []
    solutions: list[Difficulty] = []
    if actor.person_id is not None:
        mine = Task.objects.permitted(actor, Capability.REPORT_TASK).select_related(*LOADED)
        waits = mine.filter(state__in=rules.WITH_SECONDEE)
        tasks = sorted(waits.order_by("due", "pk")[:MOST], key=lambda task: not task.urged)
        asked = Difficulty.objects.permitted(actor, Capability.CONFIRM_DIFFICULTY)
        solved = asked.filter(state=DifficultyState.RESOLVED).select_related(*LOADED)
        solutions = list(solved.order_by("resolved_on", "pk")[:MOST])
    if actor.may(Capability.ASSIGN_TASK):
        given = Task.objects.permitted(actor, Capability.ASSIGN_TASK).select_related(*LOADED)
        reports = list(given.filter(state=TaskState.REPORTED).order_by("reported_on", "pk")[:MOST])
    return Waiting(waiting_plans(actor), tasks, reports, solutions)
