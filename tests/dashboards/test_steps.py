"""What waits for a step: every kind for whoever it waits for, counted in one question."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.coordination import commands as coordinate
from guazhi.coordination.models import Practice
from guazhi.dashboards.queries import STEP_KINDS, count_steps
from guazhi.hosting.commands import (
    accept_task,
    assign_task,
    draft_plan,
    name_mentor,
    raise_difficulty,
    report_task,
    resolve_difficulty,
)
from guazhi.obligations.commands import ask_waiver
from guazhi.obligations.models import Obligation
from guazhi.secondments.commands import ask_change
from guazhi.web import clock
from tests.make import PLAN, World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def busy(world: World, number: int = 1) -> None:
    """One more of what people leave for each other."""
    pk, host, secondee = world.secondment.pk, world.host_handler, world.secondee
    words = {"due": date(2026, 4, 1), "substantive": True, "day": DAY, "actor": host}
    assign_task(pk, title=f"调研{number}", **words)  # type: ignore[arg-type]
    task = assign_task(pk, title=f"选址{number}", **words)  # type: ignore[arg-type]
    accept_task(task.pk, day=DAY, actor=secondee)
    report_task(task.pk, report="初稿", day=DAY, actor=secondee)
    raise_difficulty(pk, kind="life", text=f"漏雨{number}", day=DAY, actor=secondee)
    hard = raise_difficulty(pk, kind="work", text=f"经费{number}", day=DAY, actor=secondee)
    resolve_difficulty(hard.pk, solution="已拨付", day=DAY, actor=host)
    coordinate.send_exchange(
        pk,
        text=f"政策要点{number}",
        to_organisation_id=world.township_government.pk,
        day=DAY,
        actor=secondee,
    )
    coordinate.ask_home_work(
        pk,
        day=DAY,
        matter=f"审计{number}",
        reason="唯一经办人",
        days=2,
        actor=world.home_handler,
    )
    coordinate.propose_practice(
        world.intake.pk,
        title=f"一线工作法{number}",
        text="每周驻村两天",
        source="report",
        day=DAY,
        actor=secondee,
    )


def once(world: World) -> None:
    """What can wait once only."""
    pk = world.secondment.pk
    draft_plan(pk, goals="目标", measures="措施", lines=PLAN, day=DAY, actor=world.host_handler)
    name_mentor(pk, mentor=world.leader.pk, day=DAY, actor=world.host_handler)
    ask_change(
        pk,
        kind="early_end",
        new_end=date(2026, 9, 30),
        reason="机构改革",
        day=DAY,
        actor=world.home_handler,
    )
    owed = Obligation.objects.filter(party="host", state="open").order_by("due")[0]
    ask_waiver(owed.pk, reason="防汛全员下沉", actor=world.host_handler)
    coordinate.submit_report(
        pk, day=DAY, sections={"work": "走访", "thought": "安心"}, actor=world.secondee
    )
    forum = coordinate.plan_forum(
        world.intake.pk, day=DAY, place="三楼", agenda="听取汇报", actor=world.handler
    )
    coordinate.record_forum(
        forum.pk,
        day=DAY,
        chair="副部长",
        attended=[pk],
        notes="逐一听取汇报",
        thought_trends="稳定",
        work_trends="正常",
        actor=world.handler,
    )
    coordinate.raise_point(
        forum.pk,
        text="统一报表",
        owner_id=world.city_department.pk,
        actor=world.handler,
    )
    coordinate.plan_contact(
        world.township_government.pk,
        day=DAY,
        mode="visit",
        covers=[pk],
        actor=world.county_handler,
    )


def test_each_step_waits_for_whoever_takes_it(world: World) -> None:
    busy(world)
    once(world)

    who = ("handler", "approver", "county_handler", "host_handler", "host_leader", "home_handler",
           "secondee", "other_county_handler")  # fmt: skip
    found = {name: set(count_steps(getattr(world, name), DAY, STEP_KINDS)) for name in who}

    of_host = {"task_report", "difficulty", "report", "exchange"}
    assert found == {
        "handler": {"request", "review", "point", "minutes"},
        "approver": {"request", "review", "point", "minutes", "waiver"},
        "county_handler": {"contact"},
        "host_handler": of_host,
        "host_leader": {*of_host, "mentoring"},
        "home_handler": set(),
        "secondee": {"plan", "task", "solution", "change"},
        "other_county_handler": set(),
    }


def test_the_list_opens_each_kind_and_costs_the_same_for_many(world: World) -> None:
    once(world)
    clients = [client_of(getattr(world, who)) for who in ("handler", "host_handler", "secondee")]
    taken = []
    for number in (1, 2, 3):
        busy(world, number)
        costs = []
        for client in clients:
            for where in ("/", "/waiting/", "/waiting/?kind=review", "/waiting/?kind=difficulty"):
                client.get(where)
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(where)
                costs.append((answer.status_code, len(captured)))
        taken.append(costs)

    assert taken[0] == taken[2]


@pytest.mark.parametrize("kind", list(STEP_KINDS))
def test_a_list_of_one_kind_is_there_for_everybody(world: World, kind: str) -> None:
    with clock.clock_at(DAY):
        answer = client_of(world.host_leader).get(f"/waiting/?kind={kind}")

    assert (answer.status_code, answer.context["steps"]) == (200, [])


def test_a_step_says_what_it_is_about_and_leads_to_the_act(world: World) -> None:
    busy(world)

    answer = client_of(world.handler).get("/waiting/?kind=review")

    (((row, acts),),) = (answer.context["steps"],)
    assert (row.step.title, row.step.note) == ("一线工作法1", "每周驻村两天")
    assert [where for _act, where in acts] == [
        f"/coordination/practices/{acts[0][0].args[0]}/",
    ]


def test_what_is_published_waits_to_be_read(world: World) -> None:
    busy(world)
    practice = Practice.objects.get()
    coordinate.publish_practice(practice.pk, day=DAY, actor=world.approver)

    answer = client_of(world.secondee).get("/waiting/?kind=reading")

    assert [[where for _act, where in acts] for _row, acts in answer.context["steps"]] == [
        [f"/coordination/practices/{practice.pk}/"]
    ]
