"""The rules of hosting by table."""

from datetime import date

import pytest

from guazhi.hosting import rules
from guazhi.hosting.rules import DifficultyState as D
from guazhi.hosting.rules import TaskState as T

DAY = date(2026, 3, 2)


def test_a_task_moves_only_along_its_table() -> None:
    moves = {(a.value, b.value) for a in T for b in T if not list(rules.check_task(a.value, b))}

    assert moves == {
        ("assigned", "reported"),
        ("assigned", "done"),
        ("assigned", "dropped"),
        ("reported", "returned"),
        ("reported", "done"),
        ("reported", "dropped"),
        ("returned", "reported"),
        ("returned", "dropped"),
    }


def test_a_difficulty_moves_only_along_its_table() -> None:
    moves = {
        (a.value, b.value) for a in D for b in D if not list(rules.check_difficulty(a.value, b))
    }

    assert moves == {
        ("raised", "answered"),
        ("raised", "resolved"),
        ("answered", "resolved"),
        ("resolved", "closed"),
        ("resolved", "answered"),
    }


@pytest.mark.parametrize(
    ("is_leader", "reason", "codes"),
    [
        (True, "", []),
        (False, "", ["mentor_not_principal_leader"]),
        (False, "  无 ", ["mentor_not_principal_leader"]),
        (False, "脱产学习", []),
    ],
)
def test_another_mentor_has_a_reason(is_leader: bool, reason: str, codes: list[str]) -> None:
    found = rules.check_mentor(is_principal_leader=is_leader, exception_reason=reason)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("level", "levels", "above"),
    [
        ("host", ("host", "county", "city"), "county"),
        ("host", ("host", "city"), "city"),
        ("county", ("host", "county", "city"), "city"),
        ("city", ("host", "county", "city"), None),
    ],
)
def test_the_level_above(level: str, levels: tuple[str, ...], above: str | None) -> None:
    assert rules.next_level(level, levels) == above


@pytest.mark.parametrize(
    ("known", "since", "present", "codes"),
    [
        (False, DAY, None, []),
        (False, DAY, DAY, []),
        (False, DAY, date(2026, 3, 3), ["leader_before_present"]),
        (True, DAY, DAY, ["leader_on_record"]),
    ],
)
def test_a_principal_leader_follows_in_time(
    known: bool, since: date, present: date | None, codes: list[str]
) -> None:
    found = rules.check_leader(is_known=known, since=since, present_since=present)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("closed", "days"), [(None, 10), (date(2026, 3, 2), 0), (date(2026, 3, 7), 5)]
)
def test_days_open(closed: date | None, days: int) -> None:
    assert rules.days_open(DAY, closed, date(2026, 3, 12)) == days


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100)]
)
def test_the_share_of_substantive_tasks(part: int, whole: int, share: int) -> None:
    assert rules.share(part, whole) == share
