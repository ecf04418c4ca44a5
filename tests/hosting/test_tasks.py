"""Tasks: accepted, urged, returned, given to another; and what a task comes of."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.coordination.commands import send_exchange
from guazhi.hosting.commands import (
    accept_task,
    assign_task,
    close_task,
    hold_talk,
    reassign_task,
    report_task,
    return_task,
    urge_task,
)
from guazhi.hosting.models import Task, TaskStep
from guazhi.hosting.queries import work
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
DUE = date(2026, 4, 30)


def assigned(world: World, title: str = "牵头产业园选址", source: str = "") -> Task:
    return assign_task(
        world.secondment.pk,
        title=title,
        due=DUE,
        substantive=True,
        day=DAY,
        source=source,
        actor=world.host_leader,
    )


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def steps() -> list[tuple[str, str]]:
    return list(TaskStep.objects.values_list("kind", "text"))


def verbs() -> list[str]:
    return list(Entry.objects.filter(about="task").order_by("seq").values_list("verb", flat=True))


def test_every_step_of_a_task_is_kept(world: World) -> None:
    task = assigned(world)
    accept_task(task.pk, day=DAY, actor=world.secondee)
    urge_task(task.pk, note="下周要上会", actor=world.host_handler)
    report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)
    return_task(task.pk, reason="请补充图纸", actor=world.host_leader)
    report_task(task.pk, report="定稿", day=DAY, actor=world.secondee)
    close_task(task.pk, result="已落地", day=DAY, actor=world.host_leader)

    assert steps() == [
        ("accept", ""),
        ("urge", "下周要上会"),
        ("report", "初稿"),
        ("return", "请补充图纸"),
        ("report", "定稿"),
        ("done", "已落地"),
    ]
    assert verbs() == [
        "TaskAssigned",
        "TaskAccepted",
        "TaskUrged",
        "TaskReported",
        "TaskReturned",
        "TaskReported",
        "TaskClosed",
    ]


def test_a_task_is_accepted_once(world: World) -> None:
    task = assigned(world)
    accept_task(task.pk, day=DAY, actor=world.secondee)

    with pytest.raises(Refused) as twice:
        accept_task(task.pk, day=DAY, actor=world.secondee)

    assert codes(twice) == ["task_step_not_now"]
    assert steps() == [("accept", "")]


def test_a_task_without_a_report_is_dropped_and_never_done(world: World) -> None:
    task = assigned(world)
    with pytest.raises(Refused) as refusal:
        close_task(task.pk, result="完成", day=DAY, actor=world.host_leader)

    close_task(task.pk, result="项目取消", done=False, day=DAY, actor=world.host_leader)

    assert codes(refusal) == ["task_step_not_now"]
    assert steps() == [("drop", "项目取消")]


def test_a_task_is_urged_once_a_day_while_it_waits_for_the_secondee(world: World) -> None:
    task = assigned(world)
    urge_task(task.pk, actor=world.host_leader)
    with pytest.raises(Refused) as twice:
        urge_task(task.pk, actor=world.host_handler)
    with clock_at(date(2026, 3, 3)):
        urge_task(task.pk, actor=world.host_leader)
        accept_task(task.pk, day=date(2026, 3, 3), actor=world.secondee)
        report_task(task.pk, report="初稿", day=date(2026, 3, 3), actor=world.secondee)
    with clock_at(date(2026, 3, 4)), pytest.raises(Refused) as reported:
        urge_task(task.pk, actor=world.host_leader)

    task.refresh_from_db()
    assert (task.urged, task.urged_on) == (2, date(2026, 3, 3))
    assert codes(twice) == ["task_urged_today"]
    assert codes(reported) == ["task_not_to_urge"]


@pytest.mark.parametrize("who", ["secondee", "home_handler", "county_handler", "handler"])
def test_only_the_host_urges(world: World, who: str) -> None:
    task = assigned(world)

    with pytest.raises(Http404):
        urge_task(task.pk, actor=getattr(world, who))

    assert steps() == []


def test_a_task_is_given_to_another_secondee_of_the_host(world: World) -> None:
    other = world.another("李强")
    task = assigned(world)

    given = reassign_task(task.pk, to=other.pk, due=DUE, reason="分工调整", actor=world.host_leader)

    task.refresh_from_db()
    assert (task.state, task.result) == ("reassigned", "分工调整")
    assert (given.secondment_id, given.title, given.state) == (other.pk, task.title, "assigned")
    assert (given.source_kind, given.source) == ("task", task.pk)
    assert verbs() == ["TaskAssigned", "TaskReassigned", "TaskAssigned"]
    assert work(world.host_leader, world.secondment, DAY).share == 0
    assert work(world.host_leader, other, DAY).share == 100


def test_a_task_does_not_leave_its_host(world: World) -> None:
    bureau = make.found("市水利局", "organ", world.city)
    elsewhere = world.another("赵敏", host=bureau, category="city_organ", months=6)
    elsewhere_leader = make.actor(Role.HOST_LEADER, bureau)
    task = assigned(world)

    with pytest.raises(Http404):
        reassign_task(task.pk, to=elsewhere.pk, due=DUE, reason="调整", actor=world.host_leader)
    with pytest.raises(Http404):
        reassign_task(task.pk, to=elsewhere.pk, due=DUE, reason="调整", actor=elsewhere_leader)
    with pytest.raises(Refused) as itself:
        reassign_task(
            task.pk, to=world.secondment.pk, due=DUE, reason="调整", actor=world.host_leader
        )

    task.refresh_from_db()
    assert task.state == "assigned"
    assert codes(itself) == ["task_for_another_host"]


def test_a_reported_task_is_not_given_away(world: World) -> None:
    other, task = world.another("李强"), assigned(world)
    accept_task(task.pk, day=DAY, actor=world.secondee)
    report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)

    with pytest.raises(Refused) as refusal:
        reassign_task(task.pk, to=other.pk, due=DUE, reason="调整", actor=world.host_leader)

    assert codes(refusal) == ["task_step_not_now"]
    assert Task.objects.count() == 1


def opinion(world: World) -> Opinion:
    talk = hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        topics=["thought_steady", "work_light"],
        opinions=["希望承担更重的任务"],
        actor=world.host_leader,
    )
    return talk.opinions.get()


def test_an_opinion_becomes_a_task_once(world: World) -> None:
    heard = opinion(world)

    task = assigned(world, source=f"opinion-{heard.pk}")

    heard.refresh_from_db()
    assert (heard.became, heard.record) == ("task", task.pk)
    assert (task.source_kind, task.source) == ("opinion", heard.pk)
    with pytest.raises(Refused) as twice:
        assigned(world, title="另一任务", source=f"opinion-{heard.pk}")
    assert codes(twice) == ["opinion_taken_up"]


def test_an_exchange_item_of_the_secondment_is_the_source_of_a_task(world: World) -> None:
    item = send_exchange(
        world.secondment.pk,
        text="群众反映医保备案手续多",
        to_organisation_id=world.township_government.pk,
        day=DAY,
        actor=world.secondee,
    )

    task = assigned(world, source=f"exchange_item-{item.pk}")

    assert (task.source_kind, task.source) == ("exchange_item", item.pk)


@pytest.mark.parametrize("source", ["exchange_item-999", "opinion-999"])
def test_a_source_out_of_reach_looks_missing(world: World, source: str) -> None:
    with pytest.raises(Http404):
        assigned(world, source=source)

    assert Task.objects.count() == 0


@pytest.mark.parametrize("source", ["task-1", "forum_point-1", "x"])
def test_an_unknown_source_is_refused(world: World, source: str) -> None:
    with pytest.raises(Refused) as refusal:
        assigned(world, source=source)

    assert codes(refusal) == ["task_source_unknown"]
