"""What a person is told of a grade: the notice, its answer, and what may be contested."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import Assessment, Contest, GradeNotice
from guazhi.assessments.queries.contests import clock_for, contests
from guazhi.assessments.queries.paper import ASSESSED
from guazhi.assessments.queries.results import BESIDE, assessments
from guazhi.assessments.rules.contests import Clock
from guazhi.documents.wording import full_day
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds

TITLES = {
    "midterm": "关于{name}同志挂职中期考核等次的通知",
    "final": "关于{name}同志挂职期满考核等次的通知",
}
AFTER = {"review": "复核", "appeal": "申诉处理"}
SPANS = {"days": "{n}日", "working_days": "{n}个工作日", "months": "{n}个月"}


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the page of a result shows, as far as the actor may see and do it."""

    assessment: Assessment
    secondment: Secondment
    notice: GradeNotice
    earlier: Sequence[GradeNotice]
    letter: dict[str, str]
    clock: Clock | None
    contests: Sequence[Contest]
    may_sign: bool
    may_note_refusal: bool
    may_contest: bool


def result_page(actor: Actor, pk: int) -> ResultPage:
    """The result of an assessment that was told; 404 before that and out of reach."""
    row = assessments(actor).select_related(*BESIDE, "secondment__policy").one(pk)
    notices = GradeNotice.objects.permitted(actor, Capability.VIEW_RESULT)
    told = list(
        notices.filter(assessment=row).select_related("answered_by", "decision").order_by("-pk")
    )
    if not told:
        raise Http404
    secondment = row.secondment
    clock = clock_for(row, pack_of(secondment.policy).assessment)
    is_own = actor.person_id == secondment.secondee_id
    waits = told[0].answered_on is None
    return ResultPage(
        assessment=row,
        secondment=secondment,
        notice=told[0],
        earlier=told[1:],
        letter=letter(told[0]),
        clock=clock,
        contests=list(contests(actor).filter(assessment=row).order_by("pk")),
        may_sign=waits and is_own,
        may_note_refusal=waits and holds(actor, Capability.WITNESS_RESULT, secondment),
        may_contest=clock is not None and is_own,
    )


def notice_to_answer(actor: Actor, pk: int, capability: Capability) -> GradeNotice:
    """The latest notice of an assessment for whoever holds ``capability``; 404 for others."""
    rows = GradeNotice.objects.permitted(actor, capability).filter(assessment=pk)
    row = rows.select_related("assessment").order_by("-pk").first()
    if row is None:
        raise Http404
    return row


def notices_to_sign(actor: Actor) -> QuerySet[GradeNotice]:
    """The notices in force that wait for the actor's own signature."""
    rows = GradeNotice.objects.permitted(actor, Capability.ANSWER_RESULT)
    return rows.filter(answered_on=None, superseded_by=None).select_related("assessment")


def letter(notice: GradeNotice) -> dict[str, str]:
    """The words of a notice, out of what was frozen when it was issued."""
    kept: dict[str, Any] = json.loads(notice.payload)
    kind = kept["kind"]
    start, end = (_day(kept[name]) for name in ("start", "end"))
    grade = kept["grade_name"]
    named = grade if grade.endswith("等次") else f"{grade}等次"
    body = (
        f"经{_day(kept['decided_on'])}{kept['meeting']}研究，你在{kept['host']}挂任{kept['post']}"
        f"（{start}至{end}）的{ASSESSED[kind]}，{_after(kept)}确定为{named}。"
    )
    return {
        "number": kept["number"],
        "title": TITLES[kind].format(name=kept["name"]),
        "to": f"{kept['name']}同志：",
        "body": body,
        "rights": _rights(kept),
        "closing": f"原{kept['supersedes']}同时废止。" if kept.get("supersedes") else "特此通知。",
        "issuer": kept["issuer"],
        "day": _day(kept["day"]),
    }


def _after(kept: dict[str, Any]) -> str:
    after = AFTER.get(kept.get("after", ""))
    return f"经{after}" if after else ""


def _rights(kept: dict[str, Any]) -> str:
    """What may be done against the grade: a review, after it an appeal, after that nothing."""
    told = "如对考核结果有异议，可自收到本通知之日起{within}内提出复核申请；"
    span = kept.get("review_within")
    if kept.get("after"):
        told, span = (
            "如对复核结果不服，可自收到本通知之日起{within}内提出申诉；",
            kept["appeal_within"],
        )
    if not span:
        return ""
    ((unit, n),) = span.items()
    return f"{told.format(within=SPANS[unit].format(n=n))}复核、申诉期间不停止执行。"


def _day(text: str) -> str:
    return full_day(date.fromisoformat(text)) if text else ""
