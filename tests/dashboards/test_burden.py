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
    [("handler", 200), ("county_handler", 200), ("host_leader", 404), ("secondee", 404)],
)
def test_the_departments_see_it(world: World, who: str, status: int) -> None:
    assert signed_in(world, who).get("/burden/").status_code == status


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
