"""Each check that counts days, on the day before, on the day and after; the term begins 2026-03-01."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.secondments.facts import START, check, codes, person, post, sanction, stay

SANCTION = {"kind": "sanction"}
LATER = {**SANCTION, "months_after": 6}
CUT_OFF = {"kind": "age", "limits": [{"born_from": date(1986, 3, 1)}]}
UNDER = {"kind": "age", "limits": [{"under": 40}]}
DECLARED = {**UNDER, "on": date(2025, 12, 31)}
SAME_HOST = {"kind": "same_host", "years": 2}
COOL_DOWN = {"kind": "cool_down", "months": 24}
OVERLAP = {"kind": "overlap"}
SERVICE = {"kind": "service", "years": 2}
GRADES = {"kind": "grades", "years": 2, "accepts": ["优秀", "称职"]}
LAST = date(2027, 2, 28)


def warned(until: date) -> dict[str, Any]:
    return {"sanctions": (sanction("记过", date(2024, 6, 1), until),)}


def stayed(end: date) -> dict[str, Any]:
    return {"stays": (stay(date(2023, 1, 1), end),)}


CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    # months of birth are all that is on record: who turns 40 in the month of the first day is 40
    (UNDER, {"birth": date(1986, 2, 1)}, ["too_old"]),
    (UNDER, {"birth": date(1986, 3, 1)}, ["too_old"]),
    (UNDER, {"birth": date(1986, 4, 1)}, []),
    (DECLARED, {"birth": date(1985, 11, 1)}, ["too_old"]),
    (DECLARED, {"birth": date(1985, 12, 1)}, ["too_old"]),
    (DECLARED, {"birth": date(1986, 1, 1)}, []),
    (CUT_OFF, {"birth": date(1986, 2, 1)}, ["born_too_early"]),
    (CUT_OFF, {"birth": date(1986, 3, 1)}, []),
    (CUT_OFF, {"birth": date(1986, 4, 1)}, []),
    (SANCTION, warned(START - timedelta(1)), []),
    (SANCTION, warned(START), ["sanction_in_effect"]),
    (SANCTION, warned(START + timedelta(1)), ["sanction_in_effect"]),
    (LATER, warned(date(2025, 8, 31)), []),
    (LATER, warned(date(2025, 9, 1)), ["sanction_in_effect"]),
    (LATER, warned(date(2025, 9, 2)), ["sanction_in_effect"]),
    (SAME_HOST, stayed(date(2024, 2, 29)), []),
    (SAME_HOST, stayed(date(2024, 3, 1)), ["same_host_before"]),
    (SAME_HOST, stayed(date(2024, 3, 2)), ["same_host_before"]),
    (COOL_DOWN, stayed(date(2024, 2, 29)), []),
    (COOL_DOWN, stayed(date(2024, 3, 1)), ["home_too_short"]),
    (COOL_DOWN, stayed(date(2024, 3, 2)), ["home_too_short"]),
    (OVERLAP, stayed(START - timedelta(1)), []),
    (OVERLAP, stayed(START), ["stay_overlaps"]),
    (OVERLAP, stayed(START + timedelta(1)), ["stay_overlaps"]),
    (OVERLAP, {"stays": (stay(LAST - timedelta(1), date(2028, 1, 1)),)}, ["stay_overlaps"]),
    (OVERLAP, {"stays": (stay(LAST, date(2028, 1, 1)),)}, ["stay_overlaps"]),
    (OVERLAP, {"stays": (stay(LAST + timedelta(1), date(2028, 1, 1)),)}, []),
    (SERVICE, {"work_began": date(2024, 2, 1)}, []),
    (SERVICE, {"work_began": date(2024, 3, 1)}, []),
    (SERVICE, {"work_began": date(2024, 4, 1)}, ["service_too_short"]),
    (GRADES, {"grades": {2023: "不称职", 2024: "称职", 2025: "称职"}}, []),
    (GRADES, {"grades": {2024: "不称职", 2025: "称职"}}, ["grade_not_accepted"]),
    (GRADES, {"grades": {2024: "称职", 2025: "称职", 2026: "不称职"}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "changed", "found"), CASES)
def test_a_check_holds_to_the_day(
    rule: dict[str, Any], changed: dict[str, Any], found: list[str]
) -> None:
    assert codes(person(**changed), post(), check(**rule)) == found


@pytest.mark.parametrize(
    ("begins", "found"),
    [
        (date(2026, 6, 29), ["team_full"]),
        (date(2026, 6, 30), ["team_full"]),
        (date(2026, 7, 1), []),
    ],
)
def test_one_of_a_team_may_follow_another_on_the_day_after(begins: date, found: list[str]) -> None:
    rule = check(kind="team", most="max_secondees_per_leadership_team")
    others = ((START, date(2026, 6, 30)), (begins, LAST))

    assert codes(person(), post(team=others), rule) == found


@pytest.mark.parametrize(("cap", "found"), [(1, ["team_full"]), (2, [])])
def test_the_cap_of_the_post_itself_counts_where_it_is_stricter(cap: int, found: list[str]) -> None:
    rule = check(kind="team", most="max_secondees_per_leadership_team")

    assert codes(person(), post(team=((START, LAST),), team_cap=cap), rule) == found
