"""What every test may use: a held clock, and the world; and which tests run in which order."""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as tried

from guazhi.ledger.models import Head
from guazhi.web import clock
from tests import make
from tests.ground import FIRST_DAY, Ground

GROUND = Ground()

# Properties are judged by what holds, not by how busy the machine is; where nobody watches, always
# by the same examples.
tried.register_profile(
    "house",
    deadline=None,
    max_examples=60,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
tried.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let who asks for it walk a whole intake."""
    parser.addoption(
        "--whole", action="store_true", help="walk a whole intake where usually a few people do"
    )
    parser.addoption("--few", action="store_true", help="walk also what is too long for every run")
    parser.addoption(
        "--keep", metavar="FOLDER", help="keep papers and pictures of long walks there"
    )


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    asked = fixtures & {"db", "transactional_db", "live_server"}
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _has_world(item: Any) -> bool:
    return "world" in item.fixturenames and "transactional_db" not in item.fixturenames


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run tests with a world one after the other; on a server only those that touch its rows."""
    items.sort(key=lambda item: not _has_world(item))
    if connection.vendor == "postgresql":
        idle = [item for item in items if not _touches_database(item)]
        items[:] = [item for item in items if _touches_database(item)]
        config.hook.pytest_deselected(items=idle)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> None:
    """Before a test begins its own transaction, lay the ground that it is to find."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            if _has_world(request.node):
                GROUND.lay()
            else:
                GROUND.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Nothing stands any more when the database goes."""
    yield
    with django_db_blocker.unblock():
        GROUND.clear()


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """Hold the clock on the first working day of the term, so that no test depends on today."""
    with clock.clock_at(FIRST_DAY):
        yield


@pytest.fixture(autouse=True)
def usual_language() -> Iterator[None]:
    """Speak the usual language, whatever a page of the test before was asked in."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def world(db: None) -> make.World:
    """A city, two counties, hosts, homes, an intake and one secondment in post."""
    return GROUND.world()


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
