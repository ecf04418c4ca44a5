"""The acceptance cases in ``cases``: what an official expects of a policy, checked one by one."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from guazhi.policy import Due, Happening, Party, derive, load_calendar, named
from tests.policy.facts import secondment

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CALENDAR = load_calendar()
# A case may be written with either word.
WORDS = {
    "政策": "pack",
    "类别": "category",
    "开始": "start",
    "结束": "end",
    "发生": "happenings",
    "缺少年历": "missing_years",
    "应办": "expect",
    "合计": "total",
    "改为": "change",
    "变动": "moved",
    "名称": "name",
    "说明": "note",
}

Windows = dict[str, list[str]]


def _read(path: Path) -> dict[str, Any]:
    return _translated(yaml.safe_load(path.read_text(encoding="utf-8")))


def _translated(case: Mapping[str, Any]) -> dict[str, Any]:
    return {WORDS.get(key, key): value for key, value in case.items()}


def _happenings(case: Mapping[str, Any]) -> tuple[Happening, ...]:
    return tuple(
        Happening(each["kind"], each["id"], each["day"], Party(each["party"]), each["owner"])
        for each in case.get("happenings", ())
    )


def _windows(dues: tuple[Due, ...]) -> Windows:
    """By rule, the windows of the first party that owes it: opens – due."""
    windows: Windows = {}
    owners: dict[str, int] = {}
    for due in dues:
        if owners.setdefault(due.rule, due.owner) == due.owner:
            windows.setdefault(due.rule, []).append(f"{due.opens} – {due.due}")
    return windows


def _derived(case: Mapping[str, Any], end: date) -> tuple[Due, ...]:
    facts = secondment(case["start"], end, case["category"], happenings=_happenings(case))
    return derive(facts, named(case["pack"]), CALENDAR)


def _listed(expected: Mapping[str, str | list[str] | None]) -> Windows:
    every = {rule: [w] if isinstance(w, str) else (w or []) for rule, w in expected.items()}
    return {rule: [str(window) for window in windows] for rule, windows in every.items()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_policy_gives_what_an_official_expects(path: Path) -> None:
    case = _read(path)

    dues = _derived(case, case["end"])

    windows, expected = _windows(dues), _listed(case["expect"])
    assert {rule: windows.get(rule, []) for rule in expected} == expected
    assert len(dues) == case["total"]
    missing = CALENDAR.missing_years(case["start"], max(due.due for due in dues))
    assert list(missing) == case.get("missing_years", [])


@pytest.mark.parametrize(
    "path", [path for path in CASES if "change" in _read(path)], ids=lambda path: path.stem
)
def test_a_change_of_dates_moves_what_an_official_expects_and_nothing_else(path: Path) -> None:
    case = _read(path)
    change = _translated(case["change"])
    before = _windows(_derived(case, case["end"]))

    dues = _derived(case, change["end"])

    after = _windows(dues)
    changed = {
        rule: after.get(rule, [])
        for rule in dict.fromkeys([*before, *after])
        if before.get(rule) != after.get(rule)
    }
    assert changed == _listed(change["moved"])
    assert len(dues) == change["total"]
