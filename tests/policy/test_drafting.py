"""Drafting a plan from the template: what is lacked, for whom, and when it is due."""

from datetime import date
from pathlib import Path

import pytest

from guazhi.policy import named
from guazhi.policy.drafting import Drafted, drafted, filled
from guazhi.policy.entries import Words
from guazhi.policy.vocabulary import BLANKS
from tests.policy import packs

TEMPLATE = named("speech").plan
GIVEN = dict.fromkeys(BLANKS, "某")
START, END = date(2026, 3, 1), date(2026, 5, 31)


def lines(category: str, *record: str) -> list[Drafted]:
    assert TEMPLATE is not None
    return drafted(TEMPLATE, category=category, record=record, blanks=GIVEN, start=START, end=END)


def lacks(category: str, *record: str) -> list[str]:
    return [line.lack.zh for line in lines(category, *record) if line.lack]


@pytest.mark.parametrize(
    ("category", "record", "lack"),
    [
        ("township", "市教育局一级科员", ["乡镇基层工作经历", "急难险重任务历练"]),
        ("township", "龙泉乡信访办主任", []),
        ("city_organ", "龙泉乡人民政府", ["急难险重任务历练", "市级机关工作经历"]),
        ("enterprise", "开发区管委会专班", []),
    ],
)
def test_a_line_is_lacked_when_the_record_shows_nothing_of_it(
    category: str, record: str, lack: list[str]
) -> None:
    assert lacks(category, record) == lack


def test_what_is_lacked_comes_first_and_what_is_for_all_follows() -> None:
    assert [line.lack is None for line in lines("township")] == [False, False, True, True]


def test_a_milestone_falls_within_the_term() -> None:
    dues = sorted({line.due for line in lines("township")})

    assert dues == [date(2026, 3, 31), END]


def test_blanks_are_filled_in_both_languages() -> None:
    found = filled(Words(zh="{name}到{host}", en="{name} to {host}"), {"name": "甲", "host": "乙"})

    assert (found.zh, found.en) == ("甲到乙", "甲 to 乙")


PLAN = """plan:
  clause: S2.1.5
  goals: {zh: "%s", en: Goals}
  measures: {zh: 措施, en: Measures}
  lines:
    first:
      names: {zh: 经历, en: Experience}
      goal: {zh: 目标, en: Goal}
      measure: {zh: 措施, en: Measure}
      milestone: {zh: 节点, en: Milestone}
      months: 1
      %s
"""


@pytest.mark.parametrize(
    "blank", ["{age}", "{name!r}", "{name:>99999999}", "{name.__class__}", "{"]
)
def test_only_known_blanks_are_accepted(tmp_path: Path, blank: str) -> None:
    text = packs.text() + PLAN % (blank, "clause: S2.1.8")

    assert [code for _line, code, _found in packs.faults(tmp_path, text)] == ["unknown_blank"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("months: 1", "duplicate_key"),
        ("categories: [moon]", "unknown_category"),
        ("", "no_citation"),
    ],
)
def test_a_line_is_checked_like_any_rule(tmp_path: Path, more: str, code: str) -> None:
    cited = "" if code == "no_citation" else "clause: S2.1.8\n      "
    text = packs.text() + PLAN % ("目标", cited + more)

    assert code in [found for _line, found, _what in packs.faults(tmp_path, text)]


def test_the_gate_asks_only_for_what_a_host_can_have_ready(tmp_path: Path) -> None:
    text = packs.text() + (
        "readiness:\n  blocks: true\n  clause: S2.1.8\n  items:\n"
        "    forum: {names: {zh: 座谈, en: Forum}, clause: S2.2.1}\n"
    )

    assert [code for _line, code, _found in packs.faults(tmp_path, text)] == ["unknown_evidence"]


def test_what_is_asked_for_cites_its_source(tmp_path: Path) -> None:
    text = packs.text() + (
        "readiness:\n  blocks: true\n  items:\n    living: {names: {zh: 生活, en: Living}}\n"
    )

    assert [code for _line, code, _found in packs.faults(tmp_path, text)] == ["no_citation"] * 2
