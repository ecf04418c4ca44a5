"""Makers of facts for the tests of policy."""

from collections.abc import Mapping
from datetime import date

from guazhi.policy import Happening, IntakeFacts, Party, SecondmentFacts, WorkCalendar

OWNERS: Mapping[Party, tuple[int, ...]] = {
    Party.CITY: (1,),
    Party.COUNTY: (2,),
    Party.HOST: (4,),
    Party.HOME: (5,),
    Party.MENTOR: (8,),
    Party.SECONDEE: (9,),
}
WEEKDAYS = WorkCalendar()


def secondment(
    start: date = date(2026, 3, 1),
    end: date = date(2027, 2, 28),
    category: str = "township",
    owners: Mapping[Party, tuple[int, ...]] = OWNERS,
    happenings: tuple[Happening, ...] = (),
) -> SecondmentFacts:
    return SecondmentFacts(7, category, start, end, owners, happenings)


def intake(
    start: date = date(2026, 3, 1),
    end: date = date(2027, 2, 28),
    happenings: tuple[Happening, ...] = (),
) -> IntakeFacts:
    return IntakeFacts(3, start, end, {Party.CITY: (1,)}, happenings)
