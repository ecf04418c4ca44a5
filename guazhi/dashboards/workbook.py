"""The register as a workbook: merged title, headings, one row a person, ready to print on A4."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from guazhi.dashboards.queries import Line
from guazhi.policy.entries import Words
from guazhi.web.words import in_language

WIDTHS = (6, 12, 30, 30, 20, 26, 10, 13, 13, 10, 10)


def write_register(lines: Iterable[Line], today: date, left_out: int = 0) -> bytes:
    """The workbook; every cell is text or a date, never a formula.

    Where the file does not hold all rows, its last one says how many are left out.
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Register"))
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    cell = book.add_format({"border": 1})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd", "align": "center"})
    heads = headings()
    sheet.merge_range(0, 0, 0, len(heads) - 1, "", title)
    sheet.write_string(0, 0, _("Register of secondees, %(day)s") % {"day": today}, title)
    for column, (words, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, words, head)
    number = 0
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(values(number, line)):
            if isinstance(value, date):
                sheet.write_datetime(number + 1, column, value, day)
            else:
                sheet.write_string(number + 1, column, str(value), cell)
    if left_out:
        words = _("%(n)s more rows are not in this file. Narrow the filters and export again.")
        sheet.write_string(number + 2, 0, words % {"n": left_out})
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
