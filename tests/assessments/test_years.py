"""Who grades the year: where more than half of it was worked, else people settle it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.assessments.rules.years import Stay, annual_assessor

HOME, HOST, OTHER = 1, 2, 3
EVER = Stay(HOME, date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("year", "stays", "unit", "candidates"),
    [
        # a year from March: the host has ten months of the first, the home the second
        (2026, [Stay(HOST, date(2026, 3, 1), date(2027, 2, 28))], HOST, ()),
        (2027, [Stay(HOST, date(2026, 3, 1), date(2027, 2, 28))], HOME, ()),
        # half a year from March is 184 of 365 days
        (2026, [Stay(HOST, date(2026, 3, 1), date(2026, 8, 31))], HOST, ()),
        (2026, [Stay(HOST, date(2026, 3, 1), date(2026, 8, 29))], HOME, ()),
        # extended from half a year to nine months
        (2026, [Stay(HOST, date(2026, 9, 1), date(2027, 5, 31))], HOME, ()),
        # two half years at two hosts: nobody has more than half
        (
            2026,
            [
                Stay(HOST, date(2026, 1, 10), date(2026, 6, 30)),
                Stay(OTHER, date(2026, 7, 1), date(2026, 12, 20)),
            ],
            None,
            (OTHER, HOST),
        ),
        # two secondments to one host count together
        (
            2026,
            [
                Stay(HOST, date(2026, 1, 1), date(2026, 3, 31)),
                Stay(HOST, date(2026, 7, 1), date(2026, 12, 31)),
            ],
            HOST,
            (),
        ),
        # a tie, in a leap year
        (2028, [Stay(HOST, date(2028, 1, 1), date(2028, 7, 1))], None, (HOME, HOST)),
        (2026, [], HOME, ()),
    ],
)
def test_the_year_is_graded_where_most_of_it_was_worked(
    year: int, stays: list[Stay], unit: int | None, candidates: tuple[int, ...]
) -> None:
    found = annual_assessor(year, [EVER], stays)

    assert (found.unit, found.candidates, found.asks) == (unit, candidates, unit is None)


def test_days_that_nobody_knows_of_count_for_nobody() -> None:
    joined = Stay(HOME, date(2026, 7, 1), date(2100, 1, 1))

    found = annual_assessor(2026, [joined], [Stay(HOST, date(2026, 11, 1), date(2026, 12, 31))])

    assert (found.gap, found.days, found.asks) == (181, ((HOME, 123), (HOST, 61)), True)


days = st.dates(date(2025, 6, 1), date(2027, 6, 30))
stays = st.lists(
    st.builds(
        lambda unit, start, length: Stay(unit, start, start + timedelta(days=length)),
        st.integers(2, 4),
        days,
        st.integers(0, 400),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(stays, st.booleans())
def test_one_unit_has_more_than_half_or_it_is_asked(placed: list[Stay], at_home: bool) -> None:
    found = annual_assessor(2026, [EVER] if at_home else [], placed)

    over = [unit for unit, n in found.days if n * 2 > 365]
    assert sum(n for _, n in found.days) + found.gap == 365
    assert (len(over) <= 1, found.asks) == (True, not over)
    assert found == annual_assessor(2026, [EVER] if at_home else [], placed[::-1])
