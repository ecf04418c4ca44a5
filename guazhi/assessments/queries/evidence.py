"""The evidence beside the form: what the record of the term holds, each with where to read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.queries.ballots import tally
from guazhi.assessments.queries.figures import figures
from guazhi.assessments.rules import Kind
from guazhi.coordination.models import (
    ExchangeItem,
    HomeRequest,
    Practice,
    PracticeAdoption,
    WorkReport,
)
from guazhi.hosting.models import Difficulty, Talk, Task
from guazhi.hosting.queries import plans
from guazhi.hosting.rules import TaskState
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import granted_leaves, holds

C = Capability


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of record: its figure, what else there is to say, and the page that holds it."""

    label: "str | Promise"
    figure: str
    note: str
    route: str
    query: str = ""
    tone: str = ""


def evidence(actor: Actor, secondment: Secondment, kind: Kind, today: date) -> list[Fact]:
    """What is on record, from rows the actor may see, in a number of queries that stays."""
    return [
        *_plan(actor, secondment, today),
        *_tasks(actor, secondment, today),
        *_reports(actor, secondment),
        *_talks(actor, secondment),
        *_difficulties(actor, secondment),
        *_practices(actor, secondment),
        *_exchange(actor, secondment),
        *_leave(actor, secondment),
        *_home(actor, secondment),
        *_ballot(actor, secondment, kind),
        *_on_time(secondment, today),
    ]


def _plan(actor: Actor, secondment: Secondment, today: date) -> Iterator[Fact]:
    shown = plans(actor, secondment, today).shown
    lines = shown.lines if shown else ()
    done = sum(line.share == WHOLE for line in lines)
    late = sum(line.is_late for line in lines)
    yield Fact(
        gettext_lazy("Training plan"),
        f"{done} / {len(lines)}" if lines else "—",
        ngettext("%(n)s line is late", "%(n)s lines are late", late) % {"n": late} if late else "",
        "hosting:plan",
        tone="yellow" if late else "",
    )


def _tasks(actor: Actor, secondment: Secondment, today: date) -> Iterator[Fact]:
    rows = Task.objects.permitted(actor, C.VIEW_TASK).filter(secondment=secondment)
    found = rows.exclude(state__in=(TaskState.REASSIGNED, TaskState.DROPPED)).aggregate(
        all=Count("pk"),
        done=Count("pk", filter=Q(state=TaskState.DONE)),
        substantive=Count("pk", filter=Q(substantive=True)),
        late=Count("pk", filter=Q(due__lt=today) & ~Q(state=TaskState.DONE)),
    )
    share = round(100 * found["substantive"] / found["all"]) if found["all"] else 0
    notes = [_("substantive %(share)s %%") % {"share": share}] if found["all"] else []
    if found["late"]:
        notes.append(_("%(n)s past the day") % {"n": found["late"]})
    yield Fact(
        gettext_lazy("Tasks done"),
        f"{found['done']} / {found['all']}",
        " · ".join(notes),
        "dashboards:person",
        "?tab=hosting",
        tone="yellow" if found["late"] else "",
    )


