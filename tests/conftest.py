"""What every test may use: a held clock, and worlds made by ``tests.make``."""

from collections.abc import Iterator
from datetime import date

import pytest

from guazhi.web import clock
from tests import make


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Hold the clock on the first working day of the term, so that no test depends on today."""
    with clock.clock_at(date(2026, 3, 2)):
        yield


@pytest.fixture
def world(db: None) -> make.World:
    """A city, two counties, hosts, homes, an intake and one secondment in post."""
    return make.world()
