"""``guazhi import roster``: what it prints, writes and exits with."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from guazhi.rosters.rules.sheet import write_roster
from guazhi.secondments.models import Secondment
from tests.rosters.grids import FILES, grid, read, row, xlsx

pytestmark = pytest.mark.django_db
CLEAN = str(FILES / "roster-67.xlsx")
ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("import", "roster", *arguments, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, out.getvalue()


def as_json(*arguments: str) -> tuple[int, dict[str, Any]]:
    code, text = run(*arguments, "--json")
    answer: dict[str, Any] = json.loads(text)
    return code, answer


def kept(folder: Path, *rows: list[Any]) -> str:
    path = folder / "花名册.xlsx"
    path.write_bytes(xlsx(grid(*rows)))
    return str(path)


def test_a_dry_run_writes_nothing() -> None:
    code, answer = as_json(CLEAN, "--dry-run")

    assert (code, answer["rows"], sorted(answer)) == (0, 67, ["findings", "rows", "written"])
    assert set(answer["written"].values()) == {0}
    assert Secondment.objects.count() == 0


def test_an_import_writes_and_a_second_one_does_not() -> None:
    first, second = as_json(CLEAN), as_json(CLEAN)

    assert [first[1]["written"]["secondments"], second[1]["written"]["secondments"]] == [67, 0]
    assert (second[0], second[1]["written"]["unchanged"], Secondment.objects.count()) == (0, 67, 67)


def test_a_finding_comes_with_its_place_in_both_languages(tmp_path: Path) -> None:
    code, answer = as_json(kept(tmp_path, row(1, 性别="女")), "--lang", "en")

    error = next(one for one in answer["findings"] if one["level"] == "error")
    assert (code, error["row"], error["column"], error["cell"], error["code"]) == (
        1, 3, "性别", "C3", "sex_differs_from_id",
    )  # fmt: skip
    assert error["message"] == error["messages"]["en"]
    assert error["messages"]["zh-hans"].startswith("性别填为“女”")
    assert Secondment.objects.count() == 0


def test_every_finding_is_said_in_words_in_both_languages() -> None:
    _, answer = as_json(str(FILES / "roster-67-rough.xlsx"), "--dry-run")

    for one in answer["findings"]:
        assert one["messages"]["zh-hans"] != one["messages"]["en"]
        assert "%(" not in one["message"]


def test_plain_output_names_rows_and_ends_with_what_was_done(tmp_path: Path) -> None:
    code, text = run(kept(tmp_path, row(1, 民族="汉")), "--lang", "en")

    lines = text.splitlines()
    assert code == 0
    assert lines[-1].startswith("1 secondments, 1 people")
    assert "· Row 3 民族 D3: “汉” is taken as 汉族. Write full names on forms." in lines


def test_warnings_of_a_kind_stand_on_one_line_below_each_error(tmp_path: Path) -> None:
    short = [row(number, 民族="汉") for number in (1, 2, 3, 4, 5, 6, 7)]
    path = kept(tmp_path, *short, row(8, 性别="女"), row(9, 性别="女"))

    code, text = run(path, "--lang", "en", "--dry-run")

    lines = text.splitlines()[:-1]
    marks = [line[0] for line in lines]
    assert code == 1
    assert [line.split(":")[0] for line in lines[:2]] == ["✗ Row 10 性别 C10", "✗ Row 11 性别 C11"]
    assert marks == sorted(marks, key="✗!·".index)
    assert [line.partition(". ")[2] for line in lines if "民族" in line] == [
        "Write full names on forms. 6 more of this kind: D4 D5 D6 D7 D8 …"
    ]


def test_each_warning_is_told_on_demand(tmp_path: Path) -> None:
    path = kept(tmp_path, *[row(number, 民族="汉") for number in (1, 2, 3)])

    _code, text = run(path, "--lang", "zh-hans", "--dry-run", "--all")
    _code, short = run(path, "--lang", "zh-hans", "--dry-run")

    assert [line[:11] for line in text.splitlines() if "民族" in line] == [
        "· 第3行 民族 D3",
        "· 第4行 民族 D4",
        "· 第5行 民族 D5",
    ]
    assert [line.partition(" 另")[2] for line in short.splitlines() if "民族" in line] == [
        "有2处同类情况：D4 D5"
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.xlsx"],
        [str(FILES)],
        [CLEAN, "--policy", "nothing"],
        [CLEAN, "--no-create-units"],
    ],
)
def test_what_cannot_be_done_ends_with_one_and_a_sentence(arguments: list[str]) -> None:
    code, answer = as_json(*arguments)

    assert code == 1
    assert answer["findings"]
    assert Secondment.objects.count() == 0


def test_lengths_alone_need_a_first_day(tmp_path: Path) -> None:
    path = kept(tmp_path, row(1, 挂职起止时间="一年"))

    assert (as_json(path)[0], as_json(path, "--start", "2026-03-01")[0]) == (1, 0)


@pytest.mark.slow
def test_a_fresh_machine_needs_nothing_first(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    environment = {**os.environ, "GUAZHI_VAR": str(folder), "GUAZHI_SECRET_KEY": "for tests"}
    environment.pop("GUAZHI_DATABASE", None)
    environment["DJANGO_SETTINGS_MODULE"] = "guazhi.settings"
    roster = kept(tmp_path, row(1), row(2))
    command = [sys.executable, "-m", "guazhi", "import", "roster", roster, "--json"]

    def answer(*more: str) -> dict[str, Any]:
        done = subprocess.run(
            [*command, *more], env=environment, capture_output=True, check=True, cwd=ROOT
        )
        written: dict[str, Any] = json.loads(done.stdout)["written"]
        return written

    dry = answer("--dry-run")
    assert (dry["secondments"], folder.exists()) == (0, False)
    assert (answer()["secondments"], answer()["unchanged"]) == (2, 2)


def test_an_empty_roster_prints_as_one() -> None:
    data = write_roster([], title="花名册", subtitle="")

    assert {one.finding.code for one in read(data).findings} == {
        "no_people_listed", "row_is_footer",
    }  # fmt: skip
