"""Months and days as offices write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.people.rules.dates import Cell, Written, YearMonth, read_date, read_month
from guazhi.policy.findings import Finding

MARCH = YearMonth(2026, 3)
FORMS = ["%Y.%m.%d", "%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]


@pytest.mark.parametrize(
    "cell",
    [
        "2026.03", "2026.3", "2026-3", "2026-03", "2026/03", "202603", "2026年3月", "2026 年 3 月",
        "2026年03月", "2026年3", "２０２６．０３", "2026．3", "二〇二六年三月", "二○二六年三月",
        "二零二六年三月", "2026.03.", "2026.03（56岁）", "2026.03\n(56)", "2026年3月生", "2026.03\u200b",
        "2026。3", 202603, 202603.0, 2026.03,
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_date(cell) == Written(MARCH)


@pytest.mark.parametrize(
    "cell",
    [
        "2026.03.01", "2026-3-1", "2026/3/1", "20260301", "2026年3月1日", "2026年3月1号",
        "二〇二六年三月一日", "2026-03-01 00:00:00", "2026-03-01T08:30:00", 20260301.0, 46082.0, 46082,
        date(2026, 3, 1), datetime(2026, 3, 1, 12),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_date(cell) == Written(MARCH, 1)


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        ("2026.13", "month_out_of_range"),
        ("2026.00", "month_out_of_range"),
        ("1026.03", "year_out_of_range"),
        ("2026.02.29", "day_out_of_range"),
        ("92.3", "year_of_two_digits"),
        ("92年3月", "year_of_two_digits"),
        ("2026", "month_missing"),
        ("2026年", "month_missing"),
        (2026.0, "month_missing"),
        (2026.1, "month_lost_its_zero"),
        (2026.13, "month_out_of_range"),
        (3.14, "date_not_understood"),
        (float("nan"), "date_not_understood"),
        (float("inf"), "date_not_understood"),
        (-5.0, "date_not_understood"),
        ("19901", "date_not_understood"),
        ("不详", "date_not_understood"),
        ("", "date_not_understood"),
        (None, "date_not_understood"),
        (True, "date_not_understood"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(cell: Cell, refusal: str) -> None:
    read = read_date(cell)

    assert isinstance(read, Finding)
    assert read.code == refusal


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS))
def test_a_written_day_reads_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == Written(YearMonth.of(day), day.day)


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(-600, 600))
def test_months_move_and_count_back(day: date, months: int) -> None:
    month = YearMonth.of(day)

    assert read_month(str(month)) == month
    assert month.months_until(month.plus(months)) == months
