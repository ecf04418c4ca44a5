"""The demo: its stamp, its accounts, and how pages say that it is one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guazhi.policy import load_calendar
from guazhi.rosters.commands import command_line
from guazhi.rosters.queries import plan_import
from guazhi.rosters.rules.wanted import Wanted
from guazhi.simulation import demo
from guazhi.simulation.temper import CASTS, Manners, Owed, lot, pick
from guazhi.web.demo import ACCOUNTS, PASSWORD

TERM = (date(2026, 3, 1), date(2027, 2, 28))


def test_the_stamp_holds_for_one_day_and_one_state_of_the_code() -> None:
    assert demo.stamp(date(2026, 8, 26)) == demo.stamp(date(2026, 8, 26))
    assert demo.stamp(date(2026, 8, 26)) != demo.stamp(date(2026, 8, 27))


def test_a_database_without_its_stamp_is_not_ready(tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite3"
    path.touch()

    assert not demo.is_ready(path, demo.DAY)


@pytest.mark.django_db
def test_accounts_are_shown_where_one_signs_in_only_while_the_demo_runs(
    client: Client, settings: Any
) -> None:
    without = client.get("/sign-in/").content.decode()
    settings.DEMO = True
    within = client.get("/sign-in/").content.decode()

    assert PASSWORD not in without
    assert within.count(PASSWORD) == 1
    assert [account.username for account in ACCOUNTS if account.username not in within] == []


def test_lots_are_the_same_on_every_machine() -> None:
    assert lot("a", 1) == lot("a", 1)
    assert round(lot("a", 1), 6) == 0.179155
    assert pick(("x", "y", "z"), "a", 1) == "x"


def owed(opens: date, due: date, kind: str = "talk", party: str = "host") -> Owed:
    return Owed(1, kind, kind, "01", party, 7, opens, due, 3, 1)


@pytest.mark.parametrize("seed", range(5))
def test_a_chased_cast_is_never_behind_on_the_last_day(seed: int) -> None:
    last = date(2026, 6, 30)
    manners = Manners(CASTS["default"], load_calendar(), last)
    rows = [
        Owed(pk, "talk", "talk", str(pk), "host", seed, date(2026, 6, 1), last, pk, 1)
        for pk in range(300)
    ]

    days = [manners.day_of(row, *TERM) for row in rows]

    assert max(day for day in days if day is not None) <= last
    assert None not in days


def test_a_silent_desk_stops_on_its_day() -> None:
    manners = Manners(CASTS["default"], load_calendar(), date(2027, 4, 30))
    before = manners.day_of(owed(date(2026, 3, 1), date(2026, 3, 31)), *TERM)
    manners.silent_since["host", 7] = date(2026, 5, 1)

    assert manners.day_of(owed(date(2026, 3, 1), date(2026, 3, 31)), *TERM) == before
    assert manners.day_of(owed(date(2026, 5, 1), date(2026, 5, 31)), *TERM) is None


@pytest.mark.django_db
def test_the_intake_before_is_read_without_a_fault_and_over_before_the_next_begins() -> None:
    plan = plan_import(command_line("演练"), demo.EARLIER.read_bytes(), Wanted(policy="speech"))

    assert plan.is_sound
    assert demo.EARLIER_DAYS[1] < demo.FIRST
