"""Standing and lights at their boundaries."""

from datetime import date

import pytest

from guazhi.policy import Light, Standing, light, standing

OPENS, DUE = date(2026, 3, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("met_on", "waived", "today", "expected"),
    [
        (None, False, date(2026, 2, 28), Standing.UPCOMING),
        (None, False, date(2026, 3, 1), Standing.OPEN),
        (None, False, date(2026, 3, 23), Standing.OPEN),
        (None, False, date(2026, 3, 24), Standing.DUE_SOON),
        (None, False, date(2026, 3, 31), Standing.DUE_SOON),
        (None, False, date(2026, 4, 1), Standing.OVERDUE),
        (None, True, date(2026, 4, 1), Standing.WAIVED),
        (date(2026, 3, 31), False, date(2026, 4, 1), Standing.MET),
        (date(2026, 3, 31), True, date(2026, 4, 1), Standing.MET),
        (date(2026, 4, 1), False, date(2026, 4, 1), Standing.MET_LATE),
    ],
)
def test_standing(met_on: date | None, waived: bool, today: date, expected: Standing) -> None:
    assert standing(OPENS, DUE, met_on, waived, today, 7) is expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, Light.GREEN),
        (date(2026, 3, 9), Light.GREEN),
        (date(2026, 3, 8), Light.YELLOW),
        (date(2026, 3, 1), Light.YELLOW),
        (date(2026, 2, 28), Light.RED),
    ],
)
def test_light(due: date | None, expected: Light) -> None:
    assert light(due, date(2026, 3, 1), 7) is expected
