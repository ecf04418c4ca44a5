"""What is on record of a term, gathered for whoever drafts of it, and where each record is read."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Appraisal, Assessment
from guazhi.assessments.queries.paper import ASSESSED, PARTS
from guazhi.assessments.rules.drafting import (
    Drafted,
    Graded,
    Sentence,
    Source,
    Term,
    Work,
    standing,
)
from guazhi.coordination.models import ExchangeItem, Practice, WorkReport
from guazhi.coordination.rules import ReportState
from guazhi.hosting.models import Difficulty, Division, Talk, Task
from guazhi.hosting.rules import TaskState
from guazhi.obligations.models import Obligation
from guazhi.policy.assessed import AssessmentForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment

C = Capability
LOW = 2
ROUTES = {
    "report": "coordination:read_report",
    "practice": "coordination:practice",
    "exchange": "coordination:exchange_item",
}
TABS = dict.fromkeys(("task", "line", "division", "talk", "difficulty"), "hosting")


def term_of(actor: Actor, secondment: Secondment, today: date) -> Term:
    """What the actor may see of a term, in a number of queries that stays the same."""
    tasks = _tasks(actor, secondment)
    division = _of(actor, C.VIEW_PLAN, Division, secondment).last()
    return Term(
        term=Source("term", secondment.pk, secondment.start),
        start=secondment.start,
        end=secondment.end,
        today=today,
        place=f"在{secondment.host_unit.name}挂任{secondment.post.title}",
        division=Source("division", division.pk, division.day) if division else None,
        duties=division.duties if division else "",
        tasks=tuple(_work(row, today) for row in tasks),
        lines=tuple(_lines(tasks, today)),
        reports=_reports(actor, secondment),
        talks=tuple(
            Work(Source("talk", row.pk, row.day))
            for row in _of(actor, C.VIEW_TALK, Talk, secondment)
        ),
        difficulties=_difficulties(actor, secondment),
        practices=_practices(actor, secondment),
        exchange=_exchange(actor, secondment),
        grades=tuple(_grades(actor, secondment)),
    )


def _of(actor: Actor, capability: Capability, model: Any, secondment: Secondment) -> Any:
    rows = model.objects.permitted(actor, capability).filter(secondment=secondment)
    return rows.order_by("day", "pk")


def _tasks(actor: Actor, secondment: Secondment) -> list[Task]:
    gone = (TaskState.REASSIGNED, TaskState.DROPPED)
    rows = _of(actor, C.VIEW_TASK, Task, secondment).exclude(state__in=gone)
    return list(rows.select_related("plan_item"))


def _work(task: Task, today: date) -> Work:
    done = task.state == TaskState.DONE
    finished = task.closed_on if done and task.closed_on else today
    reported = task.reported_on if done and task.reported_on else finished
    return Work(
        Source("task", task.pk, task.day, task.title),
        done=done,
        weighty=task.substantive,
        late=reported > task.due,
        returned=bool(task.returned_reason),
    )


def _lines(tasks: Iterable[Task], today: date) -> Iterator[Work]:
    """Lines of the plan that tasks carry; a line keeps its number from version to version."""
    carried: dict[int, list[Task]] = {}
    for task in tasks:
        if task.plan_item is not None:
            carried.setdefault(task.plan_item.number, []).append(task)
    for number in sorted(carried):
        item = carried[number][-1].plan_item
        done = all(task.state == TaskState.DONE for task in carried[number])
        if item is not None:
            source = Source("line", item.pk, item.due, item.goal)
            yield Work(source, done=done, late=not done and item.due < today)


def _reports(actor: Actor, secondment: Secondment) -> tuple[Work, ...]:
    met = Obligation.objects.filter(
        secondment=secondment, evidence__kind="work_report", met_on__gt=F("due")
    )
    late = set(met.values_list("evidence__record", flat=True))
    return tuple(
        Work(
            Source("report", row.pk, row.day),
            done=row.heard_on is not None,
            late=row.pk in late,
            returned=bool(row.earlier),
            accepted=row.state == ReportState.COUNTERSIGNED,
        )
        for row in _of(actor, C.VIEW_REPORT, WorkReport, secondment)
    )


def _difficulties(actor: Actor, secondment: Secondment) -> tuple[Work, ...]:
    """Those of work only: what troubles somebody at home stands in no appraisal."""
    rows = _of(actor, C.VIEW_DIFFICULTY, Difficulty, secondment).filter(kind="work")
    return tuple(
        Work(Source("difficulty", row.pk, row.day), done=row.closed_on is not None) for row in rows
    )


def _practices(actor: Actor, secondment: Secondment) -> tuple[Work, ...]:
    return tuple(
        Work(
            Source("practice", row.pk, row.day, row.title),
            done=row.published_on is not None,
            returned=bool(row.return_reason),
        )
        for row in _of(actor, C.VIEW_PRACTICE, Practice, secondment)
    )


def _exchange(actor: Actor, secondment: Secondment) -> tuple[Work, ...]:
    return tuple(
        Work(
            Source("exchange", row.pk, row.day, row.text),
            done=bool(row.adopted),
            weighty=row.direction == "brought_up",
        )
        for row in _of(actor, C.VIEW_EXCHANGE, ExchangeItem, secondment)
    )


def _grades(actor: Actor, secondment: Secondment) -> Iterator[Graded]:
    """Assessments that are released, and no other."""
    rows = Assessment.objects.permitted(actor, C.VIEW_RESULT).filter(
        secondment=secondment, released_on__isnull=False
    )
    form = pack_of(secondment.policy).assessment
    for row in rows.prefetch_related("parts").order_by("concluded_on", "pk"):
        grade = form.grade(row.grade)
        best, worst = _ends(form, [part.scores for part in row.parts.all()])
        source = Source("assessment", row.pk, row.concluded_on, row.kind)
        named = grade.names.zh if grade else row.grade
        yield Graded(source, ASSESSED[row.kind], named, best, worst)


def _ends(form: AssessmentForm, rated: Collection[Mapping[str, str]]) -> tuple[str, str]:
    """The indicators that all together rate best and worst, where one alone stands out.

    None is called worst that everybody rates with the second grade or better.
    """
    place = {grade.id: number for number, grade in enumerate(form.grades)}
    sums = {
        name: sum(place.get(scores.get(name, ""), 0) for scores in rated)
        for name in form.indicators()
    }
    best, worst = min(sums.values(), default=0), max(sums.values(), default=0)
    low = {name for scores in rated for name, score in scores.items() if place.get(score, 0) >= LOW}
    lowest = _only(form, sums, worst, best)
    is_low = any(form.indicators()[name].names.zh == lowest for name in low & sums.keys())
    return _only(form, sums, best, worst), lowest if is_low else ""


def _only(form: AssessmentForm, sums: Mapping[str, int], wanted: int, other: int) -> str:
    names = [name for name, total in sums.items() if total == wanted]
    if wanted == other or len(names) != 1:
        return ""
    return form.indicators()[names[0]].names.zh


def sources_kept(drafted: Drafted) -> list[dict[str, Any]]:
    """Sentences with their sources, as an appraisal keeps them."""
    return [
        {
            "part": part,
            "text": said.text,
            "of": [
                [each.kind, each.record, each.day.isoformat() if each.day else "", each.title]
                for each in said.sources
            ],
        }
        for part, sentences in drafted.items()
        for said in sentences
        if said.sources
    ]


def sentences(appraisal: Appraisal) -> Drafted:
    """The parts of a version by sentence, each with what it stands on."""
    return standing({part: getattr(appraisal, part) for part in PARTS}, _kept(appraisal))


def carried(texts: Mapping[str, str], latest: Appraisal | None) -> list[dict[str, Any]]:
    """The sources of those sentences in ``texts`` that stood in the latest version already."""
    return sources_kept(standing(texts, _kept(latest))) if latest else []


def _kept(appraisal: Appraisal) -> list[Sentence]:
    return [
        Sentence(
            row["text"],
            tuple(
                Source(kind, record, date.fromisoformat(day) if day else None, title)
                for kind, record, day, title in row["of"]
            ),
        )
        for row in appraisal.sources
    ]


def address(source: Source, secondment: int) -> str:
    """The page that holds a source."""
    if source.kind == "assessment":
        return f"{reverse('assessments:assessment', args=(secondment,))}?kind={source.title}"
    if source.kind in ROUTES:
        return reverse(ROUTES[source.kind], args=(source.record,))
    tab = TABS.get(source.kind)
    person = reverse("dashboards:person", args=(secondment,))
    return f"{person}?tab={tab}" if tab else person
