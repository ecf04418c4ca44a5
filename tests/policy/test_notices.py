"""The table of notices in a pack: who is told of what, and what is wrong with a bad one."""

from pathlib import Path

import pytest

from guazhi.policy import load, named
from guazhi.policy.notices import Relation
from tests.policy import packs

HEAD = "notices:\n  source: {zh: 地方做法, en: Local practice}\n"


def written(notices: str) -> str:
    return packs.text(assessment=packs.ASSESSMENT + notices)


def test_a_pack_without_the_table_tells_nobody(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(packs.text(), encoding="utf-8")

    notices = load(path).notices

    assert (notices.outside, notices.ladder, list(notices.of("task_returned"))) == (
        "counts",
        (),
        [],
    )


def test_the_shipped_pack_tells_by_relation() -> None:
    notices = named("speech").notices

    assert list(notices.of("difficulty_raised")) == [
        (Relation.ADDRESSED, "prompt"),
        (Relation.MENTOR, "prompt"),
    ]
    assert [(rung.days, rung.tell) for rung in notices.ladder] == [
        (-3, "owner"),
        (0, "owner"),
        (3, "leader"),
        (10, "department"),
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("  events: [{event: task_retruned, tell: [secondee]}]\n", "unknown_event"),
        ("  events: [{event: task_returned, tell: [boss]}]\n", "unknown_value"),
        ("  events: [{event: task_returned, tell: []}]\n", "out_of_range"),
        ("  events: [{event: task_returned, tell: [mentor, mentor]}]\n", "told_twice"),
        ("  events: [{event: task_returned, tell: [mentor], urgency: now}]\n", "unknown_value"),
        ("  ladder: [{days: 3, tell: boss}]\n", "unknown_value"),
        ("  ladder: [{days: 999, tell: owner}]\n", "out_of_range"),
        ("  ladder: [{days: 3, tell: owner}, {days: 3, tell: owner}]\n", "told_twice"),
        ("  outside: everything\n", "unknown_value"),
        ("  mailbox: a@example.org\n", "unknown_key"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, lines: str, code: str) -> None:
    assert [fault[1] for fault in packs.faults(tmp_path, written(HEAD + lines))] == [code]


def test_a_table_cites_its_source(tmp_path: Path) -> None:
    lines = "notices:\n  ladder: [{days: 3, tell: owner}]\n"

    faults = packs.faults(tmp_path, written(lines))

    assert [fault[1] for fault in faults] == ["no_citation"]
