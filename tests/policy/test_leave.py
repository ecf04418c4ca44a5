"""Leave in a policy: what an official expects of its ladder, and what a file may get wrong."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from guazhi.policy import load_calendar, named
from guazhi.policy.describe import described
from guazhi.policy.leave import Away, half_days, is_questioned
from tests.policy import packs

CALENDAR = load_calendar()
CASES: list[tuple[str, dict[str, Any]]] = [
    (written["政策"], case)
    for path in sorted((Path(__file__).parent / "leaves").glob("*.yaml"))
    for written in [yaml.safe_load(path.read_text(encoding="utf-8"))]
    for case in written["事例"]
]
START = date(2026, 3, 2)
LEAVE = """\
leave:
  clause: S2.0.3
  from: 2026-01-01
  kinds:
    personal: {names: {zh: 事假, en: Personal}, counts: working_days}
  ladder: [{up_to: 3, consents: [host]}, {consents: [host, city]}]
  report_back: {working_days: 1}
"""


@pytest.mark.parametrize(
    ("pack", "case"), CASES, ids=lambda each: each if isinstance(each, str) else each["假别"]
)
def test_a_ladder_gives_what_an_official_expects(pack: str, case: dict[str, Any]) -> None:
    policy = named(pack).leave
    assert policy is not None
    away = Away(case["从"], case["到"], case.get("从中午", False), case.get("到中午", False))

    halves = half_days(away, policy.kinds[case["假别"]].counts, CALENDAR)

    assert halves / 2 == case["天数"]
    assert list(policy.rung(halves).consents) == case["审批"]
    assert policy.back_by(away.end, CALENDAR) == case["销假"]


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (Away(START, START), Away(START, START), True),
        (Away(START, START, until_noon=True), Away(START, START, from_noon=True), False),
        (Away(START, START, from_noon=True), Away(START, START, until_noon=True), False),
        (Away(START, START, until_noon=True), Away(START, START), True),
        (Away(START, date(2026, 3, 4)), Away(date(2026, 3, 4), date(2026, 3, 6)), True),
        (Away(START, date(2026, 3, 4)), Away(date(2026, 3, 5), date(2026, 3, 6)), False),
    ],
)
def test_half_days_belong_to_one_leave(one: Away, other: Away, overlaps: bool) -> None:
    assert (one.overlaps(other), other.overlaps(one)) == (overlaps, overlaps)


@pytest.mark.parametrize(("days", "questioned"), [(183, False), (184, True)])
def test_leave_over_half_the_term_questions_it(days: int, questioned: bool) -> None:
    policy = named("speech").leave
    assert policy is not None
    half = Away(START, START + timedelta(days=days // 2 - 1))
    rest = Away(START, START + timedelta(days=days - days // 2 - 1))
    term = (START, START + timedelta(days=365))

    taken = [("personal", half), ("sick", rest), ("annual", half)]

    assert is_questioned(policy, taken, term) is questioned


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        ("  clause: S2.0.3\n", "", "no_citation", ""),
        ("up_to: 3, ", "", "ladder_open", ""),
        ("{consents: [host, city]}", "{up_to: 9, consents: [host, city]}", "ladder_open", ""),
        (
            "{up_to: 3, consents: [host]}",
            "{up_to: 3, consents: [host]}, {up_to: 3, consents: [city]}",
            "ladder_order",
            "3",
        ),
        ("[host, city]", "[host, host]", "consents_twice", "host"),
        ("[host, city]", "[host, home]", "unknown_value", "home"),
        ("counts: working_days", "counts: weeks", "unknown_value", "weeks"),
        (
            "  report_back:",
            "  questioned: {kinds: [sick], share: 0.5, clause: S2.0.3}\n  report_back:",
            "unknown_leave",
            "sick",
        ),
    ],
)
def test_a_fault_of_the_section_is_told(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    faults = packs.faults(tmp_path, packs.text() + LEAVE.replace(old, new))

    assert [(kind, what) for _line, kind, what in faults] == [(code, found)]


def test_a_pack_says_its_leave_in_tables() -> None:
    pack = named("speech")

    assert "≤ 3   接收单位" in described(pack, "zh-hans")
    assert "> 7   host unit → county organisation department → city organisation department" in (
        described(pack, "en")
    )
