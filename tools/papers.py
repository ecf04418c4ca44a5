"""Makes the templates of official papers that are shipped: ``python tools/papers.py``.

What they are made of stands in ``sheets``.
"""

from pathlib import Path
from typing import Any

import appointments
import lists
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor
from sheets import (
    BODY_FONT,
    CENTRE,
    COLUMNS,
    JUSTIFY,
    RIGHT,
    TITLE_FONT,
    add_row,
    fill,
    foot_lines,
    listed,
    opinion_row,
    page_field,
    person_rows,
    repeated,
    ruled,
    ruled_above,
    ruled_below,
    sheet,
    signature_row,
    signed_rows,
    text_row,
    watermark,
    write,
)

LISTED = (
    ("序号", "n", 1.5),
    ("姓　名", "name", 2.2),
    ("挂职单位", "host", 5.3),
    ("得分", "total", 1.7),
    ("建议等次", "proposed", 2.4),
    ("确定等次", "grade", 2.4),
)
FOLDER = Path(__file__).parent.parent / "guazhi" / "documents" / "papers"
RED = RGBColor(0xC7, 0x00, 0x0B)
SIGNED_BY_HIM = "{{ own_signature }}\n{{ own_day }}"
SIGNED_BY_HOST = "{{ host_signature }}\n{{ host_day }}"
SIGNED_BY_EACH = "{{ each.signed }}\n{{ each.day }}"


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    appraisal().save(str(FOLDER / "appraisal.docx"))
    notice().save(str(FOLDER / "notice.docx"))
    minutes().save(str(FOLDER / "minutes.docx"))
    leave().save(str(FOLDER / "leave.docx"))
    summary().save(str(FOLDER / "summary.docx"))
    registration().save(str(FOLDER / "registration.docx"))
    lists.meeting().save(str(FOLDER / "placement.docx"))
    lists.public().save(str(FOLDER / "public.docx"))
    nomination().save(str(FOLDER / "nomination.docx"))
    appointments.appointment().save(str(FOLDER / "appointment.docx"))
    grade_notice().save(str(FOLDER / "grade_notice.docx"))
    grade_minutes().save(str(FOLDER / "grade_minutes.docx"))


def appraisal() -> Any:
    """干部挂职锻炼鉴定表."""
    paper, table = form("干部挂职锻炼鉴定表")
    text_row(table, "个人总结", "{{ summary }}", 14.0)
    signed_rows(table)
    for label, name in (
        ("县（区）\n委组织部\n意　　见", "county"),
        ("派出单位\n意　　见", "home"),
        ("市　　委\n组 织 部\n意　　见", "city"),
    ):
        opinion_row(
            table, label, f"{{{{ {name}_opinion }}}}", f"{{{{ {name}_day }}}}", height=2.6, space=10
        )
    text_row(table, "备　　注", "{{ remarks }}", 0.9)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(0)
    foot_lines(paper)
    return paper


def summary() -> Any:
    """挂职锻炼个人总结."""
    paper, table = form("挂职锻炼个人总结")
    text_row(table, "个人总结", "{{ summary }}", 6.0)
    signature_row(table, "政 绩 观\n方　　面", "{{ view_of_achievement }}", SIGNED_BY_HIM, 3.0)
    text_row(table, "接收单位\n帮助情况", "{{ helped }}", 1.6)
    signature_row(
        table,
        "接收单位\n审核意见",
        "{{ host_remark }}",
        "{{ host_signature }}\n{{ host_day }}",
        2.8,
    )
    foot_lines(paper)
    return paper


def registration() -> Any:
    """挂职干部考核登记表."""
    paper, table = form("挂职干部考核登记表")
    text_row(table, "考核类型", "{{ kind }}", 1.0)
    signature_row(table, "考 核 组\n意　　见", "{{ opinion }}", "{{ concluded }}", 2.8)
    text_row(table, "考核等次", "{{ grade }}", 1.4)
    repeated(
        table,
        "each in parties",
        lambda: signature_row(
            table, "{{ each.party }}", "", "{{ each.signed }}\n{{ each.day }}", 1.4
        ),
    )
    signature_row(table, "本人意见", "{{ own }}", SIGNED_BY_HIM, 2.2)
    foot_lines(paper)
    return paper


