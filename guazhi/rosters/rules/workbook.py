"""From the bytes of a file to grids of cells. Whatever the file is, the answer is a value."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from guazhi.people.rules.dates import Cell
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.files import FileKind, kind_of
from guazhi.rosters.rules.parts import SheetParts, sheet_parts

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_SHEETS = 64
MOST_MERGES = 20_000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of cells from A1 on, merged cells filled with their value."""

    name: str
    rows: Sequence[Row]
    is_hidden: bool = False
    parts: SheetParts = field(default_factory=SheetParts)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a file, and what is to be said about the file as a whole."""

    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_workbook(data: bytes) -> Workbook:
    """The sheets of the file, or the findings that say why there are none."""
    kind = kind_of(data)
    if isinstance(kind, Finding):
        return Workbook(findings=(kind,))
    if kind is FileKind.TEXT:
        return _read_text(data)
    parts = sheet_parts(data) if kind is FileKind.XLSX else {}
    for part in parts.values():
        if found := _too_wide(part.rows, part.columns):
            return Workbook(findings=(found,))
    try:
        return _read_sheets(data, parts)
    except PasswordError:
        return Workbook(findings=(Finding("file_encrypted"),))
    except (CalamineError, OSError, ValueError):
        return Workbook(findings=(Finding("file_damaged"),))


def _too_wide(rows: int, columns: int) -> Finding | None:
    if rows > MOST_ROWS:
        return Finding("file_with_too_many_rows", params={"rows": rows, "limit": MOST_ROWS})
    if columns > MOST_COLUMNS:
        return Finding(
            "file_with_too_many_columns", params={"columns": columns, "limit": MOST_COLUMNS}
        )
    return None


def _read_sheets(data: bytes, parts: dict[str, SheetParts]) -> Workbook:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    metadata = [one for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    if len(metadata) > MOST_SHEETS:
        found = Finding(
            "file_with_too_many_sheets", params={"sheets": len(metadata), "limit": MOST_SHEETS}
        )
        return Workbook(findings=(found,))
    sheets = []
    for one in metadata:
        sheet = book.get_sheet_by_name(one.name)
        if found_wide := _too_wide(sheet.total_height, sheet.total_width):
            return Workbook(findings=(found_wide,))
        hidden = one.visible is not SheetVisibleEnum.Visible
        rows = _filled(sheet)
        sheets.append(Sheet(one.name, rows, hidden, parts.get(one.name, SheetParts())))
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        return Workbook(findings=(Finding("file_empty"),))
    return Workbook(tuple(sheets), tuple(_hidden(sheets)))


def _hidden(sheets: list[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        if sheet.is_hidden and any(any(row) for row in sheet.rows):
            yield Finding("sheet_hidden", Level.NOTE, {"sheet": sheet.name})


def _filled(sheet: CalamineSheet) -> list[Row]:
    """The sheet's rows from A1, the value of a merged cell in each place it covers."""
    rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    merges = sheet.merged_cell_ranges or []
    for (top, left), (bottom, right) in merges[:MOST_MERGES]:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            width = min(right + 1, len(row)) - left
            if width > 0:
                row[left : left + width] = [value] * width
    return rows


def decoded(data: bytes) -> str | None:
    """The text of a file: by its mark, else as UTF-8, else as GB 18030, which holds GBK."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROL.search(text) else text
    return None


def _read_text(data: bytes) -> Workbook:
    text = decoded(data)
    if text is None:
        return Workbook(findings=(Finding("file_of_wrong_type", params={"type": "?"}),))
    head = text[:4000]
    delimiter = max(",\t;，", key=head.count)
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
            if found := _too_wide(len(rows), len(row)):
                return Workbook(findings=(found,))
    except csv.Error:
        return Workbook(findings=(Finding("file_damaged"),))
    return Workbook((Sheet("", rows),))
