"""Working days: a file for each year as the State Council sets it; a missing year never breaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Discriminator, Field, Tag, ValidationError

from guazhi.policy import yamltext
from guazhi.policy.errors import PackError, PackRefused
from guazhi.policy.faults import faults_of
from guazhi.policy.timing import Entry

SHIPPED = Path(__file__).parent / "calendars"
# The statutory days that fall on the same date each year: (month, day).
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
SATURDAY = 5


class Days(Entry):
    """A holiday that lasts from its first day to its last."""

    name: str = ""
    first: date = Field(alias="from")
    last: date = Field(alias="to")


Holiday = Annotated[
    Annotated[Days, Tag("Days")] | Annotated[date, Tag("date")],
    Discriminator(lambda value: "Days" if isinstance(value, (dict, Days)) else "date"),
]


class Year(Entry):
    """The calendar of one year."""

    year: Annotated[int, Field(ge=1949, le=2999)]
    source: str
    holidays: Annotated[tuple[Holiday, ...], Field(strict=False)] = ()
    workdays: Annotated[tuple[date, ...], Field(strict=False)] = ()

    def free(self) -> Iterator[date]:
        for entry in self.holidays:
            first, last = (entry.first, entry.last) if isinstance(entry, Days) else (entry, entry)
            day = first
            while day <= last:
                yield day
                day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of the years it knows; other years are Monday to Friday, less fixed days."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = field(default=frozenset())

    def is_working(self, day: date) -> bool:
        if day in self.workdays:
            return True
        if day in self.holidays or day.weekday() >= SATURDAY:
            return False
        return day.year in self.years or (day.month, day.day) not in FIXED

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, or before it where ``n`` is negative."""
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def missing_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days of which no calendar is known."""
        return tuple(y for y in range(first.year, last.year + 1) if y not in self.years)


def load_calendar(*folders: Path) -> WorkCalendar:
    """The shipped years, and over them those of each folder in turn.

    Raises PackRefused with every fault of every file.
    """
    years: dict[int, Year] = {}
    errors: list[PackError] = []
    for folder in (SHIPPED, *folders):
        for path in sorted(folder.glob("*.yaml")):
            try:
                year = load_year(path)
            except PackRefused as refusal:
                errors.extend(refusal.errors)
            else:
                years[year.year] = year
    if errors:
        raise PackRefused(errors)
    return _calendar(years)


def load_year(path: Path) -> Year:
    """The calendar of one year from its file; PackRefused with every fault otherwise."""
    try:
        root, problems = yamltext.read(path)
    except yamltext.Unreadable as unreadable:
        raise PackRefused(PackError.of(path, p) for p in unreadable.problems) from unreadable
    errors = [PackError.of(path, problem) for problem in problems]
    year = None
    try:
        year = Year.model_validate(root.plain())
    except ValidationError as invalid:
        errors.extend(faults_of(path, root, Year, invalid))
    else:
        errors.extend(_check(path, root, year))
    if errors or year is None:
        raise PackRefused(errors)
    return year


def _check(path: Path, root: yamltext.Node, year: Year) -> Iterator[PackError]:
    """Days out of order, of another year, or no weekend day where one is worked."""
    for index, entry in enumerate(year.holidays):
        days = (entry.first, entry.last) if isinstance(entry, Days) else (entry, entry)
        place = ("holidays", index)
        if days[0] > days[1]:
            yield PackError.at(path, root, place, "ends_before_start", found=str(days[1]))
        elif {day.year for day in days} != {year.year}:
            yield PackError.at(
                path, root, place, "other_year", allowed=(str(year.year),), found=str(days[0])
            )
    for index, day in enumerate(year.workdays):
        place = ("workdays", index)
        if day.year != year.year:
            yield PackError.at(
                path, root, place, "other_year", allowed=(str(year.year),), found=str(day)
            )
        elif day.weekday() < SATURDAY:
            yield PackError.at(path, root, place, "not_weekend", found=str(day))


def _calendar(years: Mapping[int, Year]) -> WorkCalendar:
    worked = frozenset(day for year in years.values() for day in year.workdays)
    free = frozenset(day for year in years.values() for day in year.free())
    return WorkCalendar(free - worked, worked, frozenset(years))
