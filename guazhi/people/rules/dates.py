"""Months and days as offices write them: 2026.03, 202603, 2026年3月, 二〇二六年三月, Excel's own.

Everything here takes what stood in a cell and returns a value, or the Finding that says what is
wrong with it. Nothing is guessed: where a cell can mean two things, the finding says so.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Self

from guazhi.policy.findings import Finding

YEARS = range(1900, 2101)
SERIALS = range(10_000, 73_051)  # Excel's day numbers from 1927 to 2099
DAY_ZERO = date(1899, 12, 30)
INVISIBLE = dict.fromkeys([0x00AD, 0xFEFF, *range(0x200B, 0x2010), 0x2060])
NUMERALS = str.maketrans("〇○零一二三四五六七八九两", "0001234567892")

DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:年|(?P<mark>[./-]))(?P<month>[0-9]{1,2})"
    r"(?:月(?:(?P<cday>[0-9]{1,2})[日号]?)?|(?P=mark)(?P<day>[0-9]{1,2})(?![0-9.])|(?![0-9.年月]))"
    r"|(?P<plain>[0-9]{8}|[0-9]{6})(?![0-9])"
)
TIMED = re.compile(
    r"([0-9]{4}([./-])[0-9]{2}\2[0-9]{2})T?[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?"
)
AGE = re.compile(r"\((?:[0-9]{1,3}(?:周?岁)?|[^()]*岁)\)|(?:出?生|入党|参加工作)$")


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month of a year, written 2026.03 on forms."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> "YearMonth":
        count = self.year * 12 + self.month - 1 + months
        return YearMonth(count // 12, count % 12 + 1)

    def months_until(self, later: "YearMonth") -> int:
        return (later.year - self.year) * 12 + later.month - self.month

    def __str__(self) -> str:
        return f"{self.year:04d}.{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Written:
    """A date as precise as it was written: with its day, or a month only."""

    month: YearMonth
    day: int | None = None

    @property
    def first_day(self) -> date:
        return (
            date(self.month.year, self.month.month, self.day) if self.day else self.month.first_day
        )

    @property
    def last_day(self) -> date:
        return (
            date(self.month.year, self.month.month, self.day) if self.day else self.month.last_day
        )


Cell = str | float | date | datetime | time | timedelta | None


def plain(value: str) -> str:
    """Text with full-width forms folded, blanks and invisible characters gone, dashes alike."""
    text = unicodedata.normalize("NFKC", value.translate(INVISIBLE))
    text = re.sub(
        r"[\u2010-\u2015\u2212\u2500\u2501\u301c\u223c]|(?<=[0-9\s])一(?=\s*[0-9]{4})", "-", text
    )
    return "".join(text.split()).replace("。", ".").rstrip(".,;、")


def numerals(text: str) -> str:
    """Chinese numerals in dates as digits: 二〇二六年十二月三十一日 is 2026年12月31日."""
    text = re.sub(
        r"([一二三]?)十([一二三四五六七八九]?)(?=个?[月日号年])",
        lambda tens: f"{tens[1] or '一'}{tens[2] or '〇'}",
        text,
    )
    return re.sub(
        r"[〇○零一二三四五六七八九两]+(?=个?[年月日号])", lambda m: m[0].translate(NUMERALS), text
    )


def checked(year: int, month: int, day: int | None) -> Written | Finding:
    if year not in YEARS:
        return Finding("year_out_of_range", params={"year": year})
    if not 1 <= month <= 12:
        return Finding("month_out_of_range", params={"month": month})
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Finding(
            "day_out_of_range", params={"day": day, "month": str(YearMonth(year, month))}
        )
    return Written(YearMonth(year, month), day)


def matched(match: re.Match[str]) -> Written | Finding:
    if digits := match["plain"]:
        day = int(digits[6:]) if len(digits) == 8 else None
        return checked(int(digits[:4]), int(digits[4:6]), day)
    days = match["day"] or match["cday"]
    return checked(int(match["year"]), int(match["month"]), int(days) if days else None)


def _number(value: float) -> Written | Finding:
    """A number in a date cell: 202603, 20260301, a day count, or 2026.03 typed as a number."""
    if 0 < value < 100_000_000:
        if int(value) in SERIALS:
            day = DAY_ZERO + timedelta(days=int(value))
            return Written(YearMonth.of(day), day.day)
        if value >= 100_000 and value.is_integer():
            return _text(str(int(value)))
        if int(value) in YEARS and abs(value * 100 - round(value * 100)) < 1e-6:
            return _decimal(*divmod(round(value * 100), 100))
    return Finding("date_not_understood", params={"text": f"{value:.10g}"})


def _decimal(year: int, month: int) -> Written | Finding:
    """A year and a month typed as one decimal number, in which .1 and .10 are the same."""
    if month == 0:
        return Finding("month_missing", params={"text": str(year)})
    if month == 10:
        return Finding("month_lost_its_zero", params={"year": year})
    return checked(year, month, None)


@lru_cache(maxsize=8192)
def _text(value: str) -> Written | Finding:
    text = AGE.sub("", numerals(plain(value)))
    if match := DATE.fullmatch(text):
        return matched(match)
    if (timed := TIMED.fullmatch(text)) and (match := DATE.fullmatch(timed[1])):
        return matched(match)
    if re.fullmatch(r"[0-9]{2}[./年-][0-9]{1,2}月?", text):
        return Finding("year_of_two_digits", params={"text": value.strip()})
    if re.fullmatch(r"[0-9]{4}年?", text):
        return Finding("month_missing", params={"text": value.strip()})
    return Finding("date_not_understood", params={"text": value.strip()[:40]})


def read_date(value: Cell) -> Written | Finding:
    """The date in a cell, as precise as it was written, or what is wrong with it."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime | date):
        return checked(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value))
    return Finding("date_not_understood", params={"text": str(value)[:40]})


def read_month(value: Cell) -> YearMonth | Finding:
    """The month in a cell, or what is wrong with it; a day is read and left out."""
    read = read_date(value)
    return read.month if isinstance(read, Written) else read
