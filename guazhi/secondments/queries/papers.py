"""What stands on a notice, out of what it froze when it was issued."""

import json
from datetime import date
from typing import Any

from guazhi.documents.wording import full_day
from guazhi.secondments.models import SecondmentNotice

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
