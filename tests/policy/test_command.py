"""``guazhi policy``: checking, showing and comparing packs from the command line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guazhi.policy import digest, dumped, named
from tests.policy import packs


def _ran(*arguments: str) -> str:
    out = StringIO()
    call_command("policy", *arguments, stdout=out)
    return out.getvalue()


def _refused(*arguments: str) -> str:
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("policy", *arguments, stdout=out)
    assert left.value.code == 1
    return out.getvalue()


def _bad(folder: Path) -> Path:
    return packs.written(folder, packs.text().replace("[host]", "[hots]"))


def test_a_good_file_is_in_order(tmp_path: Path) -> None:
    path = packs.written(tmp_path, packs.text())

    assert _ran("check", str(path)) == f"{path}: 无误\n"
    assert _ran("check", str(path), "--lang", "en") == f"{path}: in order\n"
    assert _ran("check", str(path), "--json") == "[]\n"


def test_a_fault_is_printed_with_its_place(tmp_path: Path) -> None:
    path = _bad(tmp_path)

    assert _refused("check", str(path), "--lang", "en") == (
        f"{path}:23:14: obligations.plan.owners[1]: unknown value “hots”; did you mean “host”? "
        "(allowed: city, county, host, home, mentor, secondee)\n"
    )


def test_faults_are_printed_as_json(tmp_path: Path) -> None:
    path = _bad(tmp_path)

    assert json.loads(_refused("check", str(path), "--json", "--lang", "zh-hans")) == [
        {
            "file": str(path),
            "line": 23,
            "column": 14,
            "path": "obligations.plan.owners[1]",
            "code": "unknown_value",
            "found": "hots",
            "allowed": ["city", "county", "host", "home", "mentor", "secondee"],
            "message": "obligations.plan.owners[1]：未知的取值“hots”，是否应为“host”？"
            "（可用：city、county、host、home、mentor、secondee）",
        }
    ]


def test_a_shipped_pack_and_a_file_are_shown(tmp_path: Path) -> None:
    path = packs.written(tmp_path, packs.text())

    assert _ran("show", "speech").startswith("speech 2026.1  讲话版\n")
    assert _ran("show", str(path), "--lang", "en").startswith("small 2026.1  Small\n")


def test_a_pack_is_shown_as_json() -> None:
    pack = named("strict")

    shown = json.loads(_ran("show", "strict", "--json"))

    assert shown == {**dumped(pack), "digest": digest(pack)}


def test_a_bad_file_is_not_shown(tmp_path: Path) -> None:
    assert "hots" in _refused("show", str(_bad(tmp_path)))


def test_a_pack_that_is_nowhere_is_refused() -> None:
    with pytest.raises(CommandError, match=r"no such pack or file: nowhere \(speech, strict\)"):
        _ran("show", "nowhere", "--lang", "en")


def test_differences_are_printed(tmp_path: Path) -> None:
    old = packs.written(tmp_path, packs.text())
    new = tmp_path / "new.yaml"
    more = "days: 10}, of: start, early: {days: 2}"
    new.write_text(packs.text().replace("days: 15}, of: start", more), encoding="utf-8")

    assert _ran("diff", str(old), str(new)) == (
        "obligations.plan.timing.within.days: 15 → 10\n"
        'obligations.plan.timing.early: – → {"days": 2}\n'
    )
    assert json.loads(_ran("diff", str(old), str(new), "--json")) == [
        {"path": "obligations.plan.timing.within.days", "old": 15, "new": 10},
        {"path": "obligations.plan.timing.early", "old": None, "new": {"days": 2}},
    ]
    assert _ran("diff", "speech", "speech", "--lang", "en") == "no difference\n"
