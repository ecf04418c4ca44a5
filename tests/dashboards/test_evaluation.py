"""Programme evaluation: intakes side by side, each number with its names, small groups withheld."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.dashboards.queries import batches, measured
from guazhi.hosting.commands import confirm_difficulty, raise_difficulty, resolve_difficulty
from guazhi.web.clock import clock_at
from tests.assessments.acting import MIDTERM, concluded
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 1)


def solved(world: World) -> None:
    raised, closed = date(2026, 4, 1), date(2026, 4, 8)
    with clock_at(raised):
        row = raise_difficulty(
            world.secondment.pk,
            kind="life",
            text="周转房没有热水",
            level="host",
            day=raised,
            actor=world.secondee,
        )
    with clock_at(closed):
        resolve_difficulty(row.pk, solution="已更换热水器", day=closed, actor=world.host_handler)
        confirm_difficulty(row.pk, solved=True, remark="", day=closed, actor=world.secondee)


def test_an_intake_is_told_in_figures_that_open_their_names(world: World) -> None:
    solved(world)
    intake, pk = world.secondment.intake, world.secondment.pk

    (batch,) = batches(world.handler, DAY)

    assert (batch.people, batch.over, batch.completed) == (1, 1, 1)
    assert (batch.raised, batch.solved, batch.days) == (1, 1, 7)
    assert [(each.party, each.on_time) for each in batch.parties if each.party == "host"] == [
        ("host", 1)
    ]
    for measure in ("people", "over", "completed", "raised", "solved", "late:host"):
        names = measured(world.handler, intake, measure, DAY)
        assert names is not None
        assert list(names) == [pk]
    for measure in ("cut_short", "unsolved", "published", "adopted", "exchanged"):
        assert measured(world.handler, intake, measure, DAY) == {}
    for measure in ("", "people:host", "late:nobody", "grew:nothing", "grew"):
        assert measured(world.handler, intake, measure, DAY) is None


def test_the_growth_of_too_few_is_neither_counted_nor_named(world: World) -> None:
    concluded(world, kind="midterm", day=MIDTERM)
    concluded(world)

    (batch,) = batches(world.handler, DAY)

    assert {each.counts for each in batch.growth} == {None}
    assert measured(world.handler, world.secondment.intake, "same:virtue", DAY) == {}


def test_the_pages_are_for_the_departments_and_a_number_leads_to_names(world: World) -> None:
    intake = world.secondment.intake_id
    client = client_of(world.handler)
    with clock_at(DAY):
        page = client.get("/evaluation/")
        names = client.get(f"/intakes/{intake}/evaluation/completed/")
        nothing = client.get(f"/intakes/{intake}/evaluation/late:nobody/")
        host = client_of(world.host_leader).get("/evaluation/")

    assert page.status_code == 200
    assert [row.pk for row, _n in names.context["names"]] == [world.secondment.pk]
    assert (nothing.status_code, host.status_code) == (404, 404)


def test_an_evaluation_asks_as_much_for_three_as_for_one(world: World) -> None:
    with CaptureQueriesContext(connection) as one:
        batches(world.handler, DAY)
    world.another("李强", host=world.county_department)
    world.another("赵一", home=world.county_department, host=world.bureau)
    with CaptureQueriesContext(connection) as three:
        batches(world.handler, DAY)

    assert len(three) == len(one)
