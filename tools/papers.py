"""Makes the templates of official papers that are shipped: ``python tools/papers.py``.

Fonts are named, never embedded; rows have at-least heights, so that long text makes them grow.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FOLDER = Path(__file__).parent.parent / "guazhi" / "documents" / "papers"
TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
LATIN_FONT = "Times New Roman"
COLUMNS = (2.4, 2.2, 2.2, 2.7, 2.2, 2.8, 2.7)  # centimetres, 17.2 together
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    appraisal().save(str(FOLDER / "appraisal.docx"))
    notice().save(str(FOLDER / "notice.docx"))
    minutes().save(str(FOLDER / "minutes.docx"))
    leave().save(str(FOLDER / "leave.docx"))


def appraisal() -> Any:
    """干部挂职锻炼鉴定表."""
    paper = _page("干部挂职锻炼鉴定表")
    title = paper.add_paragraph()
    title.alignment = CENTRE
    title.paragraph_format.space_after = Pt(4)
    _run(title, "干部挂职锻炼鉴定表", 22, TITLE_FONT)
    mark = paper.add_paragraph()
    mark.alignment = RIGHT
    mark.paragraph_format.space_after = Pt(2)
    _run(mark, "{{ status }}", 10.5)
    table = paper.add_table(rows=0, cols=len(COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _grid(table)
    _person(table)
    _text(table, "个人总结", "{{ summary }}", 14.0)
    _appraisal(table)
    _opinion(table, "县（区）\n委组织部\n意　　见", "{{ county_opinion }}", "{{ county_day }}")
    _opinion(table, "派出单位\n意　　见", "{{ home_opinion }}", "{{ home_day }}")
    _opinion(table, "市　　委\n组 织 部\n意　　见", "{{ city_opinion }}", "{{ city_day }}")
    _text(table, "备　　注", "{{ remarks }}", 1.8)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(0)
    _foot(paper)
    return paper


def notice() -> Any:
    """挂职通知."""
    paper = _page("挂职通知")
    mark = paper.add_paragraph()
    mark.alignment = RIGHT
    _run(mark, "{{ status }}", 10.5)
    for text, size, font, before, after in (
        ("{{ issuer }}文件", 26, TITLE_FONT, 20, 12),
        ("{{ number }}", 14, BODY_FONT, 0, 30),
        ("{{ title }}", 22, TITLE_FONT, 0, 22),
    ):
        line = paper.add_paragraph()
        line.alignment = CENTRE
        line.paragraph_format.space_before = Pt(before)
        line.paragraph_format.space_after = Pt(after)
        _run(line, text, size, font)
    for text, indent in (
        ("{{ to }}", 0),
        ("{{ grounds }}", 32),
        ("{{ body }}", 32),
        ("{{ closing }}", 32),
    ):
        line = paper.add_paragraph()
        line.alignment = JUSTIFY
        line.paragraph_format.first_line_indent = Pt(indent)
        line.paragraph_format.line_spacing = Pt(29)
        _run(line, text, 16)
    for text, space in (("{{ issuer }}", 60), ("{{ day }}", 6)):
        line = paper.add_paragraph()
        line.alignment = RIGHT
        line.paragraph_format.space_before = Pt(space)
        line.paragraph_format.right_indent = Cm(1.6)
        _run(line, text, 16)
    return paper


def leave() -> Any:
    """请假审批表."""
    paper = _page("挂职干部请假审批表")
    title = paper.add_paragraph()
    title.alignment = CENTRE
    title.paragraph_format.space_after = Pt(8)
    _run(title, "挂职干部请假审批表", 22, TITLE_FONT)
    table = paper.add_table(rows=0, cols=len(COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _grid(table)
    for pairs in (
        (("姓　　名", "name"), ("假　　别", "kind")),
        (("挂职单位\n及 职 务", "host"), ("派出单位", "home")),
        (("请假时间", "time"), ("天　　数", "days")),
        (("去　　向", "place"), ("代班人员", "substitute")),
    ):
        row = _row(table, 1.3)
        for at, (label, name) in zip((0, 4), pairs, strict=True):
            _fill(row.cells[at], label)
            last = 3 if at == 0 else 6
            _fill(row.cells[at + 1].merge(row.cells[last]), f"{{{{ {name} }}}}", size=10.5)
    _text(table, "请假事由", "{{ reason }}", 3.0)
    _opinion(table, "接收单位\n意　　见", "{{ host_opinion }}", "{{ host_day }}")
    _opinion(table, "县（区）\n委组织部\n意　　见", "{{ county_opinion }}", "{{ county_day }}")
    _opinion(table, "市　　委\n组 织 部\n意　　见", "{{ city_opinion }}", "{{ city_day }}")
    _text(table, "销假情况", "{{ back }}", 1.6)
    return paper


def minutes() -> Any:
    """座谈会纪要."""
    paper = _page("座谈会纪要")
    paper.styles["Normal"].font.size = Pt(16)
    for text, size, font, align, after in (
        ("{{ title }}", 22, TITLE_FONT, CENTRE, 6),
        ("{{ status }}", 16, BODY_FONT, CENTRE, 12),
        ("{{ text }}", 16, BODY_FONT, JUSTIFY, 0),
        ("出席：{{ attended }}", 16, BODY_FONT, JUSTIFY, 0),
        ("未到会：{{ absent }}", 16, BODY_FONT, JUSTIFY, 24),
        ("{{ department }}", 16, BODY_FONT, RIGHT, 0),
        ("{{ day }}", 16, BODY_FONT, RIGHT, 0),
    ):
        paragraph = paper.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.line_spacing = Pt(28)
        if align is JUSTIFY:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        _run(paragraph, text, size, font)
    return paper


def _page(title: str = "干部挂职锻炼鉴定表") -> Any:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.left_margin = section.right_margin = Cm(1.9)
    section.footer_distance = Cm(0.9)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    _fonts(normal.element.get_or_add_rPr(), BODY_FONT)
    language = paper.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    paper.core_properties.title = title
    paper.core_properties.author = ""
    return paper


def _fonts(properties: Any, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script, font in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("eastAsia", name)):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def _run(paragraph: Any, text: str, size: float = 12, font: str = BODY_FONT) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _fonts(run._element.get_or_add_rPr(), font)
    return run


def _grid(table: Any) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "8" if side.startswith("inside") else "12")
        line.set(qn("w:color"), "000000")
        borders.append(line)
    properties.find(qn("w:tblLayout")).addprevious(borders)
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = Cm(width)


def _row(table: Any, height: float, *, whole: bool = True) -> Any:
    row = table.add_row()
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(row.cells, COLUMNS, strict=True):
        cell.width = Cm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def _fill(cell: Any, text: str, align: Any = CENTRE, size: float = 12) -> None:
    for index, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        _run(paragraph, line, size)


def _person(table: Any) -> None:
    first = None
    for fields in (
        (("姓　　名", "name"), ("性　　别", "sex"), ("出生年月", "birth")),
        (
            ("民　　族", "ethnic_group"),
            ("政治面貌", "political_status"),
            ("参加工作\n时　　间", "work_began"),
        ),
    ):
        row = _row(table, 1.4)
        first = first or row
        for index, (label, name) in enumerate(fields):
            _fill(row.cells[2 * index], label)
            _fill(row.cells[2 * index + 1], f"{{{{ {name} }}}}", size=10.5)
    for label, name, span in (
        ("学历学位", "education", 5),
        ("派出单位\n及 职 务", "home", 5),
        ("挂职单位\n及 职 务", "host", 6),
        ("挂职起止\n时　　间", "term", 6),
    ):
        row = _row(table, 1.4)
        _fill(row.cells[0], label)
        value = row.cells[1].merge(row.cells[span])
        _fill(value, f"{{{{ {name} }}}}")
    photo = table.rows[0].cells[6].merge(table.rows[3].cells[6])
    _fill(photo, "照　片")


def _text(table: Any, label: str, value: str, height: float) -> None:
    row = _row(table, height, whole=False)
    _fill(row.cells[0], label)
    body = row.cells[1].merge(row.cells[6])
    body.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    _prose(body, value)


def _opinion(table: Any, label: str, value: str, signed: str) -> None:
    """A short opinion, kept on one page with who signs below it and when."""
    row = _row(table, 4.2)
    _fill(row.cells[0], label)
    body = row.cells[1].merge(row.cells[6])
    _prose(body, value)
    for words, space in (("（盖　章）", 40), (signed, 0)):
        foot = body.add_paragraph()
        foot.alignment = RIGHT
        foot.paragraph_format.space_before = Pt(space)
        foot.paragraph_format.right_indent = Cm(0.8)
        _run(foot, words)


def _appraisal(table: Any) -> None:
    """Text that grows over pages, and below it, in the same frame, who signs and when."""
    upper, lower = _row(table, 7.6, whole=False), _row(table, 1.6)
    _fill(upper.cells[0], "挂职单位\n鉴定意见")
    body, foot = upper.cells[1].merge(upper.cells[6]), lower.cells[1].merge(lower.cells[6])
    body.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    foot.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    _prose(body, "{{ appraisal }}")
    for paragraph in (*upper.cells[0].paragraphs, *body.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    _fill(foot, "{{ host_signature }}", RIGHT)
    foot.paragraphs[0].paragraph_format.right_indent = Cm(0.8)
    for cell, side in (
        (upper.cells[0], "bottom"),
        (lower.cells[0], "top"),
        (body, "bottom"),
        (foot, "top"),
    ):
        _open(cell, side)


def _prose(cell: Any, value: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(24)
    paragraph.paragraph_format.line_spacing = Pt(22)
    _run(paragraph, value)


def _open(cell: Any, side: str) -> None:
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement(f"w:{side}")
    line.set(qn("w:val"), "nil")
    borders.append(line)
    cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(borders)


def _foot(paper: Any) -> None:
    paragraph = paper.sections[0].footer.paragraphs[0]
    paragraph.alignment = CENTRE
    _run(paragraph, "{{ footer }}", 8)
    paragraph = paper.sections[0].footer.add_paragraph()
    paragraph.alignment = CENTRE
    _run(paragraph, "打印日期 {{ printed }}　　第 ", 8)
    _field(paragraph, "PAGE")
    _run(paragraph, " 页　共 ", 8)
    _field(paragraph, "NUMPAGES")
    _run(paragraph, " 页", 8)


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = _run(paragraph, "", 8)
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        else:
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {text} "
            run._element.append(words)


if __name__ == "__main__":
    main()
