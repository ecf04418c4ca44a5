"""The arithmetic of charts that the server draws: shares of a width, in per cent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from guazhi.web.components import Bar, Mark, TermRow, Tone

ROW_HEIGHT = 30


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar."""

    tone: Tone
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar laid out."""

    bar: Bar
    figure: "str | Promise"
    segments: list[Segment]


def per_cent(part: float, whole: float) -> str:
    """``part`` of ``whole`` as SVG writes it."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"


def bar_rows(bars: Sequence[Bar]) -> list[BarRow]:
    """Bars on one scale, the longest filling the width; a share fills it by itself."""
    longest = max((sum(n for _, n in bar.parts) for bar in bars), default=0)
    rows = []
    for bar in bars:
        segments, before = [], 0
        whole = sum(n for _, n in bar.parts) if bar.is_share else longest
        for tone, count in bar.parts:
            if count:
                x, width = per_cent(before, whole), per_cent(count, whole)
                segments.append(Segment(tone, x, width))
            before += count
        rows.append(BarRow(bar, bar.figure or str(before), segments))
    return rows


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A checkpoint laid out."""

    mark: Mark
    x: str


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term laid out."""

    row: TermRow
    x: str
    width: str
    y: int
    middle: int
    marks: list[PlacedMark]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of terms: months across, terms down."""

    months: list[tuple[str, str]]
    terms: list[PlacedTerm]
    height: int
    today: str


def term_plan(rows: Sequence[TermRow], today: date) -> Plan | None:
    """Terms laid out between the first and the last month of any, or None when there are none."""
    if not rows:
        return None
    first = min(row.start for row in rows).replace(day=1)
    last = next_month(max(row.end for row in rows))
    whole = (last - first).days

    def at(day: date) -> str:
        return per_cent((day - first).days, whole)

    terms = []
    for index, row in enumerate(rows):
        width = per_cent((row.end - row.start).days + 1, whole)
        top = index * ROW_HEIGHT
        marks = [PlacedMark(mark, at(mark.day)) for mark in row.marks]
        terms.append(PlacedTerm(row, at(row.start), width, top + 9, top + 15, marks))
    months = [(at(month), f"{month:%Y-%m}") for month in months_between(first, last)]
    line = at(today) if first <= today < last else ""
    return Plan(months, terms, len(rows) * ROW_HEIGHT, line)


def next_month(day: date) -> date:
    """The first day of the month after ``day``."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_between(first: date, end: date) -> Iterator[date]:
    """The first days of the months from ``first`` up to ``end``."""
    month = first
    while month < end:
        yield month
        month = next_month(month)
