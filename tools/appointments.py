"""The template of the appointment form (干部任免审批表), in the measures of the form."""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.table import (
    WD_CELL_VERTICAL_ALIGNMENT,
    WD_ROW_HEIGHT_RULE,
    WD_TABLE_ALIGNMENT,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from sheets import CENTRE, LEFT, RIGHT, TITLE_FONT, fill, ruled, sheet, write

FIRST = (785, 236, 1304, 1063, 1302, 1315, 1330, 2058)
SECOND = (821, 1040, 1180, 821, 1180, 4484)
HEAD = (
    (709, "姓　名|name|性　别|sex|出生年月\n（　岁）|birth"),
    (692, "民　族|ethnic_group|籍　贯|native_place|出 生 地|birth_place"),
    (680, "入　党\n时　间|party_joined|参加工\n作时间|work_began|到　龄\n时　间|retires"),
    (709, "健　康\n状　况|health|专业技\n术职务|title|熟悉专业\n有何专长|speciality"),
)
MONTHS = 2500  # how far the text of a résumé stands from its months
CM = 566.929  # twips


def appointment() -> Any:
    """Both pages; long text makes a row grow, and an office then sets it smaller by hand."""
    paper = sheet("干部任免审批表")
    _margins(paper.sections[0], 629, 1134, 680, 1247)
    paper.styles["Normal"].paragraph_format.line_spacing = Pt(16)
    title = paper.add_paragraph()
    title.paragraph_format.line_spacing = Pt(34)
    title.alignment = CENTRE
    title.paragraph_format.space_after = Pt(8)
    write(title, "干部任免审批表", 24, TITLE_FONT)
    _front(paper)
    _margins(paper.add_section(WD_SECTION.NEW_PAGE), 1600, 1134, 567, 1247)
    _back(paper)
    foot = paper.add_paragraph()
    foot.paragraph_format.space_before = Pt(6)
    write(foot, "填表人：{{ filled_by }}　　　　　　　　　　　　{{ filled_on }}")
    return paper


def _margins(section: Any, top: int, right: int, bottom: int, left: int) -> None:
    section.top_margin, section.right_margin = Twips(top), Twips(right)
    section.bottom_margin, section.left_margin = Twips(bottom), Twips(left)


def _table(paper: Any, widths: Sequence[int]) -> Any:
    table = paper.add_table(rows=0, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    ruled(table, [width / CM for width in widths])
    return table


def _row(table: Any, widths: Sequence[int], height: int) -> Any:
    row = table.add_row()
    row.height, row.height_rule = Twips(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Twips(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return row


def _front(paper: Any) -> None:
    table = _table(paper, FIRST)
    for height, cells in HEAD:
        row = _row(table, FIRST, height)
        spots = (row.cells[0].merge(row.cells[1]), *row.cells[2:7])
        for at, (spot, words) in enumerate(zip(spots, cells.split("|"), strict=True)):
            fill(spot, f"{{{{ {words} }}}}" if at % 2 else words)
    fill(table.rows[0].cells[7].merge(table.rows[3].cells[7]), "照　片")
    for kind, degree, education, school in (
        ("全日制\n教　育", "degree", "education", "school"),
        ("在　职\n教　育", "later_degree", "later_education", "later_school"),
    ):
        row = _row(table, FIRST, 692)
        fill(row.cells[2], kind)
        fill(row.cells[3].merge(row.cells[4]), f"{{{{ {education} }}}}\n{{{{ {degree} }}}}")
        fill(row.cells[5], "毕业院校\n系及专业")
        fill(row.cells[6].merge(row.cells[7]), f"{{{{ {school} }}}}")
    label = table.rows[4].cells[0].merge(table.rows[5].cells[1])
    fill(label, "学　历\n学　位")
    for words, name in (
        ("现 任 职 务", "present"),
        ("拟 任 职 务", "proposed"),
        ("拟 免 职 务", "relieved"),
    ):
        row = _row(table, FIRST, 709)
        fill(row.cells[0].merge(row.cells[2]), words)
        fill(row.cells[3].merge(row.cells[7]), f"{{{{ {name} }}}}", LEFT)
    row = _row(table, FIRST, 7133)
    fill(row.cells[0], "简\n历")
    _resume(row.cells[1].merge(row.cells[7]))


def _resume(cell: Any) -> None:
    """A line for each entry; what does not fit on it stands below its words."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    write(cell.paragraphs[0], "{%p for each in resume %}")
    line = cell.add_paragraph()
    line.paragraph_format.left_indent = Twips(MONTHS)
    line.paragraph_format.first_line_indent = Twips(-MONTHS)
    line.paragraph_format.tab_stops.add_tab_stop(Twips(MONTHS))
    write(line, "{{ each.months }}\t{{ each.text }}")
    write(cell.add_paragraph(), "{%p endfor %}")


def _back(paper: Any) -> None:
    table = _table(paper, SECOND)
    for words, name, height in (
        ("奖\n惩\n情\n况", "rewards", 1418),
        ("年核\n度结\n考果", "years", 1021),
        ("任\n免\n理\n由", "reason", 1361),
    ):
        row = _row(table, SECOND, height)
        fill(row.cells[0], words)
        body = row.cells[1].merge(row.cells[5])
        fill(body, f"{{{{ {name} }}}}", LEFT)
        body.paragraphs[0].paragraph_format.first_line_indent = Pt(24)
    _family(table)
    row = _row(table, SECOND, 1873)
    fill(row.cells[0], "呈\n报\n单\n位")
    body = row.cells[1].merge(row.cells[5])
    fill(body, "{{ submitted_by }}", LEFT)
    _signed(body, "（盖　章）　　　　年　　月　　日")
    row = _row(table, SECOND, 2019)
    fill(row.cells[0], "审\n批\n机\n关\n意\n见")
    _signed(row.cells[1].merge(row.cells[3]), "（盖　章）\n年　　月　　日")
    fill(row.cells[4], "行政机\n关任免\n意　见")
    _signed(row.cells[5], "（盖　章）\n年　　月　　日")


def _family(table: Any) -> None:
    head = _row(table, SECOND, 646)
    words = ("称　谓", "姓　名", "年 龄", "政　治\n面　貌", "工作单位及职务")
    for cell, label in zip(head.cells[1:], words, strict=True):
        fill(cell, label)
    fill(head.cells[0], "\n".join("家庭主要成员及重要社会关系"))
    write(table.add_row().cells[0].paragraphs[0], "{%tr for each in family %}")
    row = _row(table, SECOND, 697)
    names = ("relation", "name", "age", "political_status", "work")
    for cell, name in zip(row.cells[1:], names, strict=True):
        fill(cell, f"{{{{ each.{name} }}}}", LEFT if name == "work" else CENTRE)
    for cell, way in ((head.cells[0], "restart"), (row.cells[0], "continue")):
        joined = OxmlElement("w:vMerge")
        joined.set(qn("w:val"), way)
        cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(joined)
    write(table.add_row().cells[0].paragraphs[0], "{%tr endfor %}")


def _signed(cell: Any, words: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    for line in words.split("\n"):
        foot = cell.add_paragraph()
        foot.alignment = RIGHT
        write(foot, line)
