"""Codes, who is counted with whom, and the arithmetic of a poll."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.assessments.rules import ballots as rules
from guazhi.assessments.rules import count_of, payload, plain, written
from guazhi.assessments.rules.ballots import Heap, gathered

POINTS = {"good": 100, "fair": 60}
NOON = datetime(2027, 2, 8, 12, 0)  # noqa: DTZ001 - rules compare, whatever the zone


def heap(group: str, *grades: str, weight: int = 50, people: int = 0) -> Heap:
    ballots = tuple({"whole": grade} for grade in grades)
    return Heap(group, weight, people or len(grades), len(grades), ballots)


@pytest.mark.parametrize(
    "typed",
    ["K7MP-4XQP-9RTC", "k7mp4xqp9rtc", " k7mp 4xqp  9rtc ", "Ｋ７ＭＰ－４ＸＱＰ－９ＲＴＣ"],
)
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert written(plain(typed)) == "K7MP-4XQP-9RTC"


def test_no_sign_of_a_code_looks_like_another() -> None:
    assert sorted(set(rules.ALPHABET) & set("0O1IL2Z5S8BUV")) == []
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET) == 23


@pytest.mark.parametrize(
    ("sizes", "unions"),
    [
        ([20, 20, 20], [["a"], ["b"], ["c"]]),
        ([20, 3, 20], [["a"], ["b", "c"]]),
        ([3, 20, 20], [["a", "b"], ["c"]]),
        ([20, 20, 2], [["a"], ["b", "c"]]),
        ([20, 2, 2], [["a", "b", "c"]]),
        ([2, 2, 2], [["a", "b", "c"]]),
        ([2, 2, 0], []),
        ([0, 0, 5], [["a", "b", "c"]]),
        ([], []),
    ],
)
def test_a_group_too_small_is_counted_with_its_neighbour(
    sizes: Sequence[int], unions: list[list[str]]
) -> None:
    heaps = [heap(name, *["good"] * size) for name, size in zip("abc", sizes, strict=False)]

    assert [[each.group for each in union] for union in gathered(heaps, 5)] == unions


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(3, 12))
def test_whatever_is_shown_is_about_enough_ballots_and_all_of_them(
    sizes: list[int], smallest: int
) -> None:
    heaps = [heap(str(at), *["good"] * size) for at, size in enumerate(sizes)]

    kept = payload(heaps, smallest, ["whole"], POINTS)

    shown = [share.used for share in count_of(kept).shares] if kept else []
    assert (kept is None) == (sum(sizes) < smallest or not sizes)
    assert kept is None or (min(shown) >= smallest and sum(shown) == sum(sizes))


@given(st.permutations(["good"] * 4 + ["fair"] * 3))
def test_what_is_kept_is_the_same_in_whatever_order_people_came(grades: list[str]) -> None:
    assert payload([heap("a", *grades)], 5, ["whole"], POINTS) == payload(
        [heap("a", *sorted(grades))], 5, ["whole"], POINTS
    )


def test_means_scores_and_the_weighted_total() -> None:
    heaps = [
        heap("team", "good", "good", "good", "good", "fair", weight=40, people=6),
        heap("staff", "good", "fair", "fair", "fair", "fair", weight=60, people=10),
    ]

    count = count_of(payload(heaps, 5, ["whole"], POINTS) or {})

    assert [dict(share.lines[0].counts) for share in count.shares] == [
        {"good": 4, "fair": 1},
        {"good": 1, "fair": 4},
    ]
    assert [share.score for share in count.shares] == [92, 68]
    assert count.score == Fraction(92 * 40 + 68 * 60, 100)
    assert (count.people, count.issued, count.used) == (16, 10, 10)


def test_groups_without_voters_weigh_nothing() -> None:
    count = count_of(payload([heap("team", *["good"] * 5, weight=40)], 5, ["whole"], POINTS) or {})

    assert (count.weight, count.score) == (40, Fraction(100))


@given(st.lists(st.sampled_from(["good", "fair"]), min_size=5, max_size=60), st.integers(1, 100))
def test_a_score_lies_between_the_worst_and_the_best(grades: list[str], weight: int) -> None:
    count = count_of(payload([heap("a", *grades, weight=weight)], 5, ["whole"], POINTS) or {})

    assert 60 <= count.score <= 100


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"closes_at": NOON}, ["poll_closes_before_it_opens"]),
        ({"now": NOON + timedelta(days=9)}, ["poll_over_already"]),
        ({"window": date(2027, 2, 9)}, ["too_early"]),
        ({"end": date(2027, 2, 9)}, ["poll_after_the_term"]),
    ],
)
def test_the_times_of_a_poll(change: dict[str, object], codes: list[str]) -> None:
    sound = {
        "opens_at": NOON,
        "closes_at": NOON + timedelta(days=2),
        "now": NOON - timedelta(days=1),
        "window": date(2027, 2, 1),
        "end": date(2027, 2, 28),
    }

    found = rules.check_times(**{**sound, **change})  # type: ignore[arg-type]

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("state", "is_sealed", "hours", "codes"),
    [
        ("fresh", False, 1, []),
        ("fresh", False, -1, ["poll_not_open_yet"]),
        ("fresh", False, 49, ["poll_is_over"]),
        ("fresh", False, 48, ["poll_is_over"]),
        ("used", False, 1, ["ballot_code_used"]),
        ("void", False, 1, ["ballot_code_void"]),
        (None, False, 1, ["ballot_code_unknown"]),
        (None, True, 1, ["poll_is_over"]),
    ],
)
def test_a_code_is_refused_with_its_reason(
    state: str | None, is_sealed: bool, hours: int, codes: list[str]
) -> None:
    found = rules.check_code(
        state,
        is_sealed=is_sealed,
        opens_at=NOON,
        closes_at=NOON + timedelta(days=2),
        now=NOON + timedelta(hours=hours),
    )

    assert [finding.code for finding in found] == codes
