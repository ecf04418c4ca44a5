"""The résumé: lines from month to month, and secondments set inside them when it is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from guazhi.people.rules.dates import YearMonth
from guazhi.policy.findings import Finding, Level

# offices write it with wide signs and with narrow ones
WITHIN = re.compile(r"[（(]\s*其间\s*[：:].*(?P<end>[）)])\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody was, from a month to a month; the last line may be open."""

    start: date
    end: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Stint:
    """A secondment as a résumé tells it: first and last day, and the post at the host."""

    start: date
    end: date
    post: str

    @property
    def until(self) -> YearMonth:
        """The month a résumé ends with: that of the day after the last."""
        return YearMonth.of(self.end + timedelta(days=1))

    @property
    def months(self) -> str:
        """The months as a form writes them: ``2026.03--2027.03``."""
        return f"{YearMonth.of(self.start)}--{self.until}"

    def __str__(self) -> str:
        return f"{self.months}挂职任{self.post}"


def check_resume(lines: Sequence[Line], stints: Sequence[Stint], today: date) -> Iterator[Finding]:
    """Findings against a résumé; ``field`` is the number of the line and the column."""
    for place, line in enumerate(lines):
        yield from _check_line(place, line, today)
        for stint in stints:
            if _tells(line, stint):
                yield Finding(
                    "secondment_typed", params={"post": stint.post}, field=f"{place}.text"
                )
    for place, (line, following) in enumerate(pairwise(lines), 1):
        yield from _check_pair(place, line, following)


def _check_line(place: int, line: Line, today: date) -> Iterator[Finding]:
    start = YearMonth.of(line.start)
    if not line.text.strip():
        yield Finding("resume_says_nothing", field=f"{place}.text")
    if start > YearMonth.of(today):
        yield Finding("month_to_come", params={"month": str(start)}, field=f"{place}.start")
    if line.end is not None and YearMonth.of(line.end) < start:
        params: dict[str, object] = {"start": str(start), "end": str(YearMonth.of(line.end))}
        yield Finding("resume_ends_before_start", params=params, field=f"{place}.end")


def _check_pair(place: int, line: Line, following: Line) -> Iterator[Finding]:
    start, field = YearMonth.of(following.start), f"{place}.start"
    if following.start < line.start:
        params: dict[str, object] = {"start": str(start), "before": str(YearMonth.of(line.start))}
        yield Finding("resume_out_of_order", params=params, field=field)
    elif line.end is None:
        yield Finding("resume_open_before_last", field=f"{place - 1}.end")
    elif start != (end := YearMonth.of(line.end)):
        params = {"end": str(end), "start": str(start)}
        if start < end:
            yield Finding("resume_overlaps", params=params, field=field)
        else:
            yield Finding("resume_gap", Level.WARNING, params, field=field)


def _tells(line: Line, stint: Stint) -> bool:
    """Whether the text of ``line`` tells the secondment that is set in by itself."""
    if "挂职" not in line.text:
        return False
    own = YearMonth.of(line.start) == YearMonth.of(stint.start)
    return str(YearMonth.of(stint.start)) in line.text or own


@dataclass(frozen=True, slots=True)
class Printed:
    """A line for paper and page: the months, and the text with what lies inside it."""

    months: str
    text: str


def printed_resume(lines: Sequence[Line], stints: Sequence[Stint]) -> list[Printed]:
    """The résumé with each secondment inside the post it was made from.

    A secondment that no post holds whole stands on a line of its own, in brackets.
    """
    homes = {stint: _home(lines, stint) for stint in stints}
    printed = [
        (
            line.start,
            Printed(_months(line), _with(line.text, [s for s in stints if homes[s] == place])),
        )
        for place, line in enumerate(lines)
    ]
    if lines:
        printed += [
            (stint.start, Printed("", f"（{stint}）")) for stint in stints if homes[stint] is None
        ]
    return [each for _start, each in sorted(printed, key=lambda pair: pair[0])]


def _home(lines: Sequence[Line], stint: Stint) -> int | None:
    """The place of the last line that holds the whole of ``stint``."""
    holding = [
        place
        for place, line in enumerate(lines)
        if YearMonth.of(line.start) <= YearMonth.of(stint.start)
        and (line.end is None or stint.until <= YearMonth.of(line.end))
    ]
    return holding[-1] if holding else None


def _months(line: Line) -> str:
    return f"{YearMonth.of(line.start)}--{YearMonth.of(line.end) if line.end else ''}"


def _with(text: str, stints: Sequence[Stint]) -> str:
    """The text of a line with secondments inside; it joins what stands there in brackets."""
    if not stints:
        return text
    told = "；".join(str(stint) for stint in stints)
    if inside := WITHIN.search(text):
        kept = text[: inside.start("end")].rstrip()
        return f"{kept}{'；' if inside['end'] == '）' else ';'}{told}{inside['end']}"
    return f"{text}（其间：{told}）"
