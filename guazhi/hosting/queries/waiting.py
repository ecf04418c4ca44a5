"""What of plans, tasks, mentoring and difficulties waits for a step of the actor."""

from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.models import Difficulty, Mentorship, Task
from guazhi.hosting.queries.difficulties import ROLES, UNSOLVED
from guazhi.hosting.rules import DifficultyState, TaskState
from guazhi.secondments.rules import RUNNING

LOADED = ("secondment__secondee", "secondment__host_unit")


def tasks_to_do(actor: Actor) -> QuerySet[Task]:
    """The actor's own tasks that he accepts, works on or reports on."""
    mine = Task.objects.permitted(actor, Capability.REPORT_TASK)
    return mine.filter(state__in=rules.WITH_SECONDEE).select_related(*LOADED)


def reports_to_see(actor: Actor) -> QuerySet[Task]:
    """Tasks reported on, which the actor closes or sends back."""
    given = Task.objects.permitted(actor, Capability.ASSIGN_TASK)
    return given.filter(state=TaskState.REPORTED).select_related(*LOADED)


def solutions_to_confirm(actor: Actor) -> QuerySet[Difficulty]:
    """Solutions put to the actor, who says whether they solve it."""
    asked = Difficulty.objects.permitted(actor, Capability.CONFIRM_DIFFICULTY)
    return asked.filter(state=DifficultyState.RESOLVED).select_related(*LOADED)


def difficulties_to_solve(actor: Actor) -> QuerySet[Difficulty]:
    """Difficulties that stand at a level for which the actor works, or with him as mentor."""
    mine = Q(pk__in=[])
    for level, roles in ROLES.items():
        for held in actor.held:
            if held.role in roles:
                mine |= Q(level=level, owner__path__under=held.path)
    if actor.person_id is not None:
        mine |= Q(level="host", secondment__mentor=actor.person_id)
    may = Difficulty.objects.permitted(actor, Capability.ANSWER_DIFFICULTY)
    return may.filter(mine, state__in=UNSOLVED).select_related(*LOADED)


def mentorships_to_accept(actor: Actor) -> QuerySet[Mentorship]:
    """Mentorships that the actor was named for and has not accepted."""
    named = Mentorship.objects.permitted(actor, Capability.ACCEPT_MENTORING).filter(
        mentor=actor.person_id,
        until__isnull=True,
        accepted_on__isnull=True,
        secondment__state__in=RUNNING,
    )
    return named.select_related(*LOADED)
