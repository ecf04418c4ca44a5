"""Difficulties that stand unsolved go up by themselves, once, on the day the policy says."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.hosting.commands import (
    answer_difficulty,
    confirm_difficulty,
    escalate_difficulties,
    make_up_answer,
    raise_difficulty,
    resolve_difficulty,
)
from guazhi.hosting.models import Difficulty, DifficultyStep
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.web.clock import clock_at
from tests.make import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
SYSTEM = Actor(user_id=None, person_id=None, name="guazhi daily", is_command_line=True)
DAYS = 15  # of the policy of the tests


def raised(world: World, level: str = "host", text: str = "住处漏雨") -> Difficulty:
    return raise_difficulty(
        world.secondment.pk,
        kind="life",
        text=text,
        day=DAY,
        level=level,
        actor=world.secondee,
    )


def escalate(days: int) -> int:
    day = DAY + timedelta(days=days)
    with clock_at(day):
        return escalate_difficulties(day, actor=SYSTEM)


def test_a_difficulty_goes_up_the_day_after_its_days_and_only_once(world: World) -> None:
    row = raised(world)

    counts = [escalate(DAYS), escalate(DAYS + 1), escalate(DAYS + 1)]

    row.refresh_from_db()
    assert counts == [0, 1, 0]
    assert (row.level, row.owner_id, row.state) == ("county", world.county_department.pk, "raised")
    assert row.since == DAY + timedelta(days=DAYS + 1)
    assert list(DifficultyStep.objects.values_list("kind", "level")) == [("escalate", "host")]
    entry = Entry.objects.get(verb="DifficultyEscalated")
    assert (entry.subject, entry.actor_name) == (row.pk, "guazhi daily")


def test_the_next_level_owes_it_from_that_day(world: World) -> None:
    raised(world)

    escalate(DAYS + 1)

    owed = Obligation.objects.filter(rule="difficulty_closed").exclude(state="void").get()
    assert (owed.party, owed.due) == ("county", date(2026, 4, 17))


def answers_owed() -> list[tuple[str, date, str, date | None]]:
    rows = Obligation.objects.filter(rule="difficulty_answered").order_by("due")
    return list(rows.values_list("party", "due", "state", "met_on"))


def test_who_never_answered_owes_the_answer_still(world: World) -> None:
    raised(world)

    escalate(DAYS + 1)

    host, county = date(2026, 3, 5), date(2026, 3, 23)
    assert answers_owed() == [("host", host, "open", None), ("county", county, "open", None)]
    world.secondment.refresh_from_db()
    assert world.secondment.earliest_due == min(
        Obligation.objects.filter(secondment=world.secondment, state="open").values_list(
            "due", flat=True
        )
    )


def test_a_late_answer_meets_it_and_leaves_the_difficulty_where_it_is(world: World) -> None:
    row = raised(world)
    escalate(DAYS + 1)
    late = date(2026, 3, 19)

    with clock_at(late):
        make_up_answer(row.pk, answer="已报修，迟复说明", day=late, actor=world.host_handler)

    row.refresh_from_db()
    assert (row.level, row.state, row.answer) == ("county", "raised", "")
    assert [(state, met) for _who, _due, state, met in answers_owed()] == [
        ("met", late),
        ("open", None),
    ]
    assert row.steps.values_list("kind", "level").last() == ("answer", "host")


def test_only_who_let_the_date_pass_may_make_up_the_answer(world: World) -> None:
    answered, risen = raised(world), raised(world, text="缺少资料")
    answer_difficulty(answered.pk, answer="正在协调", day=DAY, actor=world.host_leader)
    escalate(DAYS + 1)

    for pk, actor in ((answered.pk, world.host_leader), (risen.pk, world.county_handler)):
        with pytest.raises(Http404), clock_at(date(2026, 3, 19)):
            make_up_answer(pk, answer="迟复", day=date(2026, 3, 19), actor=actor)


def test_the_solution_closes_it_for_every_level_that_owed_one(world: World) -> None:
    row = raised(world)
    escalate(DAYS + 1)
    escalate(DAYS + 50)
    day = DAY + timedelta(days=DAYS + 51)

    with clock_at(day):
        resolve_difficulty(row.pk, solution="已修缮", day=day, actor=world.handler)
        confirm_difficulty(row.pk, solved=True, day=day, actor=world.secondee)

    owed = Obligation.objects.filter(rule="difficulty_closed").exclude(state="void").order_by("due")
    assert list(owed.values_list("party", "state")) == [("county", "met"), ("city", "met")]


def test_it_goes_on_to_the_city_and_stays_there(world: World) -> None:
    row = raised(world)

    counts = [escalate(16), escalate(31), escalate(32), escalate(300)]

    row.refresh_from_db()
    assert counts == [1, 0, 1, 0]
    assert row.level == "city"


def test_an_answer_does_not_hold_it_back_but_a_solution_does(world: World) -> None:
    answered, solved = raised(world), raised(world, "county", "缺少资料")
    answer_difficulty(answered.pk, answer="正在协调", day=DAY, actor=world.host_leader)
    resolve_difficulty(solved.pk, solution="已修缮", day=DAY, actor=world.county_handler)

    assert escalate(20) == 1

    levels = Difficulty.objects.order_by("pk").values_list("level", flat=True)
    assert list(levels) == ["county", "county"]


def test_what_is_opened_again_goes_up_by_the_days_since_it_came_to_its_level(world: World) -> None:
    row = raised(world)
    resolve_difficulty(row.pk, solution="已修缮", day=DAY, actor=world.host_leader)
    confirm_difficulty(row.pk, solved=False, remark="仍漏", day=DAY, actor=world.secondee)

    assert [escalate(15), escalate(16)] == [0, 1]


def test_the_daily_command_does_it(world: World) -> None:
    raised(world)
    out = StringIO()

    with clock_at(date(2026, 3, 20)):
        call_command("daily", stdout=out)

    assert "escalate: 1" in out.getvalue().splitlines()
    assert Difficulty.objects.get().level == "county"
