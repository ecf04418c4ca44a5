"""What stands on papers: a notice, out of what it froze when it was issued; a leave as it is."""

import json
from datetime import date
from typing import Any

from guazhi.documents.wording import full_day
from guazhi.secondments.models import SecondmentNotice
from guazhi.secondments.queries.leave import LeavePage
from guazhi.secondments.rules import LeaveAnswer

TITLES = {
    "first": "关于{name}同志挂职的通知",
    "extension": "关于延长{name}同志挂职期限的通知",
    "early_end": "关于提前结束{name}同志挂职的通知",
    "recall": "关于召回挂职干部{name}同志的通知",
    "replacement": "关于调换挂职干部{name}同志的通知",
    "change_of_post": "关于调整{name}同志挂职岗位的通知",
    "stay": "关于{name}同志挂职结束留任的通知",
}
UNMOVED = "挂职期间行政关系、工资福利待遇不变，与原单位工作脱钩。"
SAYS = {
    "first": "{name}同志（{home}{home_post}）到{host}挂任{post}，"
    "挂职时间自{start}至{end}。" + UNMOVED,
    "extension": "{name}同志在{host}挂任{post}，挂职期限由{old_end}延长至{end}。" + UNMOVED,
    "early_end": "{name}同志在{host}挂任{post}，挂职于{end}提前结束"
    "（原定{old_end}期满），按期返回{home}。",
    "recall": "{name}同志在{host}挂任{post}，自{end}起召回{home}（原定{old_end}期满）。",
    "replacement": "{name}同志在{host}挂任{post}，挂职于{end}结束；"
    "其后由{person}同志接任，至{old_end}期满。",
    "change_of_post": "{name}同志自{day_there}起由{old_host}{old_post}调整到{host}挂任{post}，"
    "挂职期满时间仍为{end}。" + UNMOVED,
    "stay": "{name}同志在{host}挂任{post}，挂职于{end}结束，拟留任。"
    "行政关系的转移另行办理调动手续，不因挂职而变动。",
}
DAYS = ("start", "end", "old_end", "day_there")


def notice_values(notice: SecondmentNotice) -> dict[str, str]:
    """The fields of the notice; one that a later notice supersedes says so."""
    kept: dict[str, Any] = json.loads(notice.payload)
    words = {**kept, **{name: _day(kept.get(name, "")) for name in DAYS}}
    later = getattr(notice, "superseded_by", None)
    return {
        "status": f"本通知已由{later.number}替代" if later else "",
        "number": kept["number"],
        "title": TITLES[kept["kind"]].format_map(words),
        "to": f"{kept['home']}、{kept['host']}：",
        "grounds": _grounds(kept),
        "body": SAYS[kept["kind"]].format_map(words),
        "closing": f"原{kept['supersedes']}同时废止。\n特此通知。"
        if kept.get("supersedes")
        else "特此通知。",
        "issuer": kept["issuer"],
        "day": _day(kept["day"]),
    }


def _grounds(kept: dict[str, Any]) -> str:
    if kept["kind"] == "first":
        return f"经{_day(kept['decided_on'])}{kept['meeting']}研究决定："
    consents = "、".join(
        f"{_who(each)}（{_day(each['day'])}）" for each in kept["consents"] if each["day"]
    )
    if kept.get("by_merger"):
        return f"因{kept['old_host']}并入{kept['host']}，现通知如下："
    return f"经{consents}同意，现通知如下："


def _who(each: dict[str, str]) -> str:
    match each["party"]:
        case "secondee":
            return "本人"
        case "city" | "county":
            return f"{each['name']}委组织部"
        case _:
            return each["name"]


def _day(text: str) -> str:
    return full_day(date.fromisoformat(text)) if text else ""


FEW_EYES = "（限审批人员知悉）"
ANSWERED = {LeaveAnswer.CONSENTED.value: "同意", LeaveAnswer.REFUSED.value: "不同意"}


def leave_values(found: LeavePage) -> dict[str, str]:
    """The fields of the form by which a leave is approved; a reason that is masked stays so."""
    row = found.shown.leave
    secondment = row.secondment
    values = {
        "name": secondment.secondee.name,
        "kind": found.shown.names.zh if found.shown.names else "",
        "host": f"{secondment.host_unit.name}\n{secondment.post.title}",
        "home": secondment.home_organisation.name,
        "time": f"{full_day(row.start)}{'下午' if row.from_noon else ''}至"
        f"{full_day(row.end)}{'中午' if row.until_noon else ''}",
        "days": f"{found.shown.days:g}天",
        "place": FEW_EYES if found.shown.place is None else found.shown.place,
        "substitute": row.substitute or "无",
        "reason": FEW_EYES if found.shown.reason is None else found.shown.reason,
        "back": _back(found),
    }
    for party in ("host", "county", "city"):
        steps = [step for step in found.steps if step.party == party and step.round == row.round]
        said = next((step for step in steps if step.answer in ANSWERED), None)
        opinion = said.opinion if said and found.reads else ""
        values[f"{party}_opinion"] = _answer(said.answer, opinion) if said else ""
        values[f"{party}_day"] = full_day(said.day) if said else "　年　月　日"
    return values


def _answer(answer: str, opinion: str) -> str:
    """The answer, and what was said with it; words that say the answer themselves stand alone."""
    word = ANSWERED[answer]
    said = opinion.strip().rstrip("。")
    if not said or said.startswith(word):
        return f"{said or word}。"
    return f"{word}。{said}。"


def _back(found: LeavePage) -> str:
    row = found.shown.leave
    if row.back_on is None:
        return f"应于{full_day(row.back_by)}前销假。"
    confirmed = f"，接收单位{full_day(row.ended_on)}确认" if row.ended_on else ""
    return f"{full_day(row.back_on)}返岗销假{confirmed}。"
