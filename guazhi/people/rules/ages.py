"""Ages and months as the appointment form prints them."""

from datetime import date

from guazhi.people.rules.dates import YearMonth


def age_at(birth: date, day: date) -> int:
    """Whole years, counted by month: the day of the month plays no part."""
    return YearMonth.of(birth).months_until(YearMonth.of(day)) // 12


def printed_month(day: date | None) -> str:
    """``1997.08``, or nothing."""
    return str(YearMonth.of(day)) if day else ""


def printed_birth(birth: date | None, day: date) -> str:
    """``1997.08（28岁）``: the month of birth and the age on ``day``."""
    return f"{YearMonth.of(birth)}（{age_at(birth, day)}岁）" if birth else ""
