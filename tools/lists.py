"""Lists on A4 across as templates: a heading row that repeats, and a row for each line."""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from sheets import BODY_FONT, CENTRE, LEFT, TITLE_FONT, foot_lines, sheet, write

HEAD_FONT = "黑体"
WIDTH = 25.7
SENT = (
    ("序号", "number", 1.2),
    ("姓名", "name", 1.6),
    ("派出单位及职务", "home", 2.8),
    ("推荐情况", "nominated", 1.9),
    ("拟挂职单位及职务", "host", 3.1),
    ("安排理由", "fit", 3.8),
    ("志愿", "wish", 1.7),
    ("其他可选岗位", "alternatives", 4.7),
    ("调整、例外及说明", "remarks", 4.9),
)
LEFT_OUT = (
    ("序号", "number", 1.2),
    ("姓名", "name", 1.7),
    ("派出单位及职务", "home", 4.4),
    ("推荐情况", "nominated", 2.8),
    ("未安排原因", "reason", 8.6),
    ("调整、例外及说明", "remarks", 7.0),
)
PUBLIC = (
    ("序号", "number", 1.4),
    ("姓名", "name", 3.0),
    ("派出单位及职务", "home", 10.0),
    ("拟挂职单位及职务", "host", 11.3),
)


def meeting() -> Any:
    """拟派挂职干部方案（上会材料）."""
    paper = _paper("拟派挂职干部方案")
    _lines(paper, "{{ lines }}")
    _heading(paper, "一、拟派人员")
    _table(paper, SENT, "sent")
    _line(paper, "{%p if left %}")
    _heading(paper, "二、暂未安排人员")
    _table(paper, LEFT_OUT, "left")
    _line(paper, "{%p endif %}")
    _line(paper, "{{ closing }}", before=8)
    foot_lines(paper)
    return paper


def public() -> Any:
    """挂职干部拟派人选公示."""
    paper = _paper("挂职干部拟派人选公示")
    _line(paper, "{{ lines }}", indent=21)
    _table(paper, PUBLIC, "sent")
    _line(paper, "{{ closing }}", before=12)
    foot_lines(paper)
    return paper


def _paper(title: str) -> Any:
    paper = sheet(title)
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    line = paper.add_paragraph()
    line.alignment = CENTRE
    line.paragraph_format.space_after = Pt(8)
    write(line, "{{ title }}", 20, TITLE_FONT)
    return paper


def _lines(paper: Any, text: str) -> None:
    line = paper.add_paragraph()
    line.alignment = CENTRE
    write(line, text, 10.5)


def _heading(paper: Any, text: str) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(10), Pt(4)
    line.paragraph_format.keep_with_next = True
    write(line, text, 11, HEAD_FONT)


def _line(paper: Any, text: str, *, before: float = 0, indent: float = 0) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.space_before = Pt(before)
    line.paragraph_format.first_line_indent = Pt(indent)
    write(line, text, 10.5)


def _table(paper: Any, columns: Sequence[tuple[str, str, float]], rows: str) -> None:
    """A table with a row for each of ``rows``; its heading stands on every page."""
    table = paper.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    head, first, body, last = table.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in (head, body):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    write(first.cells[0].paragraphs[0], f"{{%tr for each in {rows} %}}")
    write(last.cells[0].paragraphs[0], "{%tr endfor %}")
    for at, (label, name, width) in enumerate(columns):
        for row in table.rows:
            row.cells[at].width = Cm(width)
            row.cells[at].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _cell(head.cells[at], label, HEAD_FONT, is_centred=True)
        _cell(body.cells[at], f"{{{{ each.{name} }}}}", BODY_FONT, is_centred=width < 2)
    for column, (_label, _name, width) in zip(table.columns, columns, strict=True):
        column.width = Cm(width)
    table._tbl.tblPr.find(qn("w:tblLayout")).set(qn("w:type"), "fixed")


def _cell(cell: Any, text: str, font: str, *, is_centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = CENTRE if is_centred else LEFT
    write(paragraph, text, 9.5, font)
