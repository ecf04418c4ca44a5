"""The burden budget: what was asked of each secondee, month by month, and who may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guazhi.access.models import User
from guazhi.coordination.commands import plan_forum
from guazhi.dashboards import queries
from guazhi.policy import named
from guazhi.policy.timing import Every
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db


def signed_in(world: World, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=getattr(world, who).user_id))
    return client


def test_papers_and_forums_are_counted_in_their_month(world: World) -> None:
    plan_forum(
        world.intake.pk,
        day=date(2026, 5, 20),
        place="会议室",
        agenda="汇报",
        actor=world.handler,
    )
    months = queries.months_up_to(date(2026, 5, 31), 3)

    (row,) = queries.burden(queries.burdened(world.handler), months)

    assert months == [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    assert [month.counts for month in row.months] == [{}, {}, {"papers": 1, "forums": 1}]
    assert [(month.budget, month.is_over) for month in row.months] == [(10, False)] * 3


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("handler", 200),
        ("county_handler", 200),
        ("host_leader", 200),
        ("secondee", 200),
        ("home_handler", 404),
    ],
)
def test_those_who_ask_and_the_secondee_see_it(world: World, who: str, status: int) -> None:
    assert signed_in(world, who).get("/burden/").status_code == status


def test_a_host_sees_its_own_people_and_a_secondee_himself(world: World) -> None:
    bureau = make.found("市水利局", "organ", world.city)
    there = world.another("赵敏", host=bureau, category="city_organ", months=6)

    seen = {who: set(queries.burdened(getattr(world, who))) for who in ("handler", "host_handler",
            "secondee")}  # fmt: skip

    assert seen == {
        "handler": {world.secondment, there},
        "host_handler": {world.secondment},
        "secondee": {world.secondment},
    }


def test_what_two_departments_ask_for_in_a_month_is_flagged(world: World) -> None:
    for day, actor in ((18, world.handler), (20, world.county_handler)):
        plan_forum(
            world.intake.pk,
            day=date(2026, 5, day),
            place="会议室",
            agenda="汇报",
            actor=actor,
        )

    (row,) = queries.burden([world.secondment], queries.months_up_to(date(2026, 5, 31), 2))

    assert [month.doubled for month in row.months] == [(), ("forums",)]


@pytest.mark.parametrize(
    ("who", "months"), [("host_leader", 3), ("secondee", 3), ("home_handler", 0)]
)
def test_the_persons_page_shows_what_was_asked_since_the_term_began(
    world: World, who: str, months: int
) -> None:
    with clock_at(date(2026, 5, 20)):
        shown = signed_in(world, who).get(f"/secondments/{world.secondment.pk}/").context["burden"]

    assert len(shown.months if shown else ()) == months


def test_a_page_costs_the_same_for_one_and_for_three(world: World) -> None:
    client = signed_in(world, "handler")
    client.get("/burden/")
    counts = []
    for name in ("", "孙丽", "周敏"):
        if name:
            world.another(name)
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            client.get("/burden/")
        counts.append(len(queries_made))

    assert counts[0] == counts[2]


@pytest.mark.parametrize("pack", ["speech", "strict"])
def test_no_policy_asks_anything_of_a_secondee_more_often_than_monthly(pack: str) -> None:
    often = [
        owed.timing.every.months
        for owed in named(pack).obligations.values()
        if "secondee" in owed.owners and isinstance(owed.timing, Every)
    ]

    assert often
    assert min(often) >= 1
