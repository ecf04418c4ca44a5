"""Letters on grades: the notice to a person, and the minutes of the meeting that decided."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from guazhi.access.actor import Actor, Capability
from guazhi.assessments.models import GradeDecision, GradeNotice
from guazhi.assessments.models.decisions import GradeDecisionQuerySet
from guazhi.assessments.queries.paper import ASSESSED, NO_DAY
from guazhi.assessments.queries.releases import AFTER, letter
from guazhi.documents.printing import Letter
from guazhi.documents.rendering import Value
from guazhi.documents.wording import FULL_SPACE, full_day
from guazhi.policy.assessed import Grade
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of

COLUMNS = {
    "n": ("序号", 1.1),
    "name": ("姓　名", 2.0),
    "host": ("挂职单位", 5.0),
    "total": ("得分", 1.4),
    "proposed": ("建议等次", 1.9),
    "grade": ("确定等次", 1.9),
}


def notice_values(notice: GradeNotice) -> dict[str, Value]:
    """The fields of the notice: its words as the page shows them, and who signed for it."""
    return {
        **letter(notice),
        "receipt": _receipt(notice),
        "footer": f"{notice.digest_name} {notice.digest}",
    }


def answer_in_words(notice: GradeNotice | None) -> tuple[str, str]:
    """What a person answered to the notice of a grade, and the line on which he signs for it."""
    if notice is None or notice.answered_on is None:
        return "", f"本人签名：{FULL_SPACE * 6}"
    remark = notice.remark.strip()
    if notice.is_refused:
        told = [f"本人拒绝签字，见证人：{notice.witness}。", f"说明：{remark}" if remark else ""]
        return "\n".join(filter(None, told)), f"经办人：{_by(notice)}"
    name = json.loads(notice.payload)["name"]
    return remark or "本人已阅知考核结果。", f"本人签名：{name}（系统签收）"


def changed_in_words(notice: GradeNotice, before: Grade | None) -> str:
    """When and how a contest changed the grade that was signed, where the notice came of one."""
    kept: dict[str, Any] = json.loads(notice.payload)
    after = AFTER.get(kept.get("after", ""))
    if not after or before is None:
        return ""
    return f"{full_day(date.fromisoformat(kept['decided_on']))}经{after}，由{before.names.zh}变更。"


def _receipt(notice: GradeNotice) -> str:
    """The foot of the notice: who signed for it and when, or before whom he would not."""
    said, signature = answer_in_words(notice)
    day = full_day(notice.answered_on) or NO_DAY
    if not said:
        return f"本人已阅知。{FULL_SPACE}{signature}{FULL_SPACE}{day}"
    words = said if notice.is_refused or notice.remark.strip() else "本人已阅知。"
    return f"{words}\n{signature}{FULL_SPACE}{day}"


def _by(notice: GradeNotice) -> str:
    return notice.answered_by.name if notice.answered_by else FULL_SPACE * 4


def notice_letter(said: Mapping[str, str]) -> Letter:
    """The notice as a letter."""
    return Letter(
        title=said["title"],
        number=said["number"],
        to=said["to"],
        paragraphs=tuple(said[name] for name in ("body", "rights", "closing") if said[name]),
        issuer=said["issuer"],
        day=said["day"],
        receipt=tuple(said["receipt"].splitlines()),
        mark=said["mark"],
        footer=said["footer"],
    )


def decisions(actor: Actor) -> GradeDecisionQuerySet:
    """The decisions on grades that the actor may see; nobody those on himself."""
    return GradeDecision.objects.permitted(actor, Capability.VIEW_ASSESSMENT)


def decisions_in(actor: Actor, intake: Intake) -> list[GradeDecision]:
    """The decisions on grades in an intake, the latest first."""
    if not actor.may(Capability.CALIBRATE):
        return []
    return list(decisions(actor).filter(intake=intake).order_by("-day", "-pk"))


def decision(actor: Actor, pk: int) -> GradeDecision:
    """One decision; 404 when out of reach."""
    return decisions(actor).select_related("intake__programme__owner", "intake__policy").one(pk)


def minutes_values(row: GradeDecision) -> dict[str, Value]:
    """The fields of the minutes, out of the list as it was decided."""
    kept: dict[str, Any] = json.loads(row.payload)
    form = pack_of(row.intake.policy).assessment
    names = {each.id: each.names.zh for each in form.outcomes}
    listed = enumerate(kept["list"], 1)
    lines = [_line(n, each, names, form.rounding.decimals) for n, each in listed]
    said = ASSESSED[row.kind]
    return {
        "title": f"研究挂职干部{said}等次{_contested(kept)}会议纪要",
        "number": row.number,
        "meeting": row.meeting,
        "day": full_day(row.day),
        "present": row.present,
        "body": _heard(row, kept, names),
        "lines": lines,
        "counts": _counts(lines, list(names.values())),
        "issuer": row.intake.programme.owner.name,
        "footer": f"{row.digest_name} {row.digest}",
    }


def _contested(kept: Mapping[str, Any]) -> str:
    """What the meeting looked at again, where a contest brought it about."""
    return AFTER.get(kept["list"][0].get("level", ""), "")


def _heard(row: GradeDecision, kept: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What the meeting heard and what it comes to."""
    said, again = ASSESSED[row.kind], _contested(kept)
    if again:
        (one,) = kept["list"]
        was = names.get(one["contested"], one["contested"])
        heard = f"会议听取了{one['name']}同志{said}等次{again}情况汇报。原确定等次为{was}。"
        end = f"会议研究，{one['name']}同志的{said}等次变更如下："
    else:
        name = row.intake.name
        heard = f"会议听取了{name}挂职干部{said}情况汇报，逐人审议了考核组提出的建议等次。"
        end = f"会议研究，同意下列{len(kept['list'])}名同志的{said}等次："
    return f"{heard}{_cap(kept['cap'], names)}{end}"


