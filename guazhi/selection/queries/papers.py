"""What stands on the papers of a proposal: for the meeting, for the public, and the letters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils import translation

from guazhi.access.actor import Actor, Capability
from guazhi.documents.listings import Column, Listing, Section
from guazhi.documents.wording import full_day
from guazhi.policy import Pack
from guazhi.policy.eligibility_words import word as rank_word
from guazhi.policy.selecting import word
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import SecondmentNotice
from guazhi.secondments.rules.checks import Result
from guazhi.selection.models import Proposal, ProposalLine
from guazhi.selection.models.proposals import STAGES
from guazhi.selection.queries.figures import figures_in_words
from guazhi.selection.queries.proposals import ProposalPage, ProposedLine, Warned
from guazhi.selection.queries.wording import why_left
from guazhi.web.messages import sentence
from guazhi.web.messages.checks import FACTS

CHINESE: Final = "zh-hans"
TITLE = "拟派挂职干部方案"
PUBLIC_TITLE = "挂职干部拟派人选公示"
Row = dict[str, str]
SENT = (
    Column("序号", 0.9, is_centred=True),
    Column("姓名", 1.4, is_centred=True),
    Column("派出单位及职务", 2.9),
    Column("推荐情况", 1.9),
    Column("拟挂职单位及职务", 3.2),
    Column("安排理由", 3.9),
    Column("志愿", 1.6, is_centred=True),
    Column("其他可选岗位", 4.7),
    Column("调整、例外及说明", 5.0),
)
LEFT = (
    Column("序号", 0.9, is_centred=True),
    Column("姓名", 1.5, is_centred=True),
    Column("派出单位及职务", 4.4),
    Column("推荐情况", 2.7),
    Column("未安排原因", 8.4),
    Column("调整、例外及说明", 6.9),
)
PUBLIC = (
    Column("序号", 0.9, is_centred=True),
    Column("姓名", 2.0, is_centred=True),
    Column("派出单位及职务", 8.0),
    Column("拟挂职单位及职务", 9.0),
)
NO_WISH, NONE_STATED = "志愿外", "未填报"
LEVELS = {"down": "下派锻炼", "up": "上派锻炼", "across": "同级交流"}
RANKS = "一二三四五六七八九十"


def meeting_values(found: ProposalPage) -> dict[str, str | list[Row]]:
    """The paper for the meeting: one line a person, then those who are left and why."""
    pack = pack_of(found.row.intake.policy)
    with translation.override(CHINESE):
        return {
            "title": f"{found.row.intake.name}{TITLE}",
            "lines": "\n".join(_head(found)),
            "sent": [
                {"number": str(n), **_sent(each, pack)} for n, each in enumerate(found.sent, 1)
            ],
            "left": [
                {"number": str(n), **_left(each, found)} for n, each in enumerate(found.left, 1)
            ],
            "closing": "\n".join(_decided(found)),
        }


def meeting_listing(found: ProposalPage) -> Listing:
    """The same paper for PDF."""
    values = meeting_values(found)
    return Listing(
        title=str(values["title"]),
        lines=str(values["lines"]).splitlines(),
        sections=(
            Section("一、拟派人员", SENT, _cells(values["sent"]), "无。"),
            *([Section("二、暂未安排人员", LEFT, _cells(values["left"]))] if found.left else []),
        ),
        closing=str(values["closing"]).splitlines(),
        footer=footer(found),
    )


def public_values(found: ProposalPage, today: date) -> dict[str, str | list[Row]]:
    """The list made public (公示): who is to be sent, until when, and to whom to speak."""
    return {
        "title": PUBLIC_TITLE,
        "lines": _invites(found, today),
        "sent": [
            {"number": str(n), "name": name, "home": home, "host": host}
            for n, (name, home, host) in enumerate(map(_public, found.sent), 1)
        ],
        "closing": "\n".join(
            (found.row.intake.programme.owner.name, full_day(_made_public(found, today)))
        ),
    }


def public_listing(found: ProposalPage, today: date) -> Listing:
    """The same list for PDF."""
    values = public_values(found, today)
    return Listing(
        title=PUBLIC_TITLE,
        lines=(_invites(found, today),),
        sections=(Section("", PUBLIC, _cells(values["sent"]), "无。"),),
        signed=str(values["closing"]).splitlines(),
        footer=footer(found),
    )


def letters_of(actor: Actor, proposal: Proposal) -> list[SecondmentNotice]:
    """The letters issued when the decision was carried out, in the order of their numbers."""
    rows = SecondmentNotice.objects.permitted(actor, Capability.VIEW_CHANGE).filter(
        secondment__decision__in=[proposal.decision.decision_id],
        supersedes__isnull=True,
    )
    people = rows.select_related("secondment__secondee", "superseded_by")
    return list(people.order_by("year", "serial"))


def footer(found: ProposalPage) -> str:
    """Which run the paper stands on, so that it can be worked out again."""
    run = found.row.run
    return f"依据第{run.number}次匹配测算，校验码 {run.digest[:16]}"


def _head(found: ProposalPage) -> list[str]:
    """How many are sent, which run it stands on, what it comes to, what the fit counts."""
    run = found.row.run
    told = [f"{each.label}：{each.words}" for each in figures_in_words(found.reckoning)]
    counted = f"共推荐{len(found.lines)}人，拟派{len(found.sent)}人，暂未安排{len(found.left)}人"
    return [
        f"{counted}；第{found.row.number}号方案，依据第{run.number}次匹配测算。",
        *([f"{'；'.join(told)}。"] if told else []),
        *_counted(found),
    ]


def _wish(rank: int) -> str:
    return f"第{RANKS[rank - 1] if rank <= len(RANKS) else rank}志愿"


def _counted(found: ProposalPage) -> Iterator[str]:
    """What the points of the fit are made of."""
    policy = pack_of(found.row.intake.policy).selection
    if policy is None:
        return
    parts = "、".join(f"{word(name, CHINESE)}{most}" for name, most in policy.fit.parts() if most)
    yield f"匹配度满分100分（{parts}），供研究时参考。"


def _decided(found: ProposalPage) -> Iterable[str]:
    """What the meeting decided, once it has."""
    decision = found.decision
    if decision is None:
        return
    number = f"（{decision.number}）" if decision.number else ""
    yield f"经{full_day(decision.day)}{decision.meeting}研究决定{number}。"
    yield "到会：" + "、".join(f"{each.name}{each.title}" for each in found.members) + "。"
    stepped = [
        f"{each.member.name}（{line.row.person.name}，{each.get_ground_display()}）"
        for line in found.lines
        for each in line.recusals
    ]
    if stepped:
        yield "回避：" + "、".join(stepped) + "。"
    if decision.publicity_start and decision.publicity_end:
        start, end = full_day(decision.publicity_start), full_day(decision.publicity_end)
        yield f"公示期：{start}至{end}。"


def _who(row: ProposalLine) -> Row:
    county = row.home_organisation.county
    return {
        "name": row.person.name,
        "home": f"{row.home_organisation.name}{row.home_post}",
        "nominated": "派出单位推荐"
        + (f"，{county.name}委组织部审核" if county is not None else ""),
    }


def _sent(line: ProposedLine, pack: Pack) -> Row:
    row = line.row
    assert row.post is not None
    return {
        **_who(row),
        "host": f"{row.post.host_unit.name}{row.post.title}"
        + (f"（{rank_word(row.post.rank, CHINESE)}）" if row.post.rank else ""),
        "fit": _grounds(line, pack),
        "wish": _wish(row.rank) if row.rank else NO_WISH if line.has_wishes else NONE_STATED,
        "alternatives": "\n".join(
            f"{each.post.host_unit.name}{each.post.title}（{each.score}分"
            + (f"，{_wish(each.rank)}）" if each.rank else "）")
            for each in line.alternatives
        )
        or "—",
        "remarks": _remarks(line),
    }


def _grounds(line: ProposedLine, pack: Pack) -> str:
    """What speaks for the post in plain words, then the points of the fit."""
    found = {each.part: each for each in line.fit if each.got}
    plan, fields = pack.plan, pack.selection.fields if pack.selection else {}
    taught = found["experience"].codes if "experience" in found and plan else ()
    near = found["field"].codes if "field" in found else ()
    words = [
        "可补" + "、".join(plan.lines[code].names.zh for code in taught) if plan and taught else "",
        "熟悉" + "、".join(fields[code].names.zh for code in near) + "工作" if near else "",
        *(LEVELS.get(code, "") for code in (found["level"].codes if "level" in found else ())),
        "与推荐的岗位类别一致" if "category" in found else "",
        "接收单位有意向" if "host" in found else "",
    ]
    told = "；".join(filter(None, words))
    points = f"匹配度{line.row.score}分" if line.row.score is not None else ""
    return "。".join(filter(None, (told, points))) or "—"


def _left(line: ProposedLine, found: ProposalPage) -> Row:
    lack = why_left(line, found.posts, found.people)
    return {
        **_who(line.row),
        "reason": "\n".join(lack) or ("见调整说明" if line.changes else "—"),
        "remarks": _remarks(line),
    }


def _remarks(line: ProposedLine) -> str:
    """Changes with their reasons; a post that people chose says what the run had."""
    words = [
        f"{STAGES[each.stage]}由{_place(each.before)}调整为{_place(each.after)}：{each.reason}"
        for each in line.changes
    ]
    words += _warned(line.warnings)
    return "\n".join(words) or "—"


def _warned(warnings: Iterable[Warned]) -> list[str]:
    """What checks warn of, and what was decided on it: once for all of one decision."""
    found: dict[str, list[str]] = {}
    for each in warnings:
        found.setdefault(_fate(each), []).append(f"{each.names.zh}：{_breach(each.result)}")
    return [f"{'；'.join(said)}{fate}" for fate, said in found.items()]


def _breach(result: Result) -> str:
    """What a check found, without what a page asks its reader to do about it."""
    if result.is_missing:
        return "档案缺" + "、".join(str(FACTS[name]) for name in result.verdict.missing)
    return sentence(result.finding()).rstrip("。")


def _fate(each: Warned) -> str:
    if each.decision is not None:
        fate = "可以安排" if each.decision.admits else "不予安排"
        return f"（审定{fate}：{each.decision.reason}）"
    return "（待审定）" if each.is_open else "。"


def _place(post: object) -> str:
    return f"{post.host_unit.name}{post.title}" if post is not None else "不安排"  # type: ignore[attr-defined]


def _public(line: ProposedLine) -> tuple[str, str, str]:
    row = line.row
    assert row.post is not None
    return (
        row.person.name,
        f"{row.home_organisation.name}{row.home_post}",
        f"{row.post.host_unit.name}{row.post.title}",
    )


def _invites(found: ProposalPage, today: date) -> str:
    decision = found.decision
    start = _made_public(found, today)
    end = decision.publicity_end if decision and decision.publicity_end else start
    return (
        f"根据{found.row.intake.name}挂职干部选派工作安排，经研究，现将拟派人选予以公示，"
        f"公示期为{full_day(start)}至{full_day(end)}。"
        f"对公示人选有异议的，可在公示期内向{found.row.intake.programme.owner.name}反映。"
    )


def _made_public(found: ProposalPage, today: date) -> date:
    decision = found.decision
    return decision.publicity_start if decision and decision.publicity_start else today


def _cells(rows: object) -> Sequence[Sequence[str]]:
    assert isinstance(rows, list)
    listed: list[Mapping[str, str]] = rows
    return [list(row.values()) for row in listed]
