"""The workbook in which a member without an account rates people: written out, and read back.

Everything but the cells to be filled in is locked. A hidden cell of each row names what it is
about and carries a seal over all that stands locked in the row, so that an edited one is found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.cells import clean_text, is_blank, shown
from guazhi.rosters.rules.found import RosterFinding, cell_name
from guazhi.rosters.rules.sheet import BODY, HEAD, TITLE
from guazhi.rosters.rules.workbook import Sheet, read_workbook

LOCKED = ("序号", "姓名", "挂职单位", "挂任职务")
TEXTS = {"opinion": "评语", "growth": "积累经验、增长才干情况"}
GRADE = "建议等次"
MARK = "核对码（请勿改动）"
FIRST = 3
MOST_TEXT = 4000
Seal = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RatingLine:
    """Somebody to be rated: by which member of which sitting, and what is printed of him."""

    member: int
    name: str
    host: str
    post: str


@dataclass(frozen=True, slots=True)
class Rated:
    """A row that was filled in."""

    row: int
    member: int
    name: str
    scores: Mapping[str, str]
    opinion: str
    growth: str
    grade: str


def headings(form: AssessmentForm) -> list[str]:
    """The columns from left to right; the last one is hidden."""
    return [
        *LOCKED,
        *(named.names.zh for named in form.indicators().values()),
        GRADE,
        *TEXTS.values(),
        MARK,
    ]


def mark_of(line: RatingLine, number: int, seal: Seal) -> str:
    """What the hidden cell of a row holds."""
    return f"{line.member}:{seal(_sealed(line.member, _locked(line, number)))}"


def _locked(line: RatingLine, number: int) -> tuple[str, ...]:
    return (str(number), line.name, line.host, line.post)


def _sealed(member: int, locked: Sequence[str]) -> str:
    return "\x1f".join([str(member), *locked])


def write_ratings(
    form: AssessmentForm, lines: Sequence[RatingLine], seal: Seal, *, title: str, subtitle: str
) -> bytes:
    """The workbook: locked but for the ratings, which are chosen from the scale."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet("考核评议")
    columns = headings(form)
    base = {"font_name": BODY, "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
    fixed = book.add_format(base)
    open_ = book.add_format({**base, "locked": False, "bg_color": "#FFF9E5", "num_format": "@"})
    head = book.add_format({**base, "font_name": HEAD, "align": "center"})
    large = book.add_format({"font_name": TITLE, "font_size": 18, "align": "center"})
    sheet.merge_range(0, 0, 0, len(columns) - 2, title, large)
    sheet.merge_range(1, 0, 1, len(columns) - 2, subtitle, book.add_format({"font_name": BODY}))
    for place, heading in enumerate(columns):
        sheet.write_string(FIRST - 1, place, heading, head)
    for number, line in enumerate(lines, 1):
        row = FIRST + number - 1
        for place, text in enumerate(_locked(line, number)):
            sheet.write_string(row, place, text, fixed)
        for place in range(len(LOCKED), len(columns) - 1):
            sheet.write_blank(row, place, None, open_)
        sheet.write_string(row, len(columns) - 1, mark_of(line, number, seal), fixed)
    _lay_out(sheet, form, len(lines))
    book.close()
    return target.getvalue()


def _lay_out(sheet: "xlsxwriter.workbook.Worksheet", form: AssessmentForm, people: int) -> None:
    columns = headings(form)
    rated = len(LOCKED) + len(form.indicators()) + 1
    last = FIRST + people - 1
    choices = {"validate": "list", "source": [grade.names.zh for grade in form.grades]}
    sheet.data_validation(FIRST, len(LOCKED), last, rated - 1, choices)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 3, 16)
    sheet.set_column(len(LOCKED), rated - 1, 9)
    sheet.set_column(rated, len(columns) - 2, 30)
    sheet.set_column(len(columns) - 1, len(columns) - 1, 8, None, {"hidden": True})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 1)
    sheet.freeze_panes(FIRST, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


@dataclass(frozen=True, slots=True)
class Ratings:
    """What a workbook holds: the rows filled in, the members they are of, and every finding."""

    rows: tuple[Rated, ...] = ()
    findings: tuple[RosterFinding, ...] = ()


def read_ratings(data: bytes, form: AssessmentForm, seal: Seal) -> Ratings:
    """The ratings in a file; rows left blank are noted, anything wrong is told by its cell."""
    book = read_workbook(data)
    notes = [RosterFinding(0, "", "", finding) for finding in book.findings]
    sheet = next((each for each in book.sheets if not each.is_hidden), None)
    if sheet is None:
        return Ratings(findings=tuple(notes))
    columns = headings(form)
    head = [_text(cell) for cell in sheet.rows[FIRST - 1]] if len(sheet.rows) >= FIRST else []
    if head[: len(columns)] != columns:
        return Ratings(findings=(*notes, RosterFinding(FIRST, "", "", Finding("ratings_header"))))
    rows: list[Rated] = []
    seen: dict[int, int] = {}
    for index in range(FIRST, len(sheet.rows)):
        cells = [_text(cell) for cell in sheet.rows[index][: len(columns)]]
        if any(cells):
            found = list(_read(index, cells, sheet, form, seal=seal, seen=seen))
            notes += [each for each in found if isinstance(each, RosterFinding)]
            rows += [each for each in found if isinstance(each, Rated)]
    return Ratings(tuple(rows), tuple(notes))


def _text(cell: object) -> str:
    return shown(cell).strip()  # type: ignore[arg-type]


def _read(
    index: int,
    cells: Sequence[str],
    sheet: Sheet,
    form: AssessmentForm,
    *,
    seal: Seal,
    seen: dict[int, int],
) -> Iterator[Rated | RosterFinding]:
    """One row: what it says, or what is wrong with it."""
    columns = headings(form)
    number, sealed = index + 1, cells[-1] if len(cells) == len(columns) else ""
    text, _colon, given = sealed.partition(":")
    member = int(text) if text.isdecimal() and len(text) < 12 else 0
    if not member or seal(_sealed(member, cells[: len(LOCKED)])) != given:
        place = cell_name(index, len(columns) - 1)
        yield RosterFinding(number, MARK, place, Finding("ratings_row_edited"))
        return
    if member in seen:
        finding = Finding("ratings_row_twice", params={"row": seen[member]})
        yield RosterFinding(number, "姓名", cell_name(index, 1), finding)
        return
    seen[member] = number
    if all(is_blank(cell) for cell in cells[len(LOCKED) : -1]):
        finding = Finding("ratings_row_blank", Level.NOTE, {"name": cells[1]})
        yield RosterFinding(number, "姓名", cell_name(index, 1), finding)
        return
    findings = list(_check(index, cells, sheet, form))
    yield from findings
    if not findings:
        yield _rated(number, member, cells, form)


def _check(
    index: int, cells: Sequence[str], sheet: Sheet, form: AssessmentForm
) -> Iterator[RosterFinding]:
    columns = headings(form)
    scale = [grade.names.zh for grade in form.grades]
    chosen = range(len(LOCKED), len(LOCKED) + len(form.indicators()) + 1)
    for place in range(len(LOCKED), len(columns) - 1):
        text = clean_text(cells[place])
        finding = None
        if (index, place) in sheet.parts.formulas | sheet.parts.without_value:
            finding = Finding("ratings_formula")
        elif place in chosen and text not in scale:
            params = {
                "value": text[:40],
                "allowed": "、".join(grade.names.zh for grade in form.grades),
            }
            finding = Finding("ratings_off_scale" if text else "ratings_missing", params=params)
        elif columns[place] == TEXTS["opinion"] and len(text) < 2:
            finding = Finding("ratings_no_opinion")
        elif len(text) > MOST_TEXT:
            finding = Finding("ratings_too_long", params={"limit": MOST_TEXT})
        if finding is not None:
            yield RosterFinding(index + 1, columns[place], cell_name(index, place), finding)


def _rated(number: int, member: int, cells: Sequence[str], form: AssessmentForm) -> Rated:
    ids = {grade.names.zh: grade.id for grade in form.grades}
    keys = list(form.indicators())
    first = len(LOCKED)
    values = [clean_text(cell) for cell in cells]
    after = first + len(keys)
    return Rated(
        row=number,
        member=member,
        name=cells[1],
        scores={key: ids[values[first + place]] for place, key in enumerate(keys)},
        grade=ids[values[after]],
        opinion=cells[after + 1],
        growth=cells[after + 2],
    )
