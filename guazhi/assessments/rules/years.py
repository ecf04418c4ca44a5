"""Who grades the calendar year of somebody on secondment, by where more than half was worked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from guazhi.policy.findings import Finding, check_words

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days at one unit, both inclusive."""

    unit: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Assessor:
    """Who assesses a year: the unit, or None where people have to settle it among candidates."""

    year: int
    days_in_year: int
    unit: int | None
    days: tuple[tuple[int, int], ...]
    gap: int

    @property
    def asks(self) -> bool:
        """Whether nobody worked more than half of the year."""
        return self.unit is None

    @property
    def candidates(self) -> tuple[int, ...]:
        """Between whom it has to be settled: those with the most days."""
        return tuple(unit for unit, _ in self.days[:2]) if self.asks else ()


def annual_assessor(year: int, home: Iterable[Stay], stays: Iterable[Stay]) -> Assessor:
    """Who assesses ``year``: whoever has more than half of its days (公务员考核规定 art. 26).

    ``home`` are the times of employment, ``stays`` the secondments out of it. A day of two
    stays belongs to the later one; a day of neither is a gap and counts for nobody.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    size = (last - first).days + 1
    held: dict[date, int] = {}
    ordered = [*home, *sorted(stays, key=lambda stay: (stay.start, stay.end, stay.unit))]
    for stay in ordered:
        day, end = max(stay.start, first), min(stay.end, last)
        while day <= end:
            held[day] = stay.unit
            day += DAY
    counted = Counter(held.values())
    days = tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0])))
    most = days[0] if days and days[0][1] * 2 > size else None
    return Assessor(year, size, most[0] if most else None, days, size - len(held))


def check_settled(
    found: Assessor | None, year: int, unit: int, reason: str, today: date
) -> Iterator[Finding]:
    """Findings against settling who grades ``year``: only where it is asked, among those asked."""
    if found is None or year > today.year:
        yield Finding("year_not_to_settle", params={"year": str(year)}, field="year")
    elif not found.asks:
        yield Finding("year_needs_no_settling", params={"year": str(year)}, field="year")
    elif unit not in found.candidates:
        yield Finding("unit_not_asked", field="unit")
    yield from check_words("", 4, reason=reason)
