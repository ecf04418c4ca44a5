"""When a row's term starts and ends, checked against the length its category asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guazhi.people.rules.dates import Written
from guazhi.people.rules.terms import Span
from guazhi.policy.findings import Finding, Level
from guazhi.policy.months import add_months, term_end, whole_months
from guazhi.rosters.rules.posts import PostKind


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day of a secondment, with what was found in working them out."""

    start: date | None = None
    end: date | None = None
    findings: tuple[Finding, ...] = ()


def settle_term(span: Span, kind: PostKind | None, title: str, given_start: date | None) -> Term:
    """The days of the term ``span`` of a post of ``kind``, from ``given_start`` if need be."""
    start = span.start.first_day if span.start else given_start
    if start is None:
        return Term(findings=(Finding("term_without_start"),))
    if span.end is None:
        return _open_term(start, span.months, kind, title)
    end, findings = span.end.last_day, []
    if kind and _names_month_after(start, span, kind):
        end = term_end(start, whole_months(start, span.end.first_day))
        findings.append(Finding("term_end_read_as_month_after", Level.WARNING, {"end": end}))
    months = whole_months(start, end)
    if span.months and span.months != months:
        findings.append(
            Finding("term_length_differs", params={"written": span.months, "months": months})
        )
    findings += check_length(start, end, kind, title)
    return Term(start, end, tuple(findings))


def _open_term(start: date, months: int | None, kind: PostKind | None, title: str) -> Term:
    length = months or (kind.normal if kind else None)
    if not length:
        return Term(start, None, (Finding("term_without_end"),))
    end = term_end(start, length)
    worked_out = () if months else (Finding("term_end_worked_out", Level.NOTE, {"end": end}),)
    return Term(start, end, (*worked_out, *check_length(start, end, kind, title)))


def _names_month_after(start: date, span: Span, kind: PostKind) -> bool:
    """Whether the end is the month, or day, after the last: 2024.03--2025.03 for one year."""
    if span.end is None or span.start is None:
        return False
    months = whole_months(start, span.end.last_day)
    if kind.allows(months):
        return False
    end: Written = span.end
    return any(
        add_months(start, length) == end.first_day for length in range(kind.least, kind.most + 1)
    )


def check_length(start: date, end: date, kind: PostKind | None, title: str) -> Iterator[Finding]:
    """A finding when the term is not as long as the category of the post asks."""
    if kind is None:
        return
    months = whole_months(start, end)
    if kind.allows(months) and term_end(start, months) == end:
        return
    params: dict[str, object] = {"post": title, "start": start, "end": end, "months": months}
    if kind.least == kind.most:
        params["expected"] = kind.normal
        yield Finding("term_category_mismatch", params=params, clause=kind.clause, field="term")
    elif not kind.allows(months):
        params |= {"least": kind.least, "most": kind.most}
        yield Finding("term_category_out_of_range", params=params, clause=kind.clause, field="term")
