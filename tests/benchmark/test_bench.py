"""``guazhi bench`` on a small size: every figure is there, and the configured data stay."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from guazhi.benchmark.goals import GOALS, verdicts
from guazhi.benchmark.places import server_address
from guazhi.benchmark.report import tables
from guazhi.benchmark.rosters import id_number, roster
from guazhi.benchmark.suite import AGAINST
from guazhi.management.commands.bench import sizes
from guazhi.people.rules import id_number as id_numbers
from guazhi.secondments.models import Secondment
from guazhi.settings import database
from tests.make import World


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """What ``guazhi bench`` says of 40 secondments and a roster of 12, on SQLite."""
    out = StringIO()
    call_command(
        "bench",
        sizes="40",
        rows=12,
        rounds=1,
        database="sqlite",
        json=True,
        stdout=out,
        stderr=StringIO(),
    )
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture
def answer(measured: dict[str, Any], world: World) -> dict[str, Any]:
    """The same, for tests that all have the world: one process runs them, and measures once."""
    del world
    return measured


def test_every_page_is_measured_and_answers(answer: dict[str, Any]) -> None:
    figures = answer["databases"]["sqlite"]["sizes"]["40"]

    assert set(AGAINST) <= set(figures["pages"])
    assert {page["status"] for page in figures["pages"].values()} == {200}
    assert {page["status"] for page in figures["bare"].values()} == {200}
    assert min(page["cpu_ms"] for page in figures["pages"].values()) > 0
    assert min(page["queries"] for page in figures["pages"].values()) > 0


def test_each_page_has_its_ratios(answer: dict[str, Any]) -> None:
    ratios = answer["databases"]["sqlite"]["ratios"]["40"]

    assert set(ratios) == set(AGAINST)
    assert {ratio["to_smallest"] for ratio in ratios.values()} == {1.0}
    assert min(ratio["to_bare"] for ratio in ratios.values()) > 0


def test_reconciling_what_has_not_changed_changes_nothing(answer: dict[str, Any]) -> None:
    figures = answer["databases"]["sqlite"]["sizes"]["40"]

    for way in ("reconcile", "reconcile_full"):
        assert figures[way]["nothing_changed"]
        assert figures[way]["secondments"] == 40
        assert figures[way]["per_second"] > 0


def test_a_roster_is_imported_whole(answer: dict[str, Any]) -> None:
    imported = answer["databases"]["sqlite"]["import"]

    assert imported["rows"] == 12
    assert imported["obligations"] > 12 * 20


def test_every_goal_gets_a_verdict(answer: dict[str, Any]) -> None:
    judged = answer["goals"]["sqlite"]

    assert [verdict["goal"] for verdict in judged] == [goal.code for goal in GOALS]
    assert {type(verdict["reached"]) for verdict in judged} == {bool}


def test_the_report_names_every_goal(answer: dict[str, Any]) -> None:
    judged = {kind: list(verdicts(kind, one)) for kind, one in answer["databases"].items()}

    text = "\n".join(tables(answer, judged))

    assert [str(goal.words) for goal in GOALS if str(goal.words) not in text] == []


def test_the_configured_database_is_left_alone(answer: dict[str, Any]) -> None:
    assert answer["databases"]["sqlite"]["sizes"]["40"]["obligations"] > 0
    assert Secondment.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the tests run on SQLite")
def test_a_server_is_measured_in_a_database_of_its_own(world: World) -> None:
    out, server = StringIO(), server_address(connection.settings_dict)

    call_command(
        "bench",
        sizes="40",
        rows=0,
        rounds=1,
        database=server,
        json=True,
        stdout=out,
        stderr=StringIO(),
    )

    found = json.loads(out.getvalue())
    assert list(found["databases"]) == ["sqlite", "postgresql"]
    assert Secondment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1k", [1000]), ("10K,1k", [1000, 10_000]), ("250", [250]), ("1m", [1_000_000])],
)
def test_sizes_are_read(text: str, expected: list[int]) -> None:
    assert sizes(text) == expected


@pytest.mark.parametrize("text", ["", "k", "abc", "0", "1k,-5", "9m", "1.5k"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(CommandError):
        call_command("bench", sizes=text, stdout=StringIO(), stderr=StringIO())


def test_the_address_of_a_server_comes_from_the_settings_and_back() -> None:
    address = "postgres://us%40er:p%2Fw@/name?host=%2Ftmp%2Fpg&port=5433&sslmode=disable"

    configured = database(address)

    assert database(server_address(configured)) == configured
    assert server_address({"ENGINE": "django.db.backends.sqlite3"}) == ""


def test_the_roster_has_lawful_numbers_each_its_own() -> None:
    numbers = [id_number(number) for number in range(9000)]

    assert len(set(numbers)) == 9000
    assert {id_numbers.check_character(number[:17]) == number[17] for number in numbers[:50]} == {
        True
    }
    assert roster(3)[:2] == b"PK"
