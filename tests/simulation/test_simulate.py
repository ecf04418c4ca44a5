"""``guazhi simulate`` as a program of its own: what it prints, and what it leaves alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    path = roster(tmp_path)

    runs = [simulate(tmp_path, path, "--json") for _ in range(2)]

    figures = json.loads(runs[0].stdout)
    assert runs[0].returncode == 0
    assert runs[0].stdout == runs[1].stdout
    assert list(figures)[: len(SHAPE)] == SHAPE
    assert list(figures["assessments"]) == ["midterm", "final"]
    assert list(figures["ledger"]) == ["entries", "verified"]
    assert {tuple(row) for row in figures["obligations"].values()} == {tuple(FIGURES)}
    assert not (tmp_path / "configured.sqlite3").exists()


@pytest.mark.slow
def test_a_database_is_kept_where_it_was_asked_for_and_never_written_over(tmp_path: Path) -> None:
    path, kept = roster(tmp_path), tmp_path / "kept" / "term.sqlite3"

    first = simulate(tmp_path, path, "--keep", str(kept), "--lang", "en")
    size = kept.stat().st_size
    second = simulate(tmp_path, path, "--keep", str(kept), "--lang", "en")

    assert first.returncode == 0
    assert first.stdout.splitlines()[0] == "Rehearsed from 2026-03-01 until 2026-05-31."
    assert second.returncode == 1
    assert "There is a file already" in second.stderr
    assert kept.stat().st_size == size


@pytest.mark.slow
def test_a_roster_with_errors_is_told_place_by_place(tmp_path: Path) -> None:
    path = roster(tmp_path, months=40)

    told = simulate(tmp_path, path, "--json")

    findings = json.loads(told.stdout)["findings"]
    assert told.returncode == 1
    assert sorted({found["row"] for found in findings if found["level"] == "error"}) == [3, 4, 5]
    assert {tuple(found) for found in findings} == {("row", "column", "level", "code", "message")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--policy", "nowhere.yaml"), "There is no such policy"),
        (("--until", "2026-01-01"), "The last day comes before the first."),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    told = simulate(tmp_path, roster(tmp_path), "--lang", "en", *options)

    assert told.returncode == 1
    assert said in told.stderr