def form(title: str) -> tuple[Any, Any]:
    """A sheet with its title, status and the head of the person, and its table."""
    paper = sheet(title)
    watermark(paper)
    for words, size, font, align, after in (
        (title, 22, TITLE_FONT, CENTRE, 4),
        ("{{ status }}", 10.5, BODY_FONT, RIGHT, 2),
    ):
        line = paper.add_paragraph()
        line.alignment = align
        line.paragraph_format.space_after = Pt(after)
        write(line, words, size, font)
    table = paper.add_table(rows=0, cols=len(COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    ruled(table)
    person_rows(table)
    return paper, table


def notice() -> Any:
    """挂职通知."""
    paper = official("挂职通知")
    mark = paper.add_paragraph()
    mark.alignment = RIGHT
    write(mark, "{{ status }}", 10.5)
    for text, size, font, before, after in (
        ("{{ issuer }}文件", 26, TITLE_FONT, 20, 12),
        ("{{ number }}", 14, BODY_FONT, 0, 30),
        ("{{ title }}", 22, TITLE_FONT, 0, 22),
    ):
        line = paper.add_paragraph()
        line.alignment = CENTRE
        line.paragraph_format.space_before = Pt(before)
        line.paragraph_format.space_after = Pt(after)
        run = write(line, text, size, font)
        if size == 26:
            run.font.color.rgb = RED
        if size == 14:
            ruled_below(line)
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
        write(line, text, 16)
    for text, space in (("{{ issuer }}", 60), ("{{ day }}", 6)):
        line = paper.add_paragraph()
        line.alignment = RIGHT
        line.paragraph_format.space_before = Pt(space)
        line.paragraph_format.right_indent = Cm(1.6)
        write(line, text, 16)
    return paper


def grade_notice() -> Any:
    """考核等次通知."""
    paper = letter("考核等次通知")
    watermark(paper)
    lines(paper, ("{{ to }}", 0), ("{{ body }}", 32), ("{{ rights }}", 32), ("{{ closing }}", 32))
    issued(paper)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(42)
    receipt = paper.add_paragraph()
    receipt.paragraph_format.line_spacing = Pt(28.8)
    ruled_above(receipt)
    write(receipt, "{{ receipt }}", 16)
    return paper


def grade_minutes() -> Any:
    """研究挂职干部考核等次会议纪要."""
    paper = letter("研究挂职干部考核等次会议纪要")
    lines(
        paper,
        ("会　　议：{{ meeting }}", 0),
        ("时　　间：{{ day }}", 0),
        ("出席人员：{{ present }}", 0),
        ("{{ body }}", 32),
    )
    for head in paper.paragraphs[-4:-1]:
        head.paragraph_format.left_indent = Pt(80)
        head.paragraph_format.first_line_indent = Pt(-80)
    paper.paragraphs[-1].paragraph_format.space_after = Pt(8)
    table = paper.add_table(rows=0, cols=len(LISTED))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    ruled(table, [width for _label, _name, width in LISTED])
    listed(table, LISTED, "each in lines")
    lines(paper, ("{{ counts }}", 32))
    paper.paragraphs[-1].paragraph_format.space_before = Pt(8)
    issued(paper)
    return paper


def official(title: str) -> Any:
    """A sheet with the margins of an official document, and the number of each page."""
    paper = sheet(title)
    section = paper.sections[0]
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(1.8)
    foot = section.footer.paragraphs[0]
    foot.alignment = CENTRE
    write(foot, "— ", 14)
    page_field(foot, "PAGE", 14)
    write(foot, " —", 14)
    return paper


def letter(title: str) -> Any:
    """An official document with its number, its title and its fingerprint."""
    paper = official(title)
    for text, size, font, align, after in (
        ("{{ number }}", 14, BODY_FONT, RIGHT, 18),
        ("{{ title }}", 22, TITLE_FONT, CENTRE, 22),
    ):
        line = paper.add_paragraph()
        line.alignment = align
        line.paragraph_format.space_after = Pt(after)
        write(line, text, size, font)
    mark = paper.sections[0].footer.add_paragraph()
    mark.alignment = CENTRE
    write(mark, "{{ footer }}", 8)
    return paper


def lines(paper: Any, *texts: tuple[str, float]) -> None:
    """Paragraphs of a letter, each with its indent."""
    for text, indent in texts:
        line = paper.add_paragraph()
        line.alignment = JUSTIFY
        line.paragraph_format.first_line_indent = Pt(indent)
        line.paragraph_format.line_spacing = Pt(28.8)
        write(line, text, 16)


def issued(paper: Any) -> None:
    """Who issued it and when, below to the right."""
    for text, space, indent in (("{{ issuer }}", 48, 1.1), ("{{ day }}", 4, 2.2)):
        line = paper.add_paragraph()
        line.alignment = RIGHT
        line.paragraph_format.space_before = Pt(space)
        line.paragraph_format.right_indent = Cm(indent)
        line.paragraph_format.keep_with_next = space > 4
        write(line, text, 16)


def leave() -> Any:
    """请假审批表."""
    paper = sheet("挂职干部请假审批表")
    title = paper.add_paragraph()
    title.alignment = CENTRE
    title.paragraph_format.space_after = Pt(8)
    write(title, "挂职干部请假审批表", 22, TITLE_FONT)
    table = paper.add_table(rows=0, cols=len(COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    ruled(table)
    for pairs in (
        (("姓　　名", "name"), ("假　　别", "kind")),
        (("挂职单位\n及 职 务", "host"), ("派出单位", "home")),
        (("请假时间", "time"), ("天　　数", "days")),
        (("去　　向", "place"), ("代班人员", "substitute")),
    ):
        row = add_row(table, 1.3)
        for at, (label, name) in zip((0, 4), pairs, strict=True):
            fill(row.cells[at], label)
            last = 3 if at == 0 else 6
            fill(row.cells[at + 1].merge(row.cells[last]), f"{{{{ {name} }}}}", size=10.5)
    text_row(table, "请假事由", "{{ reason }}", 3.0)
    opinion_row(table, "接收单位\n意　　见", "{{ host_opinion }}", "{{ host_day }}")
    opinion_row(table, "县（区）\n委组织部\n意　　见", "{{ county_opinion }}", "{{ county_day }}")
    opinion_row(table, "市　　委\n组 织 部\n意　　见", "{{ city_opinion }}", "{{ city_day }}")
    text_row(table, "销假情况", "{{ back }}", 1.6)
    return paper


def nomination() -> Any:
    """挂职干部推荐表."""
    paper = sheet("挂职干部推荐表")
    title = paper.add_paragraph()
    title.alignment = CENTRE
    title.paragraph_format.space_after = Pt(4)
    write(title, "挂职干部推荐表", 22, TITLE_FONT)
    status = paper.add_paragraph()
    status.alignment = RIGHT
    status.paragraph_format.space_after = Pt(2)
    write(status, "{{ status }}", 10.5, BODY_FONT)
    table = paper.add_table(rows=0, cols=len(COLUMNS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    ruled(table)
    for pairs in (
        (("姓　　名", "name"), ("性　　别", "sex")),
        (("出生年月", "born"), ("民　　族", "group")),
        (("政治面貌", "political"), ("参加工作\n时　　间", "began")),
        (("学历学位", "education"), ("专业特长", "speciality")),
        (("现 任\n职 务", "post"), ("拟挂岗位\n类　　别", "category")),
    ):
        row = add_row(table, 0.95)
        for at, (label, name) in zip((0, 4), pairs, strict=True):
            fill(row.cells[at], label)
            last = 3 if at == 0 else 6
            fill(row.cells[at + 1].merge(row.cells[last]), f"{{{{ {name} }}}}", size=10.5)
    # the first page is full with these rows, so that all opinions stand on the back
    text_row(table, "简　　历", "{{ resume }}", 5.6)
    text_row(table, "近年年度\n考　　核", "{{ grades }}", 1.2)
    text_row(table, "推荐理由", "{{ reasons }}", 4.0)
    text_row(table, "佐证材料", "{{ evidence }}", 2.0)
    text_row(table, "以往挂职\n考核结果\n考虑情况", "{{ considered }}", 2.2)
    for label, value, day in (
        ("单　　位\n党 组 织\n推荐意见", "party_opinion", "home_day"),
        ("纪检监察\n意　　见", "discipline_opinion", "home_day"),
        ("县（区）\n委组织部\n意　　见", "county_opinion", "county_day"),
        ("市　　委\n组 织 部\n意　　见", "city_opinion", "city_day"),
    ):
        opinion_row(table, label, f"{{{{ {value} }}}}", f"{{{{ {day} }}}}", height=5.4, space=74)
    return paper


def minutes() -> Any:
    """座谈会纪要."""
    paper = official("座谈会纪要")
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
        write(paragraph, text, size, font)
    return paper


if __name__ == "__main__":
    main()
