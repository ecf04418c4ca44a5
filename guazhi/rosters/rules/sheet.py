"""A roster on paper: the workbook an office prints, with the columns that an import reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

import xlsxwriter

from guazhi.people.rules.names import printed_name
from guazhi.rosters.rules.rows import RosterLine

TITLE, HEAD, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
A3 = 8
LINE, AIR = 15, 15  # points: a line of text, and the room above and below


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A printed column: its heading, the field it shows and how wide it is on A3."""

    heading: str
    field: str
    width: float


COLUMNS = (
    PaperColumn("序号", "", 4.5),
    PaperColumn("姓 名", "name", 8),
    PaperColumn("性别", "sex", 4.5),
    PaperColumn("民族", "ethnic_group", 7),
    PaperColumn("出生\n年月", "birth", 8),
    PaperColumn("籍贯", "native_place", 9),
    PaperColumn("入党\n时间", "party_joined", 8),
    PaperColumn("参加工\n作时间", "work_began", 8),
    PaperColumn("学历", "education", 8),
    PaperColumn("学位", "degree", 7),
    PaperColumn("派出单位", "home_unit", 19),
    PaperColumn("现任职务", "home_post", 15),
    PaperColumn("干部类别", "cadre_category", 12.5),
    PaperColumn("挂职单位", "host_unit", 20),
    PaperColumn("挂任职务", "post", 14),
    PaperColumn("挂职起止时间", "term", 17),
    PaperColumn("身份证号", "id_number", 20.5),
    PaperColumn("联系电话", "phone", 13),
    PaperColumn("备注", "remarks", 9),
)


def write_roster(lines: Iterable[RosterLine], *, title: str, subtitle: str) -> bytes:
    """The workbook of a roster: merged title, landscape, the header on every page.

    Every cell is text, so that nothing in a name or a remark is ever worked out as a formula.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet("花名册")
    last = len(COLUMNS) - 1
    _lay_out(sheet)
    sheet.merge_range(0, 0, 0, last, title, book.add_format(_form(TITLE, 22)))
    sheet.merge_range(1, 0, 1, last, subtitle, book.add_format(_form(BODY, 12, align="left")))
    head = book.add_format(_form(HEAD, 11, border=1))
    for place, column in enumerate(COLUMNS):
        sheet.write_string(2, place, column.heading, head)
    cell = book.add_format(_form(BODY, 11, border=1))
    start = book.add_format({**_form(BODY, 11, border=1, align="left"), "indent": 1})
    number = 0
    for number, line in enumerate(lines, 1):
        _write_line(sheet, number, line, cell, start)
    sheet.set_row(number + 3, 22)
    sheet.write_string(number + 3, 1, "合计", head)
    sheet.write_string(number + 3, 2, f"{number}人", head)
    for place in (0, *range(3, last + 1)):
        sheet.write_blank(number + 3, place, None, head)
    book.close()
    return target.getvalue()


def _form(font: str, size: int, *, border: int = 0, align: str = "center") -> dict[str, object]:
    return {
        "font_name": font,
        "font_size": size,
        "align": align,
        "valign": "vcenter",
        "text_wrap": True,
        "border": border,
        "num_format": "@",
    }


def _lay_out(sheet: xlsxwriter.workbook.Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 2)
    sheet.set_footer('&C&"宋体,Regular"&12— &P —')
    sheet.set_row(0, 42)
    sheet.set_row(1, 24)
    sheet.set_row(2, 36)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)


def _write_line(
    sheet: xlsxwriter.workbook.Worksheet,
    number: int,
    line: RosterLine,
    cell: object,
    start: object,
) -> None:
    row = number + 2
    texts = [str(number), *(_shown(line, column.field) for column in COLUMNS[1:])]
    sheet.set_row(row, LINE * _lines(texts) + AIR)
    for place, text in enumerate(texts):
        left = COLUMNS[place].field in {"home_unit", "home_post", "host_unit", "post", "remarks"}
        sheet.write_string(row, place, text, start if left else cell)


def _shown(line: RosterLine, field: str) -> str:
    text: str = getattr(line, field)
    return printed_name(text) if field == "name" else text


def _lines(texts: Sequence[str]) -> int:
    """How many lines the fullest cell takes; Chinese is two columns wide."""
    return max(
        ceil(sum(2 if ord(character) > 0x2E7F else 1 for character in text) * 1.15 / column.width)
        or 1
        for text, column in zip(texts, COLUMNS, strict=True)
    )
