"""The rules of coordination at their boundaries."""

from datetime import date

import pytest

from guazhi.coordination import rules

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("direction", "brings"),
    [("up", "brought_up"), ("down", "brought_down"), ("across", "brought_up")],
)
def test_those_sent_down_bring_down_and_others_up(direction: str, brings: str) -> None:
    assert rules.default_direction(direction) == brings


TOWNSHIP, COUNTY, COUNTY_DEPARTMENT, CITY, CITY_DEPARTMENT = 0, 2, 3, 4, 5


@pytest.mark.parametrize(
    ("to", "ends", "fits"),
    [
        (TOWNSHIP, [CITY], ["brought_down"]),  # the host of somebody sent down
        (CITY, [TOWNSHIP], ["brought_up"]),  # his home
        (COUNTY_DEPARTMENT, [CITY, TOWNSHIP], ["brought_down", "brought_up"]),
        (CITY_DEPARTMENT, [CITY, TOWNSHIP], ["brought_up"]),
        (TOWNSHIP, [CITY, TOWNSHIP], ["brought_down"]),  # another township
        (CITY, [CITY], ["brought_down", "brought_up"]),  # between units of one height
        (CITY_DEPARTMENT, [CITY, CITY], ["brought_up"]),
        (COUNTY, [CITY, CITY], ["brought_down"]),
        (CITY, [CITY, CITY], ["brought_down", "brought_up"]),
    ],
)
def test_what_is_brought_up_comes_from_below_and_what_is_brought_down_from_above(
    to: int, ends: list[int], fits: list[str]
) -> None:
    assert list(rules.directions_to(to, ends)) == fits


@pytest.mark.parametrize(
    ("kind", "level", "height"),
    [
        ("organ", "township", TOWNSHIP),
        ("enterprise", "county", COUNTY),
        ("department", "county", COUNTY_DEPARTMENT),
        ("department", "city", CITY_DEPARTMENT),
    ],
)
def test_an_organisation_department_stands_above_the_units_of_its_level(
    kind: str, level: str, height: int
) -> None:
    assert rules.height(kind, level) == height


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("planned", ["secondment_not_decided"]),
        ("withdrawn", ["secondment_not_decided"]),
        ("decided", []),
        ("in_post", []),
        ("returned", []),
    ],
)
def test_nothing_is_recorded_before_the_decision(state: str, codes: list[str]) -> None:
    assert [f.code for f in rules.check_decided(state)] == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 2, 22), ["day_too_far_back"]),
        (date(2026, 2, 23), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["day_out_of_term"]),
    ],
)
def test_a_forum_is_planned_within_the_intake(day: date, codes: list[str]) -> None:
    found = rules.check_planned_day(
        day, today=DAY, since=date(2026, 1, 1), until=date(2026, 12, 31), days_back=15
    )

    assert [f.code for f in found] == codes


GONE = (date(2026, 1, 1), date(2026, 3, 9))
SPRING = (date(2026, 3, 1), date(2026, 5, 31))
SUMMER = (date(2026, 6, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("day", "windows", "reason", "codes"),
    [
        (date(2026, 5, 31), [SPRING], "", []),
        (date(2026, 6, 1), [SPRING], "", ["forum_out_of_window"]),
        (date(2026, 6, 1), [SPRING], "不", ["forum_out_of_window"]),
        (date(2026, 6, 1), [SPRING], "与培训班一并举行", []),
        (date(2026, 2, 28), [SPRING], "", ["forum_out_of_window"]),
        (date(2026, 5, 31), [SPRING, SUMMER], "", []),  # one more
        (date(2026, 6, 1), [GONE], "", []),  # makes up the one that has passed
        (date(2026, 6, 1), [], "", []),
    ],
)
def test_a_forum_outside_the_window_that_waits_for_one_has_its_reason(
    day: date, windows: list[tuple[date, date]], reason: str, codes: list[str]
) -> None:
    found = rules.check_window(day, windows, today=DAY, reason=reason)

    assert [f.code for f in found] == codes


@pytest.mark.parametrize(("days", "codes"), [(0, 1), (1, 0), (30, 0), (31, 1)])
def test_home_work_takes_one_to_thirty_days(days: int, codes: int) -> None:
    found = list(rules.check_home_request(days=days, reason="年度审计", waiting=False))

    assert [f.code for f in found] == ["home_days_out_of_range"] * codes


@pytest.mark.parametrize(
    ("allowed", "reason", "codes"),
    [(True, "", []), (False, "不", ["reason_needed"]), (False, "一般不安排", [])],
)
def test_only_a_refusal_needs_a_reason(allowed: bool, reason: str, codes: list[str]) -> None:
    found = rules.check_home_decision(
        decided=False, allowed=allowed, reason=reason, asked_on=DAY, day=DAY
    )

    assert [f.code for f in found] == codes


def test_a_decision_on_the_day_of_asking_is_in_time_and_before_it_is_not() -> None:
    found = rules.check_home_decision(
        decided=False, allowed=True, reason="", asked_on=DAY, day=date(2026, 3, 9)
    )

    assert [f.code for f in found] == ["day_before_request"]


@pytest.mark.parametrize(
    ("held", "called_off", "invited", "reported", "codes"),
    [
        (False, False, True, False, []),
        (True, False, True, False, ["forum_held_already"]),
        (False, True, True, False, ["forum_called_off_already"]),
        (False, False, False, False, ["not_invited_to_report"]),
        (False, False, True, True, ["reported_already"]),
    ],
)
def test_one_report_goes_to_a_forum_yet_to_be_held(
    held: bool, called_off: bool, invited: bool, reported: bool, codes: list[str]
) -> None:
    found = rules.check_report_forum(
        held=held, called_off=called_off, invited=invited, reported=reported
    )

    assert [f.code for f in found] == codes
