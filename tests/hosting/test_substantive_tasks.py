"""Tasks as a host gives them: which are substantive, when they are due, in which order they go."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.hosting.commands import (
    accept_task,
    assign_task,
    close_task,
    report_task,
    return_task,
)
from guazhi.hosting.models import Task
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from tests.make import World
from tests.refusals import codes

DAY = date(2026, 3, 2)


def met(rule: str) -> int:
    return Obligation.objects.filter(rule=rule, state="met").count()


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def assigned(world: World, title: str = "牵头产业园选址", *, substantive: bool = True) -> Task:
    return assign_task(
        world.secondment.pk,
        title=title,
        due=date(2026, 4, 30),
        substantive=substantive,
        day=DAY,
        actor=world.host_leader,
    )


def test_an_errand_is_no_substantive_task(world: World) -> None:
    assigned(world, substantive=False)

    assert met("first_substantive_task") == 0


@pytest.mark.parametrize("due", [date(2026, 3, 1), date(2027, 3, 1)])
def test_a_task_is_due_within_the_term(world: World, due: date) -> None:
    with pytest.raises(Refused) as refusal:
        assign_task(
            world.secondment.pk,
            title="选址",
            due=due,
            substantive=True,
            day=DAY,
            actor=world.host_leader,
        )

    assert codes(refusal) == ["day_out_of_term"]
    assert list(Task.objects.all()) == []


def test_a_task_is_reported_sent_back_reported_again_and_closed(world: World) -> None:
    task = assigned(world)
    accept_task(task.pk, day=DAY, actor=world.secondee)
    report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)
    return_task(task.pk, reason="请补充图纸", actor=world.host_leader)
    report_task(task.pk, report="定稿", day=DAY, actor=world.secondee)

    close_task(task.pk, result="已落地", day=DAY, actor=world.host_leader)

    task.refresh_from_db()
    assert (task.state, task.result, task.closed_on) == ("done", "已落地", DAY)
    assert verbs()[-4:] == ["TaskReported", "TaskReturned", "TaskReported", "TaskClosed"]


def test_a_task_takes_its_steps_in_order(world: World) -> None:
    task = assigned(world)
    with pytest.raises(Refused) as unreported:
        return_task(task.pk, reason="请补充", actor=world.host_leader)
    with pytest.raises(Refused) as unaccepted:
        report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)
    accept_task(task.pk, day=DAY, actor=world.secondee)
    with pytest.raises(Refused) as early:
        report_task(task.pk, report="初稿", day=date(2026, 3, 1), actor=world.secondee)
    close_task(task.pk, result="不再需要", done=False, day=DAY, actor=world.host_leader)

    with pytest.raises(Refused) as closed:
        report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)

    task.refresh_from_db()
    assert task.state == "dropped"
    assert codes(unreported) == ["task_step_not_now"]
    assert codes(unaccepted) == ["task_accepted_first"]
    assert codes(early) == ["day_before_step"]
    assert codes(closed) == ["task_step_not_now"]


def test_only_the_secondee_reports_and_only_the_host_closes(world: World) -> None:
    task = assigned(world)

    with pytest.raises(Http404):
        report_task(task.pk, report="初稿", day=DAY, actor=world.host_leader)
    with pytest.raises(Http404):
        close_task(task.pk, result="完成", day=DAY, actor=world.secondee)

    assert Task.objects.get().state == "assigned"


def test_dropping_the_first_substantive_task_leaves_it_owed_again(world: World) -> None:
    task = assigned(world, "茶叶产业园")
    assert Obligation.objects.get(rule="first_substantive_task").state == "met"

    close_task(task.pk, result="不再需要", done=False, day=DAY, actor=world.host_leader)

    row = Obligation.objects.get(rule="first_substantive_task")
    assert (row.state, row.evidence, row.met_on) == ("open", None, None)
    world.secondment.refresh_from_db()
    assert world.secondment.earliest_due is not None
    assert world.secondment.earliest_due <= row.due


def test_another_substantive_task_meets_it_when_the_first_is_dropped(world: World) -> None:
    task, other = assigned(world, "茶叶产业园"), assigned(world, "人居环境整治")

    close_task(task.pk, result="不再需要", done=False, day=DAY, actor=world.host_leader)

    row = Obligation.objects.get(rule="first_substantive_task")
    assert row.evidence is not None
    assert (row.state, row.evidence.record) == ("met", other.pk)
