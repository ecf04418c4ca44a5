"""``guazhi simulate`` as a program of its own: what it prints, and what it leaves alone."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.simulation.test_rehearsal import roster

SHAPE = ["secondments", "assessments", "appraisals", "uses_of_result", "obligations", "ledger"]
FIGURES = ["due", "met", "late", "overdue", "waived"]


def simulate(folder: Path, path: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the command from an empty folder, with a configured database that is not there."""
    configured = folder / "configured.sqlite3"
    return subprocess.run(
        [
            *(sys.executable, "-m", "guazhi", "simulate", "--roster", str(path)),
            *("--from", "2026-03-01", "--until", "2026-05-31", *options),
        ],
        env={**os.environ, "GUAZHI_DATABASE": f"sqlite:///{configured}", "GUAZHI_CLOCK": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_same_roster_gives_the_same_figures_and_the_configured_database_is_left_alone(
    tmp_path: Path,
) -> None:
    path, kept = roster(tmp_path), tmp_path / "kept" / "term.sqlite3"

    first = simulate(tmp_path, path, "--json")
    second = simulate(tmp_path, path, "--json", "--keep", str(kept))

    figures = json.loads(first.stdout)
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert kept.exists()
    assert list(figures)[: len(SHAPE)] == SHAPE
    assert list(figures["assessments"]) == ["midterm", "final"]
    assert list(figures["ledger"]) == ["entries", "verified"]
    assert {tuple(row) for row in figures["obligations"].values()} == {tuple(FIGURES)}
    assert not (tmp_path / "configured.sqlite3").exists()


@pytest.mark.slow
def test_a_few_days_are_told_in_words(tmp_path: Path) -> None:
    told = simulate(tmp_path, roster(tmp_path), "--lang", "en", "--until", "2026-03-03")

    assert told.returncode == 0
    assert told.stdout.splitlines()[0] == "Rehearsed from 2026-03-01 until 2026-03-03."


@pytest.mark.slow
def test_a_roster_with_errors_is_told_place_by_place(tmp_path: Path) -> None:
    path = roster(tmp_path, months=40)

    told = simulate(tmp_path, path, "--json")

    findings = json.loads(told.stdout)["findings"]
    assert told.returncode == 1
    assert sorted({found["row"] for found in findings if found["level"] == "error"}) == [3, 4, 5]
    assert {tuple(found) for found in findings} == {("row", "column", "level", "code", "message")}


def test_what_makes_no_sense_is_said_before_anything_is_made(tmp_path: Path) -> None:
    path, taken = roster(tmp_path), tmp_path / "taken.sqlite3"
    taken.write_bytes(b"somebody's")
    days = {"first": date(2026, 3, 1), "last": date(2026, 5, 31)}
    wrong: dict[str, dict[str, Any]] = {
        "There is no such policy: nowhere.yaml": {"policy": "nowhere.yaml"},
        "The last day comes before the first.": {"last": date(2026, 1, 1)},
        f"There is a file already: {taken}": {"keep": taken},
    }

    said = []
    for options in wrong.values():
        with pytest.raises(CommandError) as refusal:
            call_command("simulate", roster=path, lang="en", **{**days, **options})
        said.append(str(refusal.value))

    assert said == list(wrong)
    assert taken.read_bytes() == b"somebody's"
