"""Month arithmetic at its edges, and what holds for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.policy import add_months, midpoint, term_end, whole_months

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
MONTHS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("day", "n", "moved"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
    ],
)
def test_months_clamp_to_the_end_of_the_month(day: date, n: int, moved: date) -> None:
    assert add_months(day, n) == moved


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 3, 1), 12, date(2025, 2, 28)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 9, 15), 6, date(2027, 3, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 12, date(2027, 1, 30)),
    ],
)
def test_a_term_ends_on_the_day_before_its_anniversary(start: date, months: int, end: date) -> None:
    assert term_end(start, months) == end


@pytest.mark.parametrize(
    ("start", "end", "middle"),
    [
        (date(2026, 3, 1), date(2027, 2, 28), date(2026, 9, 1)),
        (date(2026, 3, 1), date(2026, 8, 31), date(2026, 6, 1)),
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 16)),
        (date(2026, 3, 1), date(2026, 5, 10), date(2026, 4, 5)),
        (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_the_middle_goes_by_months_where_they_are_even(
    start: date, end: date, middle: date
) -> None:
    assert midpoint(start, end) == middle


@given(DAYS, MONTHS)
def test_a_term_lasts_the_months_it_was_given(start: date, months: int) -> None:
    assert whole_months(start, term_end(start, months)) == months


@given(DAYS, MONTHS)
def test_one_day_less_is_a_month_less(start: date, months: int) -> None:
    assert whole_months(start, term_end(start, months) - timedelta(days=1)) == months - 1


@given(DAYS, MONTHS)
def test_a_longer_term_ends_later(start: date, months: int) -> None:
    assert term_end(start, months) < term_end(start, months + 1)


@given(DAYS, st.integers(-60, 60))
def test_moving_by_months_lands_in_that_month(day: date, n: int) -> None:
    moved = add_months(day, n)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day <= day.day


@given(DAYS, st.integers(0, 2000))
def test_the_middle_lies_inside_the_term(start: date, days: int) -> None:
    end = start + timedelta(days=days)

    assert start <= midpoint(start, end) <= end
