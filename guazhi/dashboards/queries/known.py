"""What the system knows of a secondment since a day, put into words for its next work report."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guazhi.access.actor import Actor, Capability
from guazhi.coordination.models import PracticeAdoption, PracticeDelivery
from guazhi.hosting.models import Difficulty, Talk, Task, TrainingPlan
from guazhi.hosting.rules import DifficultyState, TaskState
from guazhi.policy.pack import ReportForm
from guazhi.secondments.models import Secondment

C = Capability
DONE = (TaskState.DONE.value,)
UNDER_WAY = (TaskState.ASSIGNED.value, TaskState.REPORTED.value, TaskState.RETURNED.value)


def _plan(actor: Actor, row: Secondment, since: date) -> Iterable[str]:
    del since
    plans = TrainingPlan.objects.permitted(actor, C.VIEW_PLAN).filter(secondment=row)
    tasks = Task.objects.permitted(actor, C.VIEW_TASK).filter(secondment=row)
    if plans.exists() and (total := tasks.exclude(state=TaskState.DROPPED.value).count()):
        done = tasks.filter(state__in=DONE).count()
        yield _("Under the training plan %(done)s of %(total)s tasks are done so far.") % {
            "done": done,
            "total": total,
        }


def _tasks(actor: Actor, row: Secondment, since: date) -> Iterable[str]:
    rows = Task.objects.permitted(actor, C.VIEW_TASK).filter(secondment=row)
    for task in rows.filter(state__in=DONE, closed_on__gt=since).order_by("closed_on", "pk"):
        result = task.result or task.report
        yield (
            _("Done: %(title)s. %(result)s") % {"title": task.title, "result": result}
            if result
            else _("Done: %(title)s.") % {"title": task.title}
        )
    for task in rows.filter(state__in=UNDER_WAY).order_by("due", "pk"):
        yield _("Under way: %(title)s, due %(day)s.") % {"title": task.title, "day": task.due}


def _talks(actor: Actor, row: Secondment, since: date) -> Iterable[str]:
    # a secondee does not read notes of talks about himself: only their days are brought in
    del actor
    held = Talk.objects.filter(secondment=row, day__gt=since).order_by("day", "pk")
    if days := [str(day) for day in held.values_list("day", flat=True)]:
        yield _("The host unit talked with me on %(days)s.") % {"days": _(", ").join(days)}


def _difficulties(actor: Actor, row: Secondment, since: date) -> Iterable[str]:
    rows = Difficulty.objects.permitted(actor, C.VIEW_DIFFICULTY).filter(secondment=row)
    for each in rows.filter(closed_on__gt=since).order_by("closed_on", "pk"):
        yield _("Solved: %(text)s") % {"text": each.text}
    for each in rows.exclude(state=DifficultyState.CLOSED.value).order_by("day", "pk"):
        yield _("Still open: %(text)s") % {"text": each.text}


def _practices(actor: Actor, row: Secondment, since: date) -> Iterable[str]:
    adopted = PracticeAdoption.objects.permitted(actor, C.VIEW_PRACTICE)
    for each in (
        adopted.filter(secondment=row, day__gt=since).select_related("practice").order_by("day")
    ):
        yield _("Took up “%(title)s”: %(effect)s") % {
            "title": each.practice.title,
            "effect": each.effect,
        }
    received = PracticeDelivery.objects.permitted(actor, C.VIEW_PRACTICE)
    read = received.filter(secondment=row, read_on__gt=since).count()
    if read:
        yield ngettext(
            "Read %(count)s good practice of others.",
            "Read %(count)s good practices of others.",
            read,
        ) % {"count": read}


SOURCES: Mapping[str, Callable[[Actor, Secondment, date], Iterable[str]]] = {
    "plan": _plan,
    "tasks": _tasks,
    "talks": _talks,
    "difficulties": _difficulties,
    "practices": _practices,
}


def known(actor: Actor, secondment: Secondment, form: ReportForm, since: date) -> dict[str, str]:
    """For each section of the report what the system can fill in, one matter a line."""
    found = {}
    for key, section in form.sections.items():
        lines = [
            line for kind in section.brings for line in SOURCES[kind](actor, secondment, since)
        ]
        found[key] = "\n".join(lines)
    return found
