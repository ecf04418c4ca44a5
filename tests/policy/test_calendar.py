"""Working days: the years that ship, an office's own, and years nobody knows yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.policy import PackRefused, WorkCalendar, load_calendar

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
SHIPPED = load_calendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 16), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2025, 9, 28), True),
        (date(2025, 10, 8), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2027, 10, 4), True),
        (date(2027, 10, 9), False),
    ],
)
def test_a_day_is_worked_or_free(day: date, works: bool) -> None:
    assert SHIPPED.is_working(day) is works


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_step_over_holidays(day: date, n: int, reached: date) -> None:
    assert SHIPPED.add_working_days(day, n) == reached


def test_a_missing_year_is_told_and_breaks_nothing() -> None:
    assert SHIPPED.missing_years(date(2026, 11, 1), date(2028, 1, 1)) == (2027, 2028)
    assert SHIPPED.missing_years(date(2025, 1, 1), date(2026, 12, 31)) == ()


@given(DAYS, st.integers(1, 60))
def test_as_many_working_days_lie_between(day: date, n: int) -> None:
    reached = SHIPPED.add_working_days(day, n)
    between = [day + timedelta(days=k) for k in range(1, (reached - day).days + 1)]

    assert SHIPPED.is_working(reached)
    assert sum(SHIPPED.is_working(each) for each in between) == n


@given(DAYS)
def test_without_files_weekends_and_fixed_days_are_free(day: date) -> None:
    fixed = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}

    works = WorkCalendar().is_working(day)

    assert works is (day.weekday() < 5 and (day.month, day.day) not in fixed)


def test_an_office_overrides_a_year_with_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "2026.yaml").write_text(
        "year: 2026\nsource: 本单位\nholidays: [2026-03-02]\nworkdays: [2026-03-01]\n",
        encoding="utf-8",
    )

    calendar = load_calendar(tmp_path)

    assert calendar.years == {2025, 2026}
    assert not calendar.is_working(date(2026, 3, 2))
    assert calendar.is_working(date(2026, 3, 1))
    assert calendar.is_working(date(2026, 2, 16))


def test_every_fault_of_a_year_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "year: 2027\nsource: x\n"
        "holidays:\n- {from: 2027-01-03, to: 2027-01-01}\n- 2026-01-01\n"
        "workdays:\n- 2027-02-01\n- 2026-02-01\n",
        encoding="utf-8",
    )
    (tmp_path / "b.yaml").write_text(
        "year: '2027'\nsource: x\nholidays: [{from: 2027-02-30, till: 1}]\n", encoding="utf-8"
    )
    (tmp_path / "c.yaml").write_text("- 1\n", encoding="utf-8")

    with pytest.raises(PackRefused) as refused:
        load_calendar(tmp_path)

    told = [
        (Path(error.file).name, error.line, error.message_code, error.found)
        for error in refused.value.errors
    ]
    assert told == [
        ("a.yaml", 4, "ends_before_start", "2027-01-01"),
        ("a.yaml", 5, "other_year", "2026-01-01"),
        ("a.yaml", 7, "not_weekend", "2027-02-01"),
        ("a.yaml", 8, "other_year", "2026-02-01"),
        ("b.yaml", 1, "wrong_type", "2027"),
        ("b.yaml", 3, "missing_key", "to"),
        ("b.yaml", 3, "impossible_date", "2027-02-30"),
        ("b.yaml", 3, "unknown_key", "till"),
        ("c.yaml", 1, "not_a_mapping", ""),
    ]
