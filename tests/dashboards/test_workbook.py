"""The register as a file says what it does not hold."""

from datetime import date
from io import BytesIO

from django.utils.translation import override
from python_calamine import CalamineWorkbook

from guazhi.dashboards.workbook import write_register


def _cells(left_out: int) -> list[str]:
    with override("en"):
        file = write_register([], date(2026, 3, 1), left_out)
    rows = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
    return [str(row[0]) for row in rows]


def test_a_file_that_holds_all_says_nothing_more() -> None:
    assert _cells(0) == ["Register of secondees, 2026-03-01", "No."]


def test_a_file_that_was_cut_says_by_how_much() -> None:
    assert _cells(7)[2:] == [
        "7 more rows are not in this file. Narrow the filters and export again."
    ]
