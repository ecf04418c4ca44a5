"""What the templates of official papers are made of: pages, fonts, rows, prose, the foot.

Fonts are named, never embedded; rows have at-least heights, so that long text makes them grow.
"""

from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
LATIN_FONT = "Times New Roman"
COLUMNS = (2.4, 2.2, 2.2, 2.7, 2.2, 2.8, 2.7)  # centimetres, 17.2 together
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY

MARK = """<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w10="urn:schemas-microsoft-com:office:word"><v:shapetype id="_x0000_t136"
 coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"
 o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"
 style="position:absolute;margin-left:0;margin-top:0;width:380pt;height:120pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"
 fillcolor="#d8d8d8" stroked="f"><v:fill opacity=".5"/><v:textpath
 style="font-family:&quot;仿宋_GB2312&quot;;font-size:1pt"
 string="{{ mark }}"/></v:shape></w:pict>"""


def sheet(title: str = "干部挂职锻炼鉴定表") -> Any:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.left_margin = section.right_margin = Cm(1.9)
    section.footer_distance = Cm(0.9)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    set_fonts(normal.element.get_or_add_rPr(), BODY_FONT)
    language = paper.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    paper.core_properties.title = title
    paper.core_properties.author = ""
    return paper


def set_fonts(properties: Any, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script, font in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("eastAsia", name)):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def write(paragraph: Any, text: str, size: float = 12, font: str = BODY_FONT) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    set_fonts(run._element.get_or_add_rPr(), font)
    return run


def ruled(table: Any, widths: Sequence[float] = COLUMNS) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "8" if side.startswith("inside") else "12")
        line.set(qn("w:color"), "000000")
        borders.append(line)
    properties.find(qn("w:tblLayout")).addprevious(borders)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def add_row(table: Any, height: float, *, whole: bool = True) -> Any:
    row = table.add_row()
    row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(row.cells, COLUMNS, strict=True):
        cell.width = Cm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def fill(cell: Any, text: str, align: Any = CENTRE, size: float = 12) -> None:
    for index, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        write(paragraph, line, size)


def person_rows(table: Any) -> None:
    first = None
    for fields in (
        (("姓　　名", "name"), ("性　　别", "sex"), ("出生年月", "birth")),
        (
            ("民　　族", "ethnic_group"),
            ("政治面貌", "political_status"),
            ("参加工作\n时　　间", "work_began"),
        ),
    ):
        row = add_row(table, 1.4)
        first = first or row
        for index, (label, name) in enumerate(fields):
            fill(row.cells[2 * index], label)
            fill(row.cells[2 * index + 1], f"{{{{ {name} }}}}", size=10.5)
    for label, name, span in (
        ("学历学位", "education", 5),
        ("派出单位\n及 职 务", "home", 5),
        ("挂职单位\n及 职 务", "host", 6),
        ("挂职起止\n时　　间", "term", 6),
    ):
        row = add_row(table, 1.4)
        fill(row.cells[0], label)
        value = row.cells[1].merge(row.cells[span])
        fill(value, f"{{{{ {name} }}}}")
    photo = table.rows[0].cells[6].merge(table.rows[3].cells[6])
    fill(photo, "照　片")


def text_row(table: Any, label: str, value: str, height: float) -> None:
    row = add_row(table, height, whole=False)
    fill(row.cells[0], label)
    body = row.cells[1].merge(row.cells[6])
    body.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    prose(body, value)


def opinion_row(
    table: Any, label: str, value: str, signed: str, *, height: float = 3.6, space: float = 30
) -> None:
    """A short opinion, kept on one page with who signs ``space`` points below it and when."""
    row = add_row(table, height)
    fill(row.cells[0], label)
    body = row.cells[1].merge(row.cells[6])
    body.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    prose(body, value)
    for words, above in (("（盖　章）", space), (signed, 0)):
        foot = body.add_paragraph()
        foot.alignment = RIGHT
        foot.paragraph_format.space_before = Pt(above)
        foot.paragraph_format.right_indent = Cm(0.8)
        write(foot, words)


