"""Lists as workbooks: merged title, headings, one row a line, ready to print on A4."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from guazhi.assessments.models import ResultUse
from guazhi.dashboards.queries import Line
from guazhi.policy.entries import Words
from guazhi.web.words import in_language

Row = Sequence[object]
WIDTHS = (6, 12, 30, 30, 20, 26, 10, 13, 13, 10, 10)
WIDTHS_OF_USES = (6, 12, 30, 30, 13, 12, 24, 34, 10, 40)


def write_register(lines: Iterable[Line], today: date, left_out: int = 0) -> bytes:
    """The register, its last row saying how many lines the file does not hold."""
    title = _("Register of secondees, %(day)s") % {"day": today}
    rows = (values(number, line) for number, line in enumerate(lines, start=1))
    return _written(
        _("Register"), title, tuple(zip(headings(), WIDTHS, strict=True)), rows, left_out
    )


def write_uses(uses: Iterable[ResultUse], today: date, left_out: int = 0) -> bytes:
    """The ledger of uses of results, in the same way."""
    title = _("Uses of results, %(day)s") % {"day": today}
    heads = (
        _("No."),
        _("Name"),
        _("Home organisation"),
        _("Host unit"),
        _("Day"),
        _("Occasion"),
        _("Meeting"),
        _("What was decided"),
        _("Taken as a basis"),
        _("How it was considered, or why not"),
    )
    rows = (_use(number, use) for number, use in enumerate(uses, start=1))
    columns = tuple(zip(heads, WIDTHS_OF_USES, strict=True))
    return _written(_("Use of results"), title, columns, rows, left_out)


def _use(number: int, use: ResultUse) -> Row:
    row = use.secondment
    return (
        number,
        row.secondee.name,
        row.home_organisation.name,
        row.host_unit.name,
        use.day,
        use.get_occasion_display(),
        use.meeting,
        use.decision,
        _("yes") if use.considered else _("no"),
        use.how_considered,
    )


def _written(
    name: str, heading: str, columns: Sequence[tuple[str, int]], rows: Iterable[Row], left_out: int
) -> bytes:
    """The workbook; every cell is text or a date, never a formula."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format(
        {"border": 1, "num_format": "yyyy-mm-dd", "align": "center", "valign": "top"}
    )
    sheet.merge_range(0, 0, 0, len(columns) - 1, "", title)
    sheet.write_string(0, 0, heading, title)
    for column, (words, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, words, head)
    number = 1
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write_string(number, column, str(value), cell)
    if left_out:
        words = _("%(n)s more rows are not in this file. Narrow the filters and export again.")
        sheet.write_string(number + 1, 0, words % {"n": left_out})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 2)
    book.close()
    return file.getvalue()


def headings() -> list[str]:
    """The headings, in the language of the page."""
    return [
        _("No."),
        _("Name"),
        _("Home organisation"),
        _("Host unit"),
        _("Post"),
        _("Category"),
        _("Direction"),
        _("First day"),
        _("Last day"),
        _("State"),
        _("Light"),
    ]


def values(number: int, line: Line) -> tuple[object, ...]:
    """The cells of one row."""
    row = line.secondment
    lights = {"green": _("On track"), "yellow": _("Due soon"), "red": _("Overdue")}
    return (
        number,
        row.secondee.name,
        row.home_organisation.name,
        row.host_unit.name,
        row.post.title,
        in_language(line.category) if isinstance(line.category, Words) else row.category,
        row.get_direction_display(),
        row.start,
        row.end,
        row.get_state_display(),
        lights.get(line.light, ""),
    )
