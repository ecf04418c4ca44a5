"""How official papers write names, months, days and ages."""

from datetime import date

FULL_SPACE = "\u3000"


def spaced(name: str) -> str:
    """A name for print: one of two characters is padded so that names align."""
    return FULL_SPACE.join(name) if len(name) == 2 else name


def dotted_month(day: date | None) -> str:
    """A month as forms write it: 1997.08."""
    return f"{day:%Y.%m}" if day else ""


def birth(born: date | None, at: date) -> str:
    """Month of birth and, on the next line, age counted by month: 1997.08（28岁）."""
    if born is None:
        return ""
    age = at.year - born.year - (at.month < born.month)
    return f"{dotted_month(born)}\n（{age}岁）"


def month(day: date | None) -> str:
    """2026年3月."""
    return f"{day.year}年{day.month}月" if day else ""


def full_day(day: date | None) -> str:
    """2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
