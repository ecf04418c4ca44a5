"""The evidence pack (考核材料汇编) of a meeting: a page a person, then annexes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Appraisal, Assessment, AssessmentPart, HomeOpinion
from guazhi.assessments.queries.ballots import tallies
from guazhi.assessments.queries.paper import ASSESSED, PART_NAMES, who, who_values
from guazhi.assessments.rules import Kind
from guazhi.assessments.rules.scoring import ORDER
from guazhi.coordination.models import ExchangeItem, Practice, WorkReport
from guazhi.documents.wording import full_day
from guazhi.hosting.models import Difficulty, Talk, Task
from guazhi.hosting.rules import TaskState
from guazhi.obligations.models import Obligation
from guazhi.policy import Pack
from guazhi.programmes.models import Intake, Programme
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import State

C = Capability
TEMPLATE = "evidence.typ"
PARTY = {"city": "市委组织部", "county": "县（区）委组织部", "host": "接收单位", "home": "派出单位"}
TASK_STATES = {
    TaskState.ASSIGNED: "已交办",
    TaskState.ACCEPTED: "办理中",
    TaskState.REPORTED: "已报告",
    TaskState.RETURNED: "退回",
    TaskState.DONE: "办结",
    TaskState.DROPPED: "取消",
    TaskState.REASSIGNED: "转交他人",
}
HEAD = (
    ("性　　别", "sex", 1),
    ("出生年月", "birth", 1),
    ("政治面貌", "political_status", 1),
    ("派出单位及职务", "home", 5),
    ("挂职单位及职务", "host", 5),
    ("挂职起止时间", "term", 5),
)
SHORT = 220

Rows = dict[int, list[Any]]


def dossier(actor: Actor, intake: Intake, kind: Kind, today: date) -> dict[str, Any]:
    """The pack as plain data, by name and never by rank, in as many queries for 67 as for one.

    Parts stay out of it as long as they are closed to others.
    """
    secondments = list(
        Secondment.objects.permitted(actor, C.VIEW_EVALUATION)
        .filter(intake=intake)
        .exclude(state__in=(State.PLANNED.value, State.WITHDRAWN.value))
        .select_related("secondee", "home_organisation", "host_unit", "post", "policy")
        .defer("policy__text")
        .order_by("sort_key", "pk")
    )
    found = _Gathered(actor, [row.pk for row in secondments], kind, today)
    return {
        "title": f"{ASSESSED[kind]}材料汇编",
        "intake": intake.name,
        "printed": full_day(today),
        "by": Programme.objects.values_list("owner__name", flat=True).get(pk=intake.programme_id),
        "people": [_person(row, found, today) for row in secondments],
    }


class _Gathered:
    """Everything of these secondments that the pack shows, by secondment."""

    def __init__(self, actor: Actor, keys: list[int], kind: Kind, today: date) -> None:
        self.actor, self.keys = actor, keys
        assessments = self._of(Assessment, C.VIEW_ASSESSMENT)
        self.assessments = {(row.secondment_id, row.kind): row for row in assessments}
        shown = AssessmentPart.objects.permitted(actor, C.VIEW_ASSESSMENT).shown([])
        parts = shown.filter(secondment__in=keys, assessment__kind=kind.value)
        rows = parts.select_related("organisation").order_by("pk")
        self.parts = _by(sorted(rows, key=lambda each: ORDER.index(each.party)))
        heard = self._of(HomeOpinion, C.VIEW_ASSESSMENT).filter(
            assessment__kind=kind.value, assessment__parts_in_on__isnull=False
        )
        self.heard = _by(heard.select_related("organisation"))
        signed = self._of(Appraisal, C.VIEW_APPRAISAL).filter(is_superseded=False)
        self.appraisals = _by(signed.order_by("version"))
        gone = (TaskState.DROPPED, TaskState.REASSIGNED)
        tasks = self._of(Task, C.VIEW_TASK).exclude(state__in=gone)
        self.tasks = _by(tasks.order_by("day", "pk"))
        self.reports = _by(self._of(WorkReport, C.VIEW_REPORT).order_by("day", "pk"))
        self.tallies = tallies(actor, keys, kind)
        self.figures = self._figures(today)

    def _of(self, model: Any, capability: Capability) -> "QuerySet[Any]":
        rows = model.objects.permitted(self.actor, capability)
        found: QuerySet[Any] = rows.filter(secondment__in=self.keys)
        return found

    def _figures(self, today: date) -> dict[int, list[tuple[str, str]]]:
        """The counted evidence of each: a label and what is said of it."""
        owed = Q(state=Obligation.MET) | Q(state=Obligation.OPEN, due__lt=today)
        counted = {
            "talks": self._counts(Talk, C.VIEW_TALK),
            "raised": self._counts(Difficulty, C.VIEW_DIFFICULTY),
            "solved": self._counts(Difficulty, C.VIEW_DIFFICULTY, closed_on__isnull=False),
            "practices": self._counts(Practice, C.VIEW_PRACTICE),
            "published": self._counts(Practice, C.VIEW_PRACTICE, published_on__isnull=False),
            "exchange": self._counts(ExchangeItem, C.VIEW_EXCHANGE),
            "adopted": self._counts(ExchangeItem, C.VIEW_EXCHANGE, adopted=True),
            "due": self._counts(Obligation, C.VIEW_SECONDMENT, owed),
            "on_time": self._counts(
                Obligation, C.VIEW_SECONDMENT, state=Obligation.MET, met_on__lte=F("due")
            ),
        }
        return {pk: _told({name: n[pk] for name, n in counted.items()}) for pk in self.keys}

    def _counts(self, model: Any, capability: Capability, *also: Q, **named: Any) -> Counter[int]:
        rows = self._of(model, capability).filter(*also, **named).order_by()
        return Counter(dict(rows.values_list("secondment").annotate(n=Count("pk"))))


def _by(rows: Iterable[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.secondment_id].append(row)
    return found


def _told(n: dict[str, int]) -> list[tuple[str, str]]:
    return [
        ("应办事项按期办结", f"{n['on_time']} / {n['due']}"),
        ("谈心谈话", f"{n['talks']} 次"),
        ("困难问题解决", f"{n['solved']} / {n['raised']}"),
        ("经验做法（推广）", f"{n['practices']}（{n['published']}）"),
        ("上下交流（采纳）", f"{n['exchange']}（{n['adopted']}）"),
    ]


def _person(row: Secondment, found: _Gathered, today: date) -> dict[str, Any]:
    values = who_values(who(row), today)
    pack = pack_of(row.policy)
    tasks = found.tasks.get(row.pk, [])
    parts = found.parts.get(row.pk, [])
    appraisal = next(reversed(found.appraisals.get(row.pk, [])), None)
    report = next(reversed(found.reports.get(row.pk, [])), None)
    return {
        "name": row.secondee.name,
        "home": row.home_organisation.name,
        "host": f"{row.host_unit.name}　{row.post.title}",
        "head": [(label, values[name].replace("\n", ""), span) for label, name, span in HEAD],
        "grades": [_grade(found, row.pk, each, pack) for each in Kind],
        "ballot": _ballot(found, row.pk),
        "figures": [*_work(tasks, today), *found.figures[row.pk]],
        "opinions": [
            (PARTY[each.party], _name(pack, each.grade), _short(each.opinion)) for each in parts
        ]
        + [
            (PARTY["home"], _name(pack, each.grade), _short(each.opinion))
            for each in found.heard.get(row.pk, [])
        ],
        "appraisal": _appraisal(appraisal),
        "ratings": _ratings(parts, pack),
        "report": _report(report, pack),
        "tasks": [_task(task) for task in tasks],
    }


def _name(pack: Pack, grade: str) -> str:
    step = pack.assessment.grade(grade)
    return step.names.zh if step else grade


def _grade(found: _Gathered, pk: int, kind: Kind, pack: Pack) -> tuple[str, str, str, str]:
    """The assessment, its grade or the one proposed, its total, and how far it is."""
    row = found.assessments.get((pk, kind.value))
    if row is None or row.parts_in_on is None:
        return ASSESSED[kind], "—", "—", "未开展" if row is None else "评价中"
    decimals = pack.assessment.rounding.decimals
    total = f"{row.total:.{decimals}f}" if row.total is not None else "—"
    if row.concluded_on is None:
        return ASSESSED[kind], _name(pack, row.decided) or "—", total, "建议等次，未定"
    state = "已发布" if row.released_on else "已定，未发布"
    return ASSESSED[kind], _name(pack, row.grade), total, f"{state}（{full_day(row.concluded_on)}）"


def _ballot(found: _Gathered, pk: int) -> str:
    counted = found.tallies.get(pk)
    if counted is None:
        return "未开展或票数不足"
    value = counted.value.quantize(Decimal("0.01"))
    return f"{value}分（{counted.count.used} / {counted.count.people}人参加）"


def _work(tasks: list[Task], today: date) -> list[tuple[str, str]]:
    done = sum(task.state == TaskState.DONE for task in tasks)
    weighty = sum(task.substantive for task in tasks)
    late = sum(task.due < today and task.state != TaskState.DONE for task in tasks)
    share = f"{round(100 * weighty / len(tasks))}%" if tasks else "—"
    return [
        ("工作任务办结", f"{done} / {len(tasks)}"),
        ("实质性工作占比", share),
        ("逾期未办结任务", str(late)),
    ]


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}……"


def _appraisal(row: Appraisal | None) -> dict[str, Any]:
    if row is None:
        return {"state": "尚未作出", "parts": []}
    signed = "草稿，未签署"
    if row.signed_on:
        signed = f"{row.signer_name}　{full_day(row.signed_on)}签署"
    return {
        "state": f"第{row.version}版　{signed}",
        "parts": [(label, getattr(row, name)) for name, label in PART_NAMES.items()],
    }


def _ratings(parts: list[AssessmentPart], pack: Pack) -> dict[str, Any]:
    """What each party gave each indicator."""
    return {
        "parties": [PARTY[part.party] for part in parts],
        "rows": [
            (entry.names.zh, [_name(pack, part.scores.get(key, "")) or "—" for part in parts])
            for key, entry in pack.assessment.indicators().items()
        ],
    }


def _report(row: WorkReport | None, pack: Pack) -> dict[str, Any]:
    if row is None:
        return {"day": "", "sections": []}
    sections = pack.work_report.sections
    return {
        "day": full_day(row.day),
        "sections": [
            (sections[key].names.zh if key in sections else key, text)
            for key, text in row.sections.items()
            if text
        ],
    }


def _task(task: Task) -> tuple[str, str, str, str, str]:
    return (
        task.title,
        "实质性" if task.substantive else "一般",
        f"{task.due:%Y.%m.%d}",
        TASK_STATES[TaskState(task.state)],
        _short(task.result or task.report),
    )