def _reports(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = WorkReport.objects.permitted(actor, C.VIEW_REPORT).filter(secondment=secondment)
    found = rows.aggregate(all=Count("pk"), heard=Count("heard_on"), last=Max("day"))
    yield Fact(
        gettext_lazy("Work reports"),
        str(found["all"]),
        _("heard at forums: %(n)s") % {"n": found["heard"]} if found["all"] else "",
        "dashboards:person",
        "?tab=coordination",
    )


def _talks(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = Talk.objects.permitted(actor, C.VIEW_TALK).filter(secondment=secondment)
    found = rows.aggregate(all=Count("pk"), last=Max("day"))
    yield Fact(
        gettext_lazy("Talks held"),
        str(found["all"]),
        _("last on %(day)s") % {"day": found["last"]} if found["last"] else "",
        "dashboards:person",
        "?tab=hosting",
    )


def _difficulties(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = Difficulty.objects.permitted(actor, C.VIEW_DIFFICULTY).filter(secondment=secondment)
    solved = [
        (closed - day).days if closed else 0
        for day, closed in rows.filter(closed_on__isnull=False).values_list("day", "closed_on")
    ]
    still = rows.filter(closed_on__isnull=True).count()
    days = round(sum(solved) / len(solved)) if solved else 0
    yield Fact(
        gettext_lazy("Difficulties solved"),
        f"{len(solved)} / {len(solved) + still}",
        ngettext("%(n)s day on average", "%(n)s days on average", days) % {"n": days}
        if solved
        else "",
        "dashboards:person",
        "?tab=hosting",
        tone="yellow" if still else "",
    )


def _practices(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = Practice.objects.permitted(actor, C.VIEW_PRACTICE).filter(secondment=secondment)
    found = rows.aggregate(all=Count("pk"), published=Count("published_on"))
    taken = PracticeAdoption.objects.filter(secondment=secondment).count()
    notes = []
    if found["all"]:
        notes.append(_("published %(n)s") % {"n": found["published"]})
    if taken:
        notes.append(_("taken up %(n)s") % {"n": taken})
    yield Fact(
        gettext_lazy("Practices proposed"),
        str(found["all"]),
        " · ".join(notes),
        "dashboards:person",
        "?tab=coordination",
    )


def _exchange(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = ExchangeItem.objects.permitted(actor, C.VIEW_EXCHANGE).filter(secondment=secondment)
    found = rows.aggregate(all=Count("pk"), adopted=Count("pk", filter=Q(adopted=True)))
    yield Fact(
        gettext_lazy("Brought up or down"),
        str(found["all"]),
        _("adopted %(n)s") % {"n": found["adopted"]} if found["all"] else "",
        "dashboards:person",
        "?tab=coordination",
    )


def _leave(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    if not holds(actor, C.VIEW_LEAVE, secondment):
        return
    halves = [row.halves for row in granted_leaves(actor, secondment)]
    days = sum(halves) / 2
    shown = ngettext("%(n)s day", "%(n)s days", 1 if days == 1 else 2) % {"n": f"{days:g}"}
    n = len(halves)
    yield Fact(
        gettext_lazy("Leave taken"),
        shown if n else "0",
        ngettext("%(n)s time", "%(n)s times", n) % {"n": n} if n else "",
        "dashboards:person",
        "?tab=leave",
    )


def _home(actor: Actor, secondment: Secondment) -> Iterator[Fact]:
    rows = HomeRequest.objects.permitted(actor, C.VIEW_HOME_WORK).filter(secondment=secondment)
    found = rows.aggregate(all=Count("pk"), allowed=Count("pk", filter=Q(allowed=True)))
    yield Fact(
        gettext_lazy("Work asked for by home"),
        str(found["all"]),
        _("allowed %(n)s") % {"n": found["allowed"]} if found["all"] else "",
        "dashboards:person",
        "?tab=coordination",
        tone="yellow" if found["allowed"] else "",
    )


def _ballot(actor: Actor, secondment: Secondment, kind: Kind) -> Iterator[Fact]:
    counted = tally(actor, secondment, kind)
    if counted is None:
        return
    turnout = {"used": counted.count.used, "people": counted.count.people}
    yield Fact(
        gettext_lazy("Democratic evaluation"),
        f"{counted.value:.2f}",
        _("%(used)s of %(people)s voted") % turnout,
        "assessments:poll",
        f"?kind={kind.value}",
    )


def _on_time(secondment: Secondment, today: date) -> Iterator[Fact]:
    rows = figures(secondment, today)
    due, met = sum(row.due for row in rows), sum(row.met for row in rows)
    overdue = sum(row.overdue for row in rows)
    yield Fact(
        gettext_lazy("Obligations met on time"),
        f"{met} / {due}",
        _("overdue %(n)s") % {"n": overdue} if overdue else "",
        "dashboards:person",
        "?tab=obligations",
        tone="red" if overdue else "",
    )


WHOLE = 100