def _line(
    n: int, each: Mapping[str, Any], names: Mapping[str, str], decimals: int
) -> dict[str, str]:
    """A line of the list; totals have as many decimals as the policy rounds to."""
    return {
        "n": str(n),
        "name": each["name"],
        "host": each["host"],
        "total": f"{Decimal(each['total']):.{decimals}f}" if each["total"] else "",
        "proposed": names.get(each["proposed"], each["proposed"]),
        "grade": names.get(each["grade"], each["grade"]),
    }


def _cap(cap: Mapping[str, Any] | None, names: Mapping[str, str]) -> str:
    if not cap:
        return ""
    consent = "（经主管部门同意提高比例）" if cap["has_consent"] else ""
    grade = names.get(cap["grade"], cap["grade"])
    return (
        f"本轮参加考核{cap['total']}人，{grade}等次不超过{cap['most']}人{consent}，"
        f"连同此前确定的共{cap['given']}人。"
    )


def _counts(lines: Sequence[Mapping[str, str]], grades: Sequence[str]) -> str:
    """How many of each grade, the best first."""
    given = {line["grade"] for line in lines}
    found = dict.fromkeys((grade for grade in grades if grade in given), 0)
    for line in lines:
        found[line["grade"]] = found.get(line["grade"], 0) + 1
    return f"其中：{'，'.join(f'{grade}{n}人' for grade, n in found.items())}。"


def minutes_letter(said: Mapping[str, Value]) -> Letter:
    """The minutes as a letter with the list."""
    text = {name: value for name, value in said.items() if isinstance(value, str)}
    lines = said["lines"]
    assert not isinstance(lines, str)
    heads = tuple(label for label, _width in COLUMNS.values())
    return Letter(
        title=text["title"],
        number=text["number"],
        head=(
            ("会　　议：", text["meeting"]),
            ("时　　间：", text["day"]),
            ("出席人员：", text["present"]),
        ),
        paragraphs=(text["body"],),
        table=(heads, *(tuple(line[name] for name in COLUMNS) for line in lines)),
        widths=tuple(width for _label, width in COLUMNS.values()),
        below=(text["counts"],),
        issuer=text["issuer"],
        day=text["day"],
        footer=text["footer"],
    )
