"""Rosters made for tests: a sound one as a grid of cells, and files made of grids."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from guazhi.people.rules.id_number import check_character
from guazhi.policy import named
from guazhi.rosters.rules.posts import post_kinds
from guazhi.rosters.rules.reading import Reading, read_roster
from guazhi.rosters.rules.view import Context

FILES = Path(__file__).parent / "files"
Cell = str | float | date | datetime | None
Grid = list[list[Cell]]

HEADER: list[Cell] = [
    "序号", "姓 名", "性别", "民族", "出生\n年月", "入党\n时间", "参加工\n作时间", "学历", "学位",
    "派出单位", "现任职务", "干部类别", "挂职单位", "挂任职务", "挂职起止时间", "身份证号", "联系电话",
]  # fmt: skip
PLACES = {"".join(str(heading).split()): place for place, heading in enumerate(HEADER)}


def id_number(birth: str = "19920415", order: int = 7, region: str = "110105") -> str:
    """An identity number with its check character."""
    body = f"{region}{birth}{order:03d}"
    return body + check_character(body)


def row(number: int = 1, **changes: Cell) -> list[Cell]:
    """A sound row, with cells changed by heading."""
    cells: list[Cell] = [
        number, f"张三{'一二三四五六七八九十'[number % 10]}", "男", "汉族", "1992.04", "2014.06", "2015.07", "大学",
        "学士", "市教育局", "一级科员", "后备干部", "清溪县人民政府", "县（区）长助理", "2026.03--2027.02",
        id_number(order=2 * number + 1), f"138000000{number:02d}",
    ]  # fmt: skip
    for heading, cell in changes.items():
        cells[PLACES[heading]] = cell
    return cells


def grid(*rows: list[Cell], titles: Sequence[str] = ("安澜市上派下挂挂职干部花名册",)) -> Grid:
    """A roster: titles, the header, the rows."""
    above: Grid = [[title] for title in titles]
    return [*above, HEADER, *rows]


def xlsx(
    cells: Grid,
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    formulas: Mapping[tuple[int, int], tuple[str, Cell]] | None = None,
    hidden: Mapping[str, Grid] | None = None,
) -> bytes:
    """The grid as an Excel file; days become Excel days, text stays text.

    The same cells give the same bytes at any second: a file is known by its digest.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 2, 1)})  # noqa: DTZ001
    for name, part in {"花名册": cells, **(hidden or {})}.items():
        sheet = book.add_worksheet(name)
        if hidden and name in hidden:
            sheet.hide()
        day = book.add_format({"num_format": "yyyy.mm"})
        for i, line in enumerate(part):
            for j, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(i, j, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif isinstance(cell, int | float):
                    sheet.write_number(i, j, cell)
                elif cell:
                    sheet.write_string(i, j, cell)
        for place, (formula, value) in (formulas or {}).items():
            sheet.write_formula(*place, formula, None, value)
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, part[top][left])
    book.close()
    return target.getvalue()


def text(cells: Grid, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The grid as a text file."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(cells)
    return target.getvalue().encode(encoding)


def context(policy: str = "speech") -> Context:
    """What the reader knows: the posts of a policy."""
    return Context(post_kinds(named(policy)))


def read(cells: Grid | bytes, known: Context | None = None) -> Reading:
    """The roster read; a grid goes through an Excel file."""
    data = cells if isinstance(cells, bytes) else xlsx(cells)
    return read_roster(data, known or context())


def found(reading: Reading) -> list[tuple[int, str, str, str]]:
    """Every finding as row, column, level and code."""
    return [
        (one.row, one.column, one.finding.level.value, one.finding.code) for one in reading.findings
    ]
