"""Rehearsals decide by the numbers of rows, so each begins to count where no row is."""

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection


@pytest.fixture(autouse=True)
def _numbers_begin_anew(request: pytest.FixtureRequest) -> None:
    """PostgreSQL goes on counting after a test is rolled back, SQLite does not."""
    if request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("db")
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(statement)
