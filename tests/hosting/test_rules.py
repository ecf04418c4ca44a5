"""The rules of hosting by table."""

from datetime import date, timedelta

import pytest

from guazhi.hosting import rules
from guazhi.hosting.rules import DifficultyState as D
from guazhi.hosting.rules import TaskState as T
from guazhi.policy import named

DAY = date(2026, 3, 2)


def test_a_task_moves_only_along_its_table() -> None:
    moves = {(a.value, b.value) for a in T for b in T if not list(rules.check_task(a.value, b))}

    assert moves == {
        ("assigned", "accepted"),
        ("assigned", "reassigned"),
        ("assigned", "dropped"),
        ("accepted", "reported"),
        ("accepted", "reassigned"),
        ("accepted", "dropped"),
        ("reported", "returned"),
        ("reported", "done"),
        ("reported", "dropped"),
        ("returned", "reported"),
        ("returned", "reassigned"),
        ("returned", "dropped"),
    }


@pytest.mark.parametrize(
    ("state", "urged_on", "codes"),
    [
        ("assigned", None, []),
        ("accepted", date(2026, 3, 1), []),
        ("returned", DAY, ["task_urged_today"]),
        ("reported", None, ["task_not_to_urge"]),
        ("done", None, ["task_not_to_urge"]),
        ("dropped", None, ["task_not_to_urge"]),
        ("reassigned", DAY, ["task_not_to_urge"]),
    ],
)
def test_only_what_waits_for_the_secondee_is_urged_and_once_a_day(
    state: str, urged_on: date | None, codes: list[str]
) -> None:
    found = rules.check_urge(state, urged_on=urged_on, today=DAY)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("opinion-7", ("opinion", 7)),
        ("exchange_item-12", ("exchange_item", 12)),
        ("plan-3", None),
        ("opinion-", None),
        ("opinion", None),
        ("", None),
    ],
)
def test_a_source_is_a_kind_and_a_number(text: str, found: tuple[str, int] | None) -> None:
    assert rules.source_of(text) == found


@pytest.mark.parametrize(
    ("due", "tasks", "done", "late"),
    [
        (DAY, 0, 0, False),
        (DAY - timedelta(days=1), 0, 0, True),
        (DAY - timedelta(days=1), 2, 1, True),
        (DAY - timedelta(days=1), 2, 2, False),
    ],
)
def test_a_line_of_the_plan_is_late_without_tasks_too(
    due: date, tasks: int, done: int, late: bool
) -> None:
    assert rules.is_line_late(due=due, today=DAY, tasks=tasks, done=done) is late


TOPICS = named("speech").talk.topics  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("thought", "work", "topics", "fields"),
    [
        ("稳定", "顺利", (), []),
        ("", "", ("thought_steady", "work_on_track"), []),
        ("稳定", " ", ("thought_steady",), ["topics_work"]),
        ("", "顺利", ("life_settled",), ["topics_thought"]),
        ("", "", (), ["topics_thought", "topics_work"]),
        ("稳定", "顺利", ("weather",), ["topics"]),
        ("稳定", "", ("work_heavy", "work_light"), ["topics_work"]),
        ("", "顺利", ("thought_steady", "life_hard", "life_settled"), ["topics_life"]),
    ],
)
def test_a_talk_hears_of_thinking_and_of_work(
    thought: str, work: str, topics: tuple[str, ...], fields: list[str]
) -> None:
    found = rules.check_heard({"thought": thought, "work": work}, topics, TOPICS)

    assert [finding.field for finding in found] == fields


@pytest.mark.parametrize(
    ("opinions", "none_raised", "codes"),
    [
        ((), None, []),
        (("多下村",), None, []),
        ((), True, []),
        (("多下村",), False, []),
        ((), False, ["opinions_not_asked"]),
        (("多下村",), True, ["opinions_and_none"]),
    ],
)
def test_opinions_are_written_down_or_said_to_be_none(
    opinions: tuple[str, ...], none_raised: bool | None, codes: list[str]
) -> None:
    assert [f.code for f in rules.check_opinions(opinions, none_raised)] == codes


@pytest.mark.parametrize(
    ("state", "stood", "days", "rises"),
    [
        ("raised", 15, 15, False),
        ("raised", 16, 15, True),
        ("answered", 16, 15, True),
        ("resolved", 40, 15, False),
        ("closed", 40, 15, False),
        ("raised", 400, 0, False),
    ],
)
def test_a_difficulty_rises_after_the_days_of_the_policy(
    state: str, stood: int, days: int, rises: bool
) -> None:
    assert rules.is_to_rise(state, DAY - timedelta(days=stood), DAY, days) is rises


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
