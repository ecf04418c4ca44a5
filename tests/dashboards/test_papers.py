"""The papers on a person's history tab: who reads which, and what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.dashboards.queries import papers
from guazhi.secondments.commands import check_relation, hand_over, withdraw
from guazhi.secondments.queries import one
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World, change_term
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def check(world: World, day: date = DAY) -> None:
    check_relation(
        world.secondment.pk,
        day=day,
        relation_unchanged=True,
        post_unchanged=True,
        pay_unchanged=True,
        checked_by="人事科王某",
        seen="编制名册、工资表",
        remark="已与人事科核对",
        actor=world.home_handler,
    )


def extend(world: World, new_end: date) -> None:
    change_term(
        world.secondment.pk,
        kind="extension",
        new_end=new_end,
        reason="春耕工作需要",
        actor=world.approver,
    )


def tab(actor: Actor, pk: int) -> str:
    return client_of(actor).get(f"/secondments/{pk}/?tab=history").content.decode()


PAPERS = ("市委组织部部务会", "综合科李四", "在办文件三件", "已与人事科核对", "春耕工作需要")


def test_the_tab_shows_each_paper_to_those_who_may_read_it(world: World) -> None:
    hand_over(
        world.secondment.pk,
        day=DAY,
        handed_to="综合科李四",
        matters="在办文件三件",
        actor=world.home_handler,
    )
    check(world)
    extend(world, date(2027, 5, 31))
    deputy = make.enrol("副职", world.township_government, sex="male")
    world.secondment.refresh_from_db()
    world.secondment.mentor = deputy
    world.secondment.save()
    mentor = make.actor(None, None, deputy)

    managers = [paper in tab(world.handler, world.secondment.pk) for paper in PAPERS]
    mentors = [paper in tab(mentor, world.secondment.pk) for paper in PAPERS]

    assert managers == [True] * 5
    assert mentors == [True, True, True, True, False]


def test_the_reason_of_a_withdrawal_is_shown(world: World) -> None:
    row = world.another("吴九", in_post=False)
    withdraw(row.pk, reason="本人因病不能赴任", day=DAY, actor=world.approver)

    assert "本人因病不能赴任" in tab(world.handler, row.pk)


def test_papers_cost_the_same_however_many(world: World) -> None:
    costs = []
    for month in (4, 5, 6):
        with clock_at(date(2026, month, 1)):
            check(world, date(2026, month, 1))
            extend(world, date(2027, month, 28))
        secondment = one(world.handler, world.secondment.pk)
        with CaptureQueriesContext(connection) as captured:
            papers(world.handler, secondment)
        costs.append(len(captured))

    assert costs == [costs[0]] * 3
    assert costs[0] <= 10
