"""Terms as offices write them: 2026.03--2027.02, 2026年3月至2027年2月, 2026年3月起一年, 半年."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from guazhi.people.rules.dates import (
    DATE,
    Cell,
    Written,
    checked,
    matched,
    numerals,
    plain,
    read_date,
)
from guazhi.policy.findings import Finding

BETWEEN = re.compile(r"^(?:-+|~+|至|到|→)")
DURATION = re.compile(r"(?:为?期|时间为?|共|满)?(?:([0-9]{1,2})年(半)?|(半)年|([0-9]{1,3})个?月)")
LATER_MONTH = re.compile(r"(次年|翌年|第二年|当年|同年)?([0-9]{1,2})(?:月)?(?:([0-9]{1,2})日)?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A term as written: where it starts and ends, or how long it lasts; some of them open."""

    start: Written | None = None
    end: Written | None = None
    months: int | None = None


def _duration(text: str) -> int | None:
    match = DURATION.fullmatch(text)
    if not match:
        return None
    if match[3]:
        return 6
    if match[4]:
        return int(match[4])
    return int(match[1]) * 12 + (6 if match[2] else 0)


def _end(text: str, start: Written) -> Written | Finding | int:
    """The end of a term: a date, months that follow (为期一年), or a month of the start's year."""
    if match := DATE.fullmatch(text):
        return matched(match)
    if later := LATER_MONTH.fullmatch(text):
        next_year = later[1] in {"次年", "翌年", "第二年"}
        day = int(later[3]) if later[3] else None
        return checked(start.month.year + next_year, int(later[2]), day)
    months = _duration(text)
    return months or Finding("date_not_understood", params={"text": text[:40]})


def _span_of(text: str) -> Span | Finding:
    """The term in plain ``text`` without brackets."""
    text = text.removeprefix("自").removeprefix("从").rstrip("止")
    if months := _duration(text):
        return Span(months=months)
    first = DATE.match(text)
    if not first:
        return Finding("term_not_understood", params={"text": text[:40]})
    start = matched(first)
    if isinstance(start, Finding):
        return start
    rest = BETWEEN.sub("", text[first.end() :].lstrip("起,;、"), count=1)
    return Span(start=start) if rest in {"", "今", "现在"} else _closed(start, rest)


def _closed(start: Written, rest: str) -> Span | Finding:
    """The term from ``start`` to the end that ``rest`` gives."""
    end = _end(rest, start)
    if isinstance(end, Finding):
        return end
    if isinstance(end, int):
        return Span(start=start, months=end)
    if end.last_day < start.first_day:
        return Finding(
            "term_ends_before_it_starts",
            params={"start": str(start.month), "end": str(end.month)},
        )
    return Span(start=start, end=end)


@lru_cache(maxsize=8192)
def _span(value: str) -> Span | Finding:
    """The term in ``value``; a length in brackets, or a term beside a length, is kept with it."""
    text = numerals(plain(value))
    bracketed = re.fullmatch(r"([^()]*)\(([^()]*)\)", text)
    if not bracketed:
        return _span_of(text)
    outer, inner = bracketed[1], bracketed[2]
    if not outer:
        return _span_of(inner)
    if months := _duration(outer):
        outer, inner = inner, outer
    else:
        months = _duration(inner)
    span = _span_of(outer)
    return span if isinstance(span, Finding) else replace(span, months=span.months or months)


def read_span(value: Cell) -> Span | Finding:
    """The term in a cell, or what is wrong with it."""
    if isinstance(value, str):
        return _span(value)
    start = read_date(value)
    return start if isinstance(start, Finding) else Span(start=start)
