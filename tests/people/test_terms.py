"""Terms as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.people.rules.dates import Cell, Written, YearMonth
from guazhi.people.rules.terms import Span, read_span
from guazhi.policy.findings import Finding

MARCH = YearMonth(2026, 3)
FEBRUARY = YearMonth(2027, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "2026.03--2027.02", "2026.03-2027.02", "2026.03—2027.02", "2026.03——2027.02", "2026.3—2027.2",
        "2026.03──2027.02", "2026.03－2027.02", "2026.03~2027.02", "2026.03～2027.02", "2026.03–2027.02",
        "2026年3月至2027年2月", "2026年3月到2027年2月", "自2026年3月起至2027年2月止", "2026年3月—2027年2月",
        "202603-202702", "2026-03-2027-02", "2026/3-2027/2", "2026.03 一 2027.02", "2026.03\n-2027.02",
        "二〇二六年三月至二〇二七年二月", "2026年3月至次年2月", "（2026.03-2027.02）",
    ],
)  # fmt: skip
def test_a_term_is_read_however_it_is_written(cell: str) -> None:
    assert read_span(cell) == Span(Written(MARCH), Written(FEBRUARY))


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("2026.03.01-2027.02.28", Span(Written(MARCH, 1), Written(FEBRUARY, 28))),
        ("2026-03-01-2027-02-28", Span(Written(MARCH, 1), Written(FEBRUARY, 28))),
        ("2026年3月1日至2027年2月28日", Span(Written(MARCH, 1), Written(FEBRUARY, 28))),
        ("2026年3月至8月", Span(Written(MARCH), Written(YearMonth(2026, 8)))),
        ("2026.03-08", Span(Written(MARCH), Written(YearMonth(2026, 8)))),
        ("2026年3月起，为期一年", Span(Written(MARCH), months=12)),
        ("2026年3月起半年", Span(Written(MARCH), months=6)),
        ("2026.03-2027.02（一年）", Span(Written(MARCH), Written(FEBRUARY), 12)),
        ("一年（2026.03-2027.02）", Span(Written(MARCH), Written(FEBRUARY), 12)),
        ("2026.03--", Span(Written(MARCH))),
        ("2026.03至今", Span(Written(MARCH))),
        ("2026.03", Span(Written(MARCH))),
        ("一年", Span(months=12)),
        ("1年", Span(months=12)),
        ("半年", Span(months=6)),
        ("一年半", Span(months=18)),
        ("6个月", Span(months=6)),
        ("十二个月", Span(months=12)),
        ("为期两年", Span(months=24)),
        (46082.0, Span(Written(MARCH, 1))),
    ],
)
def test_a_term_may_be_given_by_days_by_length_or_in_part(cell: Cell, span: Span) -> None:
    assert read_span(cell) == span


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        ("2027.02-2026.03", "term_ends_before_it_starts"),
        ("2026.09-02", "term_ends_before_it_starts"),
        ("2026.13-2027.02", "month_out_of_range"),
        ("2026.03-2027.13", "month_out_of_range"),
        ("2026.03-1027.02", "year_out_of_range"),
        ("2026.03-很久", "date_not_understood"),
        ("待定", "term_not_understood"),
        ("", "term_not_understood"),
        (None, "date_not_understood"),
    ],
)
def test_what_is_no_term_is_refused_with_its_reason(cell: Cell, refusal: str) -> None:
    read = read_span(cell)

    assert isinstance(read, Finding)
    assert read.code == refusal


@given(st.text(alphabet="0123456789.-年月日至（）()半一个起~/", max_size=24))
def test_no_cell_is_too_strange_to_be_read(text: str) -> None:
    span = read_span(text)

    if isinstance(span, Span) and span.start and span.end:
        assert span.start.first_day <= span.end.last_day
    else:
        assert isinstance(span, Finding) or span.start or span.months