def signed_rows(table: Any) -> None:
    """Text that grows over pages, and below it, in the same frame, who signs and when."""
    upper, lower = add_row(table, 7.6, whole=False), add_row(table, 1.6)
    fill(upper.cells[0], "接收单位\n鉴定意见")
    body, foot = upper.cells[1].merge(upper.cells[6]), lower.cells[1].merge(lower.cells[6])
    body.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    foot.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    prose(body, "{{ appraisal }}", 20)
    for paragraph in (*upper.cells[0].paragraphs, *body.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    fill(foot, "{{ host_signature }}", RIGHT)
    foot.paragraphs[0].paragraph_format.right_indent = Cm(0.8)
    for cell, side in (
        (upper.cells[0], "bottom"),
        (lower.cells[0], "top"),
        (body, "bottom"),
        (foot, "top"),
    ):
        opened(cell, side)


def signature_row(table: Any, label: str, value: str, signed: str, height: float) -> None:
    """A row on one page: what is said, and below it to the right who signs and when."""
    row = add_row(table, height)
    fill(row.cells[0], label)
    body = row.cells[1].merge(row.cells[6])
    if value:
        prose(body, value)
    for at, words in enumerate(signed.split("\n")):
        first = at == 0 and not value
        foot = body.paragraphs[0] if first else body.add_paragraph()
        foot.alignment = RIGHT
        foot.paragraph_format.space_before = Pt(8 if at == 0 and value else 3)
        foot.paragraph_format.right_indent = Cm(0.8)
        write(foot, words)


def repeated(table: Any, each: str, rows: Callable[[], None]) -> None:
    """Rows that the template repeats for ``each``; the rows around them are taken away."""
    _tag(table, f"{{%tr for {each} %}}")
    rows()
    _tag(table, "{%tr endfor %}")


def _tag(table: Any, words: str) -> None:
    row = table.add_row()
    write(row.cells[0].paragraphs[0], words)


def watermark(paper: Any) -> None:
    """``mark`` in grey across every page, where there is one."""
    header = paper.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run("{%p if mark %}")
    shape = header.add_paragraph().add_run()
    shape._element.append(parse_xml(MARK))
    header.add_paragraph().add_run("{%p endif %}")


def prose(cell: Any, value: str, spacing: float = 22) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(24)
    paragraph.paragraph_format.line_spacing = Pt(spacing)
    write(paragraph, value)


def opened(cell: Any, side: str) -> None:
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement(f"w:{side}")
    line.set(qn("w:val"), "nil")
    borders.append(line)
    cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(borders)


def foot_lines(paper: Any) -> None:
    paragraph = paper.sections[0].footer.paragraphs[0]
    paragraph.alignment = CENTRE
    write(paragraph, "{{ footer }}", 8)
    paragraph = paper.sections[0].footer.add_paragraph()
    paragraph.alignment = CENTRE
    write(paragraph, "打印日期 {{ printed }}　　第 ", 8)
    page_field(paragraph, "PAGE")
    write(paragraph, " 页　共 ", 8)
    page_field(paragraph, "NUMPAGES")
    write(paragraph, " 页", 8)


def listed(table: Any, columns: Sequence[tuple[str, str, float]], each: str) -> None:
    """A list: its head on every page, and a row that the template repeats for ``each``."""
    head = table.add_row()
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _tag(table, f"{{%tr for {each} %}}")
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for at, (label, name, width) in enumerate(columns):
        for line, words in ((head, label), (row, f"{{{{ each.{name} }}}}")):
            line.cells[at].width = Cm(width)
            line.cells[at].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            fill(line.cells[at], words)
    _tag(table, "{%tr endfor %}")


def ruled_above(paragraph: Any) -> None:
    """A dashed line above a paragraph."""
    _ruled(paragraph, "top", "dashed", "6", "000000")


def ruled_below(paragraph: Any) -> None:
    """The red line below the number of an official document."""
    _ruled(paragraph, "bottom", "single", "12", "C7000B")


def _ruled(paragraph: Any, side: str, kind: str, size: str, colour: str) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", size), ("space", "8"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def page_field(paragraph: Any, code: str, size: float = 8) -> None:
    """An A4 page with our fonts."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = write(paragraph, "", size)
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
