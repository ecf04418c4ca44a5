"""What every test may use: a held clock, and worlds made by ``tests.make``."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from guazhi.ledger.models import Head
from guazhi.web import clock
from tests import make


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Hold the clock on the first working day of the term, so that no test depends on today."""
    with clock.clock_at(date(2026, 3, 2)):
        yield


@pytest.fixture(autouse=True)
def usual_language() -> Iterator[None]:
    """Speak the usual language, whatever a page of the test before was asked in."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def world(db: None) -> make.World:
    """A city, two counties, hosts, homes, an intake and one secondment in post."""
    return make.world()


def _flush_within_walls(case: TransactionTestCase) -> None:
    """Empty the tables after a test that commits: let the walls down for it, then put them up."""
    walls = import_module("guazhi.migrations.0002_walls")
    with connection.cursor() as cursor:
        for statement in walls.down(connection.vendor):
            cursor.execute(statement)
    _django_flush(case)
    with connection.cursor() as cursor:
        for statement in walls.up(connection.vendor):
            cursor.execute(statement)
    Head.objects.get_or_create(pk=1)


_django_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
TransactionTestCase._fixture_teardown = _flush_within_walls  # type: ignore[attr-defined]
