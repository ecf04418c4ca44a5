"""Checks in a policy: what a file may get wrong, when they hold, and how they are told."""

from datetime import date
from pathlib import Path

import pytest

from guazhi.policy import named
from guazhi.policy.describe import described
from guazhi.policy.eligibility_words import figures_in_words
from guazhi.policy.pack import dumped, restored
from tests.policy import packs

CHECKS = """\
checks:
  age:
    names: {zh: 年龄, en: Age}
    kind: age
    level: blocking
    limits: [{ranks: [county_head], under: 45}, {born_from: 1986-03-01}]
    clause: S3.0.2
    from: 2026-01-01
    until: 2026-12-31
  post:
    names: {zh: 高挂, en: Above}
    kind: post_rank
    level: note
    posts: {township: township_deputy}
    categories: [township]
    clause: S3.0.2
    from: 2026-01-01
  team:
    names: {zh: 班子, en: Team}
    kind: team
    level: warning
    missing: note
    most: due_soon_days
    clause: S3.0.2
    from: 2026-01-01
"""
KINDS = (
    "age", "education", "rank", "post_rank", "grades", "sanction", "same_host", "cool_down",
    "overlap", "team", "place", "kin", "kin_firm", "service", "health",
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: age", "kind: agee", (2, "unknown_check")),
        ("    kind: age\n", "", (2, "unknown_check")),
        ("level: blocking", "level: refusing", (5, "unknown_value")),
        ("under: 45}", "undr: 45}", (6, "unknown_key")),
        ("under: 45}", "under: 45, born_from: 1980-01-01}", (6, "age_or_cutoff")),
        ("under: 45}", "under: 17}", (6, "out_of_range")),
        ("1986-03-01", "1986-03-15", (6, "not_month_start")),
        ("{ranks: [county_head], under: 45}", "{under: 45}", (6, "limit_twice")),
        ("[county_head]", "[county_haed]", (6, "unknown_value")),
        ("until: 2026-12-31", "until: 2025-12-31", (9, "dates_order")),
        ("{township: township_deputy}", "{townhall: township_deputy}", (14, "unknown_category")),
        ("categories: [township]", "categories: [townhall]", (15, "unknown_category")),
        ("most: due_soon_days", "most: due_sooner", (23, "unknown_parameter")),
        ("    missing: note\n", "    missing: none\n", (22, "unknown_value")),
        ("    clause: S3.0.2\n    from: 2026-01-01\n    until", "    from: 2026-01-01\n    until",
         (2, "no_citation")),
    ],
)  # fmt: skip
def test_a_fault_of_a_check_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, told: tuple[int, str]
) -> None:
    content = packs.text() + CHECKS
    assert old in content
    before = packs.text().count("\n")

    faults = packs.faults(tmp_path, packs.text() + CHECKS.replace(old, new, 1))

    assert [(line - before, code) for line, code, _found in faults] == [told]


def test_a_check_holds_for_its_days_and_says_what_lacks_amount_to(tmp_path: Path) -> None:
    pack = packs.loaded(tmp_path, packs.text() + CHECKS)

    assert list(pack.checks_on(date(2026, 12, 31))) == ["age", "post", "team"]
    assert list(pack.checks_on(date(2027, 1, 1))) == ["post", "team"]
    assert [check.if_missing for check in pack.checks.values()] == ["warning", "note", "note"]
    assert restored(dumped(pack)) == pack


def test_the_strict_policy_has_a_check_of_every_kind() -> None:
    assert sorted(check.kind for check in named("strict").checks.values()) == sorted(KINDS)


def test_what_a_check_asks_for_is_told_in_both_languages(tmp_path: Path) -> None:
    pack = packs.loaded(tmp_path, packs.text() + CHECKS)
    told = [
        (figures_in_words(pack, check, "zh-hans"), figures_in_words(pack, check, "en"))
        for check in pack.checks.values()
    ]

    assert told == [
        (
            "县处级正职不满45周岁；其他1986年03月以后出生",
            "county head under 45; others born in 1986-03 or later",
        ),
        ("乡镇为乡科级副职；限乡镇", "Township: deputy township head; only Township"),
        ("不超过7人", "at most 7"),
    ]
    assert "资格审查" in described(pack, "zh-hans")
