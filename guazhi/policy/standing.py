"""What people see of an obligation, and the light of a party."""

from datetime import date, timedelta
from enum import StrEnum


class Light(StrEnum):
    """Green: in order; yellow: something is due soon; red: something is overdue."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Standing(StrEnum):
    """Where an obligation stands; void is one that policy no longer derives."""

    UPCOMING = "upcoming"
    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    WAIVED = "waived"
    VOID = "void"


def standing(  # noqa: PLR0917 - six plain facts, in the order of the story
    opens: date, due: date, met_on: date | None, waived: bool, today: date, soon_days: int
) -> Standing:
    """The standing of an obligation on ``today``."""
    if met_on is not None:
        return Standing.MET if met_on <= due else Standing.MET_LATE
    if waived:
        return Standing.WAIVED
    if today < opens:
        return Standing.UPCOMING
    if today > due:
        return Standing.OVERDUE
    return Standing.DUE_SOON if due - today <= timedelta(days=soon_days) else Standing.OPEN


def light(earliest_due: date | None, today: date, soon_days: int) -> Light:
    """The light of whoever owes something by ``earliest_due``; nothing owed is green."""
    if earliest_due is None or earliest_due - today > timedelta(days=soon_days):
        return Light.GREEN
    return Light.RED if today > earliest_due else Light.YELLOW
