"""The appraisal as a form to print, from the same fields as its docx."""

from collections.abc import Iterable
from datetime import date

from guazhi.access.actor import Actor
from guazhi.assessments.models import Appraisal, Assessment, PartSignature
from guazhi.assessments.queries.paper import NO_DAY, paper_values, who, who_values
from guazhi.assessments.queries.results import BESIDE, appraisals, assessments
from guazhi.assessments.queries.term import ASSESSED
from guazhi.documents.printing import Cell, Form, Part
from guazhi.documents.wording import full_day
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of

TITLE = "干部挂职锻炼鉴定表"
FILED = "归入干部人事档案第三类"
PARTIES = {
    "city": "市　　委\n组 织 部",
    "county": "县（区）\n委组织部",
    "host": "接收单位",
}
WIDE = 5


def to_be_filed(actor: Actor, intake: Intake) -> list[Appraisal]:
    """The signed appraisals in force of an intake, which go to the personnel files."""
    rows = appraisals(actor).filter(
        secondment__intake=intake, signed_on__isnull=False, is_superseded=False
    )
    people = rows.select_related("secondment__secondee")
    return list(people.order_by("secondment__secondee__sort_key", "secondment_id"))


def printed(rows: Iterable[Appraisal], today: date) -> list[Form]:
    """A form for each; what is not signed is marked across as a draft."""
    return [_form(row, paper_values(row, today)) for row in rows]


def _form(appraisal: Appraisal, values: dict[str, str]) -> Form:
    return Form(
        title=TITLE,
        status=values["status"] or FILED,
        mark="" if appraisal.signed_on else "草　稿",
        person=_person(values),
        parts=tuple(_parts(values)),
        footer=values["footer"],
    )


def _person(values: dict[str, str]) -> tuple[Cell, ...]:
    narrow = (
        ("姓　　名", "name"),
        ("性　　别", "sex"),
        ("出生年月\n（岁）", "birth"),
        ("民　　族", "ethnic_group"),
        ("政治面貌", "political_status"),
        ("参加工作\n时　　间", "work_began"),
    )
    wide = (
        ("学历学位", "education"),
        ("派出单位\n及 职 务", "home"),
        ("挂职单位\n及 职 务", "host"),
        ("挂职起止\n时　　间", "term"),
    )
    return (
        *(Cell(text) for label, name in narrow for text in (label, values[name])),
        *(cell for label, name in wide for cell in (Cell(label), Cell(values[name], WIDE))),
    )


def _parts(values: dict[str, str]) -> list[Part]:
    return [
        Part("个人总结", values["summary"], height=4),
        Part("接收单位\n鉴定意见", values["appraisal"], signed=values["host_signature"]),
        Part("县（区）\n委组织部\n意　　见", "", day=values["county_day"], height=2.2),
        Part("派出单位\n意　　见", "", day=values["home_day"], height=2.2),
        Part("市　　委\n组 织 部\n意　　见", values["city_opinion"], day=values["city_day"]),
        Part("备　　注", values["remarks"]),
    ]


def registration(actor: Actor, pk: int, today: date) -> tuple[Assessment, Form]:
    """A concluded assessment and its registration form; 404 when out of reach."""
    row = assessments(actor).select_related(*BESIDE, "secondment__policy").one(pk)
    values = who_values(who(row.secondment), row.concluded_on or today)
    signed = PartSignature.objects.filter(assessment=row, voided_at__isnull=True)
    grade = pack_of(row.secondment.policy).assessment.grade(row.grade)
    total = f"考核得分：{row.total.normalize():f}。" if row.total is not None else ""
    is_filed = row.released_on is not None
    parts = [
        Part("考核类型", f"{ASSESSED[row.kind]}（挂职锻炼）", height=0.1),
        Part("考 核 组\n意　　见", row.opinion, day=full_day(row.concluded_on), height=1.0),
        Part("考核等次", f"{grade.names.zh if grade else row.grade}\n{total}".strip(), height=0.1),
        *(
            Part(
                PARTIES[each.party],
                "",
                signed=f"{each.organisation.name}　{each.name}　　（盖　章）",
                day=full_day(each.day),
                height=0.1,
            )
            for each in signed.select_related("organisation").order_by("pk")
        ),
        Part("本人意见", "", signed="本人签名：　　　　　　", day=NO_DAY, height=0.4),
    ]
    return row, Form(
        title="挂职干部考核登记表",
        status=FILED if is_filed else "未发布，不归档",
        mark="" if is_filed else "草　稿",
        person=_person(values),
        parts=tuple(parts),
        footer=f"{row.digest_name} {row.digest}".strip(),
    )
