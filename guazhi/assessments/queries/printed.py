"""Papers as they are printed: the fields of the docx, and the form of the PDF from the same."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from guazhi.assessments.models import Appraisal, Assessment, GradeNotice, PartSignature, Summary
from guazhi.assessments.queries.letters import (
    answer_in_words,
    changed_in_words,
    notice_letter,
    notice_values,
)
from guazhi.assessments.queries.paper import ASSESSED, NO_DAY, paper_values, who, who_values
from guazhi.assessments.queries.papers import PersonPaper
from guazhi.assessments.rules.papers import PaperKind, PaperState, mark
from guazhi.assessments.rules.scoring import grade_of
from guazhi.documents.printing import Cell, Form, Part, letters_pdf, pdf
from guazhi.documents.rendering import Value
from guazhi.documents.wording import full_day
from guazhi.policy.assessed import UNDETERMINED, AssessmentForm
from guazhi.programmes.queries import pack_of

FILED = "归入干部人事档案第三类"
KEPT = "存挂职工作档案，不归入干部人事档案"
TITLES = {
    PaperKind.SUMMARY: "挂职锻炼个人总结",
    PaperKind.APPRAISAL: "干部挂职锻炼鉴定表",
    PaperKind.MIDTERM: "挂职干部考核登记表",
    PaperKind.FINAL: "挂职干部考核登记表",
}
NAMES = {
    PaperKind.SUMMARY: "个人总结",
    PaperKind.APPRAISAL: "鉴定表",
    PaperKind.MIDTERM: "中期考核登记表",
    PaperKind.FINAL: "期满考核登记表",
    PaperKind.MIDTERM_NOTICE: "中期考核等次通知书",
    PaperKind.FINAL_NOTICE: "期满考核等次通知书",
}
TEMPLATES = {
    PaperKind.SUMMARY: "summary.docx",
    PaperKind.APPRAISAL: "appraisal.docx",
    PaperKind.MIDTERM: "registration.docx",
    PaperKind.FINAL: "registration.docx",
    PaperKind.MIDTERM_NOTICE: "grade_notice.docx",
    PaperKind.FINAL_NOTICE: "grade_notice.docx",
}
STATUS = {
    PaperState.DRAFT: "草稿，未经签署",
    PaperState.RETURNED: "已退回修改",
    PaperState.CONCLUDED: "未发布，不归档",
    PaperState.SUPERSEDED: "本版已被新版替代",
}
PARTIES = {
    "city": "市　　委\n组 织 部",
    "county": "县（区）\n委组织部",
    "host": "接收单位",
}
BESIDE_PHOTO, WHOLE = 5, 6
ROWS_BESIDE_PHOTO = 4
SEAL, BLANK = "（盖　章）", "　　　　　　"


def values(paper: PersonPaper, today: date) -> dict[str, Value]:
    """The fields of the docx."""
    row = paper.row
    if isinstance(row, GradeNotice):
        return {**notice_values(row), "mark": mark(paper.state)}
    if isinstance(row, Appraisal):
        own: dict[str, Value] = dict(paper_values(row, today))
    elif isinstance(row, Summary):
        own = _summary(row)
    else:
        own = _registration(row)
    if not isinstance(row, Appraisal):
        own |= who_values(who(row.secondment), paper.day or today)
    return {
        **own,
        "status": STATUS.get(paper.state, FILED if paper.is_filed else KEPT),
        "mark": mark(paper.state),
        "printed": full_day(today),
    }


def set_in_pdf(papers: Sequence[PersonPaper], today: date) -> bytes:
    """The papers, all of one kind, one after the other in one file."""
    if isinstance(papers[0].row, GradeNotice):
        return letters_pdf(notice_letter(_texts(values(each, today))) for each in papers)
    return pdf(form(each, today) for each in papers)


def _texts(found: dict[str, Value]) -> dict[str, str]:
    return {name: text for name, text in found.items() if isinstance(text, str)}


def form(paper: PersonPaper, today: date) -> Form:
    """A paper that is no letter as a form for the PDF."""
    said = _texts(values(paper, today))
    if isinstance(paper.row, Appraisal):
        parts = _appraisal_parts(said)
    elif isinstance(paper.row, Summary):
        parts = _summary_parts(said)
    else:
        assert isinstance(paper.row, Assessment)
        parts = _registration_parts(paper.row, said)
    return Form(
        title=TITLES[paper.kind],
        status=said["status"],
        mark=said["mark"],
        person=_person(said),
        parts=tuple(parts),
        footer=said["footer"],
        beside=ROWS_BESIDE_PHOTO,
    )


def _person(said: dict[str, str]) -> tuple[Cell, ...]:
    narrow = (
        ("姓　　名", "name"),
        ("性　　别", "sex"),
        ("出生年月\n（岁）", "birth"),
        ("民　　族", "ethnic_group"),
        ("政治面貌", "political_status"),
        ("参加工作\n时　　间", "work_began"),
    )
    wide = (
        ("学历学位", "education", BESIDE_PHOTO),
        ("派出单位\n及 职 务", "home", BESIDE_PHOTO),
        ("挂职单位\n及 职 务", "host", WHOLE),
        ("挂职起止\n时　　间", "term", WHOLE),
    )
    return (
        *(Cell(text) for label, name in narrow for text in (label, said[name])),
        *(cell for label, name, n in wide for cell in (Cell(label), Cell(said[name], n))),
    )


def _appraisal_parts(said: dict[str, str]) -> list[Part]:
    return [
        Part("个人总结", said["summary"], height=4),
        Part("接收单位\n鉴定意见", said["appraisal"], signed=said["host_signature"]),
        Part("县（区）\n委组织部\n意　　见", "", signed=SEAL, day=said["county_day"], height=1.4),
        Part("派出单位\n意　　见", "", signed=SEAL, day=said["home_day"], height=1.4),
        Part(
            "市　　委\n组 织 部\n意　　见", said["city_opinion"], signed=SEAL, day=said["city_day"]
        ),
        Part("备　　注", said["remarks"]),
    ]


def _summary(row: Summary) -> dict[str, Value]:
    by = row.countersigned_by.name if row.countersigned_by else "　　　　"
    helped = "\n".join(
        f"{full_day(each.day)}　{each.note}" for each in sorted(row.helps.all(), key=_when)
    )
    own = f"{row.secondment.secondee.name}（系统提交）" if row.submitted_on else BLANK
    answer = row.return_reason if row.returned_on else row.remark
    return {
        "summary": row.text,
        "view_of_achievement": row.view_of_achievement,
        "own_signature": f"本人签名：{own}",
        "own_day": full_day(row.submitted_on) or NO_DAY,
        "helped": helped or "无",
        "host_remark": answer or ("已阅，情况属实。" if row.countersigned_on else ""),
        "host_signature": f"签名：{by}　　{SEAL}",
        "host_day": full_day(row.countersigned_on or row.returned_on) or NO_DAY,
        "footer": f"第{row.version}版",
    }


def _when(each: object) -> tuple[date, int]:
    return each.day, each.pk  # type: ignore[attr-defined]


def _summary_parts(said: dict[str, str]) -> list[Part]:
    return [
        Part("个人总结", said["summary"], height=4, room=600),
        Part(
            "政 绩 观\n方　　面",
            said["view_of_achievement"],
            signed=said["own_signature"],
            day=said["own_day"],
        ),
        Part("接收单位\n帮助情况", said["helped"], height=0.4, room=60),
        Part(
            "接收单位\n审核意见",
            said["host_remark"],
            signed=said["host_signature"],
            day=said["host_day"],
        ),
    ]


def _registration(row: Assessment) -> dict[str, Value]:
    grades = pack_of(row.secondment.policy).assessment
    grade = grades.grade(row.grade)
    decimals = grades.rounding.decimals
    total = f"考核得分：{row.total:.{decimals}f}。" if row.total is not None else ""
    if row.grade == UNDETERMINED:
        total = "实际挂职时间不足规定比例，不定等次。"
    told: list[GradeNotice] = row.told  # type: ignore[attr-defined]
    notice = told[0] if told else None
    changed = changed_in_words(notice, grades.grade(row.decided)) if notice else ""
    own, signature = answer_in_words(notice)
    return {
        "kind": f"{ASSESSED[row.kind]}（挂职锻炼）",
        "opinion": row.opinion,
        "concluded": full_day(row.concluded_on),
        "grade": "\n".join(
            filter(
                None,
                [grade.names.zh if grade else row.grade, total, *_why_other(row, grades), changed],
            )
        ),
        "parties": [
            {
                "party": PARTIES[each.party],
                "signed": f"{each.organisation.name}　{each.name}　　{SEAL}",
                "day": full_day(each.day),
            }
            for each in _signed(row)
        ],
        "own": own,
        "own_signature": signature,
        "own_day": full_day(notice.answered_on if notice else None) or NO_DAY,
        "footer": f"{row.digest_name} {row.digest}".strip(),
    }


def _why_other(row: Assessment, form: AssessmentForm) -> Iterator[str]:
    """Why the grade is not the one of the total: what bounds it, and a move by two people."""
    kept = json.loads(row.payload) if row.payload and row.grade != UNDETERMINED else {}
    named = {grade.id: grade.names.zh for grade in form.grades}
    better = list(named)
    for kind, key, bound, _held in kept.get("lines", ()):
        if kind == "veto" and better.index(_of_total(row, form)) < better.index(bound):
            fact = form.vetoes[key].names.zh
            yield f"因有“{fact}”情形，等次不高于{named[bound]}。"
    moved = kept.get("override")
    if moved and moved[0] != kept["proposed"]:
        grade, reason, day = moved
        was = named[kept["proposed"]]
        yield f"{full_day(date.fromisoformat(day))}由{was}调整为{named[grade]}：{reason}"


def _of_total(row: Assessment, form: AssessmentForm) -> str:
    return grade_of(form, row.total) if row.total is not None else form.grades[-1].id


def _signed(row: Assessment) -> list[PartSignature]:
    """The signatures in force, city, county and host one after the other."""
    rows: list[PartSignature] = row.standing  # type: ignore[attr-defined]
    return sorted(rows, key=lambda each: (list(PARTIES).index(each.party), each.pk))


def _registration_parts(row: Assessment, said: dict[str, str]) -> list[Part]:
    return [
        Part("考核类型", said["kind"], height=0.1),
        Part("考 核 组\n意　　见", said["opinion"], day=said["concluded"], height=1.0),
        Part("考核等次", said["grade"], height=0.1),
        *(
            Part(
                PARTIES[each.party],
                "",
                signed=f"{each.organisation.name}　{each.name}　　{SEAL}",
                day=full_day(each.day),
                height=0.5,
            )
            for each in _signed(row)
        ),
        Part(
            "本人意见",
            said["own"],
            signed=said["own_signature"],
            day=said["own_day"],
            height=0.4,
            room=60,
        ),
    ]
