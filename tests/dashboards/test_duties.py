"""The to-do offers a duty only to a role that can do it now; the other sees who has it."""

from datetime import date

import pytest
from django.test import Client

from guazhi.access.actor import Actor
from guazhi.dashboards.queries import counts, deeds, owed, work_of
from guazhi.hosting.commands import accept, agree_plan, approve_plan, draft_plan
from guazhi.hosting.models import TrainingPlan
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

DAY = date(2026, 3, 2)
MIDTERM = date(2026, 9, 1)
SOON = 7


def rules(actor: Actor, part: str = "", day: date = DAY) -> set[str]:
    return {row.rule for row in owed(work_of(actor), day, SOON, part)}


def drafted(world: World) -> TrainingPlan:
    return draft_plan(
        world.secondment.pk,
        goals="学以致用",
        measures="跟班学习",
        lines=make.PLAN,
        day=DAY,
        actor=world.host_handler,
    )


def approved(world: World) -> TrainingPlan:
    plan = drafted(world)
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    return approve_plan(plan.pk, day=DAY, actor=world.host_leader)


def test_concluding_an_assessment_stands_with_the_approver_alone(world: World) -> None:
    assert "midterm_assessment" in rules(world.approver, day=MIDTERM)
    assert "midterm_assessment" not in rules(world.handler, day=MIDTERM)
    assert rules(world.handler, "with_others", MIDTERM) == {"midterm_assessment"}
    assert rules(world.approver, "with_others", MIDTERM) == set()


def test_accepting_stands_with_the_leader_alone(world: World) -> None:
    assert rules(world.host_handler, "with_others") == {"host_acceptance"}
    assert "host_acceptance" not in rules(world.host_handler)
    assert "host_acceptance" in rules(world.host_leader)


def test_a_plan_is_the_handlers_to_draft_and_then_the_leaders_to_approve(world: World) -> None:
    assert "training_plan" in rules(world.host_handler)

    drafted(world)

    assert "training_plan" not in rules(world.host_handler)
    assert rules(world.host_handler, "with_others") == {"host_acceptance", "training_plan"}
    assert "training_plan" in rules(world.host_leader)


@pytest.mark.parametrize("who", ["handler", "approver", "host_handler", "host_leader", "secondee"])
def test_a_tile_counts_what_its_list_shows(world: World, who: str) -> None:
    work = work_of(getattr(world, who))

    counted = counts(work, MIDTERM, SOON)

    assert counted == {part: owed(work, MIDTERM, SOON, part).count() for part in counted}


def test_a_handler_finds_what_the_approver_has_under_its_own_tab(world: World) -> None:
    with clock_at(MIDTERM):
        shown = client_of(world.handler).get("/", {"show": "with_others"}).context
        tabs = client_of(world.approver).get("/").context["tab_items"]

    assert [(duty.obligation.rule, where) for duty, where in shown["duties"]] == [
        ("midterm_assessment", "")
    ]
    assert [tab.url for tab in tabs if "with_others" in tab.url] == []
    assert [tab.url for tab in shown["tab_items"] if tab.active] == ["?show=with_others"]


def test_a_version_that_waits_stands_before_the_leader_with_its_form(world: World) -> None:
    approved(world)
    second = drafted(world)
    agree_plan(second.pk, day=DAY, actor=world.secondee)

    def page(actor: Actor) -> tuple[list[str], int]:
        client = Client(headers={"accept-language": "en"})
        client.force_login(make.account_of(actor))
        answer = client.get("/")
        found = [key for _kind, key, _count in answer.context["waits"]]
        return found, answer.content.decode().count(f"/hosting/plans/{second.pk}/approve/")

    assert page(world.host_leader) == (["plan"], 1)
    assert page(world.host_handler) == ([], 0)
    approve_plan(second.pk, day=DAY, actor=world.host_leader)
    assert page(world.host_leader) == ([], 0)


# what one person's page offers


def offered(actor: Actor, world: World, day: date = DAY) -> set[str]:
    return {deed.route for deed in deeds(actor, world.secondment, day)}


def test_what_is_done_once_is_offered_once(world: World) -> None:
    before = offered(world.host_leader, world)
    accept(world.secondment.pk, responsible="王建国", day=DAY, actor=world.host_leader)
    approved(world)

    assert before - offered(world.host_leader, world) == {"hosting:accept", "hosting:plan"}


def test_a_version_that_waits_keeps_the_plan_on_offer(world: World) -> None:
    approved(world)
    drafted(world)

    assert "hosting:plan" in offered(world.host_leader, world)


def test_a_result_is_used_when_there_is_one(world: World) -> None:
    assert "assessments:use" not in offered(world.handler, world)
    assert "assessments:use" not in offered(world.handler, world, date(2027, 3, 1))
