"""The rules of notices by table: seats, what may be known, hours, addresses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guazhi.access.matrix import Role
from guazhi.notices.rules.addresses import check_address, masked
from guazhi.notices.rules.hours import Habits, check_habits, pause
from guazhi.notices.rules.kinds import may_know
from guazhi.notices.rules.seats import (
    SIDES,
    Owed,
    Place,
    Seat,
    addressed_seats,
    department_seats,
    leader_seats,
    owner_seats,
    seats,
)
from guazhi.policy import Party, load_calendar
from guazhi.policy.notices import Relation

CITY, HOME, HOST = "1/", "1/5/6/", "1/7/8/9/"
PLACE = Place(CITY, HOME, HOST, secondee=41, mentor=42)
CALENDAR = load_calendar()


@pytest.mark.parametrize(
    ("relation", "found"),
    [
        (Relation.SECONDEE, [Seat(person=41)]),
        (Relation.MENTOR, [Seat(person=42)]),
        (Relation.CITY_HANDLER, [Seat(Role.CITY_HANDLER, CITY)]),
        (Relation.CITY_APPROVER, [Seat(Role.CITY_APPROVER, CITY)]),
        (
            Relation.COUNTY_HANDLER,
            [Seat(Role.COUNTY_HANDLER, HOME), Seat(Role.COUNTY_HANDLER, HOST)],
        ),
        (Relation.HOST_LEADER, [Seat(Role.HOST_LEADER, HOST)]),
        (Relation.HOME_HANDLER, [Seat(Role.HOME_HANDLER, HOME)]),
    ],
)
def test_a_relation_has_its_seats(relation: Relation, found: list[Seat]) -> None:
    assert list(seats(relation, PLACE)) == found


@pytest.mark.parametrize("relation", [*SIDES, Relation.SECONDEE, Relation.MENTOR])
def test_an_intake_has_no_seats_but_the_city(relation: Relation) -> None:
    assert bool(list(seats(relation, Place(CITY)))) == relation.value.startswith("city")


@pytest.mark.parametrize(
    ("path", "level", "found"),
    [
        (HOST, "", [Seat(Role.HOST_HANDLER, HOST)]),
        (HOME, "", [Seat(Role.HOME_HANDLER, HOME)]),
        (CITY, "", [Seat(Role.CITY_HANDLER, CITY)]),
        ("1/7/", "", [Seat(Role.COUNTY_HANDLER, "1/7/")]),
        ("1/77/", "", []),
        ("", "", []),
        ("", "host", [Seat(Role.HOST_HANDLER, HOST)]),
        ("", "city", [Seat(Role.CITY_HANDLER, CITY)]),
    ],
)
def test_a_matter_is_addressed_to_a_unit_or_a_level(
    path: str, level: str, found: list[Seat]
) -> None:
    assert list(addressed_seats(PLACE, path, level)) == found


@pytest.mark.parametrize(
    ("owed", "owner", "leader", "department"),
    [
        (
            Owed(Party.HOST, HOST),
            [Seat(Role.HOST_HANDLER, HOST)],
            [Seat(Role.HOST_LEADER, HOST)],
            Seat(Role.COUNTY_HANDLER, HOME),
        ),
        (
            Owed(Party.COUNTY, "1/7/"),
            [Seat(Role.COUNTY_HANDLER, "1/7/")],
            [Seat(Role.COUNTY_APPROVER, "1/7/")],
            Seat(Role.CITY_HANDLER, CITY),
        ),
        (
            Owed(Party.CITY, CITY),
            [Seat(Role.CITY_HANDLER, CITY)],
            [Seat(Role.CITY_APPROVER, CITY)],
            Seat(Role.CITY_APPROVER, CITY),
        ),
        (
            Owed(Party.HOME, HOME),
            [Seat(Role.HOME_HANDLER, HOME)],
            [Seat(Role.HOME_HANDLER, HOME)],
            Seat(Role.COUNTY_HANDLER, HOME),
        ),
        (
            Owed(Party.SECONDEE, person=41),
            [Seat(person=41)],
            [Seat(Role.HOST_LEADER, HOST)],
            Seat(Role.COUNTY_HANDLER, HOME),
        ),
    ],
)
def test_the_ladder_climbs_from_owner_to_leader_to_department(
    owed: Owed, owner: list[Seat], leader: list[Seat], department: Seat
) -> None:
    assert list(owner_seats(owed)) == owner
    assert list(leader_seats(owed, PLACE)) == leader
    assert department_seats(owed, PLACE)[0][0] == department


def test_a_seat_is_looked_for_from_the_unit_upwards() -> None:
    assert Seat(Role.HOST_HANDLER, HOST).units == (9, 8, 7, 1)


@pytest.mark.parametrize(
    ("kind", "role", "is_own", "of_intake", "may"),
    [
        ("task_returned", Role.SECONDEE, True, False, True),
        ("task_returned", Role.HOME_HANDLER, False, False, False),
        ("assessment_released", Role.SECONDEE, True, False, True),
        ("appraisal_signed", Role.SECONDEE, True, False, False),
        ("appraisal_signed", Role.CITY_HANDLER, False, False, True),
        ("assessment_released", Role.CITY_HANDLER, True, False, False),
        ("practice_proposed", Role.CITY_APPROVER, False, True, True),
        ("practice_proposed", Role.HOST_HANDLER, False, True, False),
    ],
)
def test_nobody_is_told_what_the_matrix_hides(
    kind: str, role: Role, *, is_own: bool, of_intake: bool, may: bool
) -> None:
    assert may_know(kind, role, is_own=is_own, of_intake=of_intake) is may


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("habits", "moment", "expected"),
    [
        (Habits(), at(6, 10), at(6, 10)),
        (Habits(), at(6, 21, 30), at(7, 8)),
        (Habits(), at(6, 7, 59), at(6, 8)),
        (Habits(), at(6, 8), at(6, 8)),
        # 1 to 5 May are free, Saturday the 9th is worked
        (Habits(), at(1, 10), at(6, 8)),
        (Habits(), at(9, 10), at(9, 10)),
        (Habits(), at(9, 20), at(11, 8)),
        (Habits(working_days_only=False), at(1, 10), at(1, 10)),
        (Habits(quiet_from=12, quiet_until=14), at(6, 12, 1), at(6, 14)),
        (Habits(quiet_from=9, quiet_until=9), at(6, 3), at(6, 3)),
    ],
)
def test_a_message_waits_out_quiet_hours_and_free_days(
    habits: Habits, moment: datetime, expected: datetime
) -> None:
    assert habits.next_time(moment, CALENDAR) == expected


HABITS = st.builds(
    Habits,
    digest=st.sampled_from(["never", "daily", "weekly"]),
    weekday=st.integers(0, 6),
    quiet_from=st.integers(0, 23),
    quiet_until=st.integers(0, 23),
    working_days_only=st.booleans(),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20))  # noqa: DTZ001


@given(HABITS, MOMENTS)
def test_the_next_time_is_allowed_and_none_before_it_is(habits: Habits, moment: datetime) -> None:
    found = habits.next_time(moment, CALENDAR)

    assert found >= moment
    assert habits.may_send(found, CALENDAR)
    step = moment
    while step < found:
        assert not habits.may_send(step, CALENDAR)
        step += timedelta(minutes=30)


@given(HABITS, st.dates(date(2026, 1, 10), date(2026, 12, 20)))
def test_a_digest_is_due_on_days_with_messages_and_a_weekly_one_once(
    habits: Habits, day: date
) -> None:
    due = habits.digest_of(day, CALENDAR)

    if habits.digest == "never" or not habits.is_day(day, CALENDAR):
        assert due is None
    elif habits.digest == "daily":
        assert due == day
    else:
        assert due is not None
        assert (due.weekday(), (day - due).days < 7) == (habits.weekday, True)


def test_pauses_double() -> None:
    assert [pause(tries) for tries in (1, 2, 3, 4)] == [
        timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)
    ]


@pytest.mark.parametrize(
    ("digest", "weekday", "quiet_from", "codes"),
    [
        ("daily", 0, 20, []),
        ("hourly", 0, 20, ["choice_unknown"]),
        ("weekly", 7, 20, ["choice_unknown"]),
        ("daily", 0, 24, ["choice_unknown"]),
    ],
)
def test_habits_keep_to_clock_and_week(
    digest: str, weekday: int, quiet_from: int, codes: list[str]
) -> None:
    found = check_habits(digest=digest, weekday=weekday, quiet_from=quiet_from, quiet_until=8)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("kind", "address", "domains", "codes"),
    [
        ("email", "zhang@anlan.gov.cn", [], []),
        ("email", "zhang@anlan.gov.cn", ["anlan.gov.cn"], []),
        ("email", "zhang@example.org", ["anlan.gov.cn"], ["mail_domain_not_allowed"]),
        ("email", "zhang@anlan.gov.cn\nBcc: x@example.org", [], ["email_not_well_formed"]),
        ("email", "zhang", [], ["email_not_well_formed"]),
        ("dingtalk", "a" * 64, [], []),
        ("dingtalk", "../" + "a" * 20, [], ["robot_not_well_formed"]),
        ("wecom", "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa", [], []),
        ("feishu", "http://127.0.0.1/aaaaaaaaaaaa", [], ["robot_not_well_formed"]),
        ("sms", "13800000000", [], ["channel_not_offered"]),
    ],
)
def test_addresses(kind: str, address: str, domains: list[str], codes: list[str]) -> None:
    offered = ["email", "dingtalk", "wecom", "feishu"]

    found = check_address(kind, address, "", offered=offered, domains=domains)

    assert [finding.code for finding in found] == codes


def test_addresses_are_shown_masked() -> None:
    assert masked("email", "zhang@anlan.gov.cn") == "zh***@anlan.gov.cn"
    assert masked("wecom", "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa") == "***5aaa"
