"""Who grades the year: where more than half of it was worked, else people settle it."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.assessments.queries.years import annual_assessors
from guazhi.assessments.rules.years import Stay, annual_assessor, check_settled
from guazhi.notices.models import Notice
from guazhi.people.models import Employment
from guazhi.secondments.models import CourseChange, Secondment
from guazhi.web import clock
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

HOME, HOST, OTHER = 1, 2, 3
EVER = Stay(HOME, date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("year", "stays", "unit", "candidates"),
    [
        # a year from March: the host has ten months of the first, the home the second
        (2026, [Stay(HOST, date(2026, 3, 1), date(2027, 2, 28))], HOST, ()),
        (2027, [Stay(HOST, date(2026, 3, 1), date(2027, 2, 28))], HOME, ()),
        # half a year from March is 184 of 365 days
        (2026, [Stay(HOST, date(2026, 3, 1), date(2026, 8, 31))], HOST, ()),
        (2026, [Stay(HOST, date(2026, 3, 1), date(2026, 8, 29))], HOME, ()),
        # extended from half a year to nine months
        (2026, [Stay(HOST, date(2026, 9, 1), date(2027, 5, 31))], HOME, ()),
        # two half years at two hosts: nobody has more than half
        (
            2026,
            [
                Stay(HOST, date(2026, 1, 10), date(2026, 6, 30)),
                Stay(OTHER, date(2026, 7, 1), date(2026, 12, 20)),
            ],
            None,
            (OTHER, HOST),
        ),
        # two secondments to one host count together
        (
            2026,
            [
                Stay(HOST, date(2026, 1, 1), date(2026, 3, 31)),
                Stay(HOST, date(2026, 7, 1), date(2026, 12, 31)),
            ],
            HOST,
            (),
        ),
        # a tie, in a leap year
        (2028, [Stay(HOST, date(2028, 1, 1), date(2028, 7, 1))], None, (HOME, HOST)),
        (2026, [], HOME, ()),
    ],
)
def test_the_year_is_graded_where_most_of_it_was_worked(
    year: int, stays: list[Stay], unit: int | None, candidates: tuple[int, ...]
) -> None:
    found = annual_assessor(year, [EVER], stays)

    assert (found.unit, found.candidates, found.asks) == (unit, candidates, unit is None)


def test_days_that_nobody_knows_of_count_for_nobody() -> None:
    joined = Stay(HOME, date(2026, 7, 1), date(2100, 1, 1))

    found = annual_assessor(2026, [joined], [Stay(HOST, date(2026, 11, 1), date(2026, 12, 31))])

    assert (found.gap, found.days, found.asks) == (181, ((HOME, 123), (HOST, 61)), True)


days = st.dates(date(2025, 6, 1), date(2027, 6, 30))
stays = st.lists(
    st.builds(
        lambda unit, start, length: Stay(unit, start, start + timedelta(days=length)),
        st.integers(2, 4),
        days,
        st.integers(0, 400),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(stays, st.booleans())
def test_one_unit_has_more_than_half_or_it_is_asked(placed: list[Stay], at_home: bool) -> None:
    found = annual_assessor(2026, [EVER] if at_home else [], placed)

    over = [unit for unit, n in found.days if n * 2 > 365]
    assert sum(n for _, n in found.days) + found.gap == 365
    assert (len(over) <= 1, found.asks) == (True, not over)
    assert found == annual_assessor(2026, [EVER] if at_home else [], placed[::-1])


@settings(max_examples=40, deadline=None)
@given(stays, st.booleans())
def test_each_day_belongs_to_the_latest_stay_and_else_to_home(
    placed: list[Stay], at_home: bool
) -> None:
    found = annual_assessor(2026, [EVER] if at_home else [], placed)

    held = []
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        there = [(row.start, row.end, row.unit) for row in placed if row.start <= day <= row.end]
        held += [max(there)[2]] if there else [HOME] if at_home else []
    assert dict(found.days) == Counter(held)
    assert found.unit == next((unit for unit in held if held.count(unit) >= 183), None)


MORE = date(2027, 12, 20)


@pytest.mark.django_db
def test_a_year_of_which_nobody_has_half_is_settled_by_the_city_and_home_and_host_are_told(
    world: World,
) -> None:
    pk, host = world.secondment.pk, world.township_government.pk
    Secondment.objects.filter(pk=pk).update(start=date(2026, 7, 3), arrived_on=date(2026, 7, 3))
    person = world.secondment.secondee_id
    Employment.objects.filter(person=person).update(since=date(2026, 1, 2))
    client = client_of(world.handler)
    with clock_at(MORE):
        page = client.get(f"/assessments/{pk}/years/2026/")
        sent = client.post(
            f"/assessments/{pk}/years/2026/", {"unit": host, "reason": "主要工作在接收单位。"}
        )
        (shown, _next) = annual_assessors(Secondment.objects.get(pk=pk), MORE)

    assert (page.status_code, sent.status_code) == (200, 302)
    assert shown.settled is not None
    assert (shown.found.asks, shown.settled.organisation_id) == (True, host)
    told = Notice.objects.filter(kind="year_settled").values_list("reader", flat=True)
    assert set(told) == {world.home_handler.user_id, world.host_handler.user_id}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days", "asks"),
    [
        ("in_effect", [("清溪县水利局", 175), ("清溪县龙泉乡人民政府", 131)], True),
        ("refused", [("清溪县龙泉乡人民政府", 306)], False),
    ],
)
def test_who_changed_the_post_has_worked_at_both_hosts(
    world: World, state: str, days: list[tuple[str, int]], asks: bool
) -> None:
    row, july = world.secondment, date(2026, 7, 10)
    post = make.post(world.intake, make.found("清溪县水利局", "organ", world.county))
    CourseChange.objects.create(
        secondment=row,
        kind="change_of_post",
        asked_by="host",
        day=july,
        reason="专业对口",
        post=post,
        day_there=july,
        state=state,
        settled_on=july,
        old_end=row.end,
        old_post=row.post,
        made_at=clock.now(),
    )
    if state == "in_effect":
        row.host_unit = post.host_unit
        row.save()

    (first, _second) = annual_assessors(row, july)

    assert [each for each in first.days if each[0] != world.bureau.name] == days
    assert (first.found.asks, first.found.days[-1][1]) == (asks, 59)


@pytest.mark.parametrize(
    ("year", "unit", "reason", "codes"),
    [
        (2028, HOME, "主要工作在原单位。", ["year_not_to_settle"]),
        (2026, HOME, "", ["words_needed"]),
        (2026, OTHER, "主要工作在原单位。", ["unit_not_asked"]),
        (2026, HOST, "主要工作在接收单位。", []),
    ],
)
def test_only_a_year_that_asks_is_settled_among_those_asked_with_a_reason(
    year: int, unit: int, reason: str, codes: list[str]
) -> None:
    half = Stay(HOST, date(2026, 1, 1), date(2026, 7, 1))
    joined = Stay(HOME, date(2026, 7, 3), date(2100, 1, 1))
    found = annual_assessor(2026, [joined], [half])

    assert [f.code for f in check_settled(found, year, unit, reason, MORE)] == codes


def test_a_year_of_which_one_unit_has_more_than_half_is_not_settled() -> None:
    found = annual_assessor(2026, [EVER], [])

    codes = [f.code for f in check_settled(found, 2026, HOME, "一直在原单位工作。", MORE)]
    assert codes == ["year_needs_no_settling"]
