"""The appraisal as a form to print, from the same fields as its docx."""

from collections.abc import Iterable
from datetime import date

from guazhi.access.actor import Actor
from guazhi.assessments.models import Appraisal
from guazhi.assessments.queries.paper import paper_values
from guazhi.assessments.queries.results import appraisals
from guazhi.documents.printing import Cell, Form, Part
from guazhi.programmes.models import Intake

TITLE = "干部挂职锻炼鉴定表"
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
        status=values["status"] or "归入干部人事档案第三类",
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
