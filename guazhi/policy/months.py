"""Month arithmetic: terms are months, never a number of days."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, n: int) -> date:
    """``day`` moved by ``n`` months, clamped to the end of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def term_end(start: date, months: int) -> date:
    """The last day of a term of ``months`` that begins on ``start``.

    Where the month of the end has no such day, the term ends with that month:
    a year from 29 February ends on 28 February.
    """
    moved = add_months(start, months)
    return moved if moved.day < start.day else moved - timedelta(days=1)


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between ``start`` and ``end``, both included."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    while months > 0 and term_end(start, months) > end:
        months -= 1
    return max(months, 0)


def midpoint(start: date, end: date) -> date:
    """The middle of a term: by months where it is an even number of them, else by days."""
    months = whole_months(start, end)
    if months and months % 2 == 0 and term_end(start, months) == end:
        return add_months(start, months // 2)
    return start + (end - start) // 2
