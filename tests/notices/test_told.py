"""Who hears of what comes back, of what is asked for next, and of what moved."""

from datetime import date, time

import pytest

from guazhi.access.actor import Actor
from guazhi.assessments.commands import write_summary
from guazhi.coordination.commands import (
    call_off_forum,
    confirm_minutes,
    excuse_from_forum,
    plan_forum,
    propose_practice,
    record_forum,
    replan_forum,
    return_practice,
    return_report,
    submit_report,
    urge_reports,
    write_minutes,
)
from guazhi.coordination.models import Forum
from guazhi.hosting.commands import (
    agree_plan,
    confirm_difficulty,
    draft_plan,
    raise_difficulty,
    resolve_difficulty,
    return_plan,
)
from guazhi.notices.models import Notice
from guazhi.notices.queries import unread
from guazhi.secondments.commands import answer_change, ask_change
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def told(*actors: Actor) -> list[list[str]]:
    """What each has been told since this was asked last."""
    rows = [unread(actor).order_by("pk").values_list("kind", flat=True) for actor in actors]
    found = [list(kinds) for kinds in rows]
    Notice.objects.all().delete()
    return found


def planned(world: World) -> Forum:
    return plan_forum(
        world.intake.pk, day=DAY, place="市委会议室", agenda="听取工作汇报", actor=world.handler
    )


def reported(world: World) -> int:
    sections = {"work": "产业园选址", "thought": "安心挂职"}
    row = submit_report(world.secondment.pk, day=DAY, sections=sections, actor=world.secondee)
    return row.pk


def test_a_plan_goes_from_hand_to_hand(world: World) -> None:
    pk, host, secondee, leader = (
        world.secondment.pk, world.host_handler, world.secondee, world.host_leader,
    )  # fmt: skip
    told()

    plan = draft_plan(pk, goals="目标", measures="措施", lines=make.PLAN, day=DAY, actor=host)
    assert told(host, secondee, leader) == [[], ["plan_drafted"], []]
    agree_plan(plan.pk, day=DAY, actor=secondee)
    assert told(host, secondee, leader) == [[], [], ["plan_agreed"]]
    return_plan(plan.pk, reason="太笼统", actor=leader)
    assert told(host, secondee, leader) == [["plan_returned"], [], []]


def test_a_report_is_told_to_the_host_and_its_return_to_the_writer(world: World) -> None:
    told()

    report = reported(world)
    assert told(world.host_handler, world.secondee) == [["work_reported"], []]
    return_report(report, reason="缺数据", actor=world.host_handler)
    assert told(world.host_handler, world.secondee) == [[], ["report_returned"]]


def test_a_forum_that_moves_is_told_to_the_invited_and_their_hosts(world: World) -> None:
    forum = planned(world)
    told()

    replan_forum(
        forum.pk,
        day=date(2026, 3, 20),
        begins=time(9),
        ends=time(11),
        place="报告厅",
        agenda="听取工作汇报",
        actor=world.handler,
    )

    assert told(world.secondee, world.host_handler) == [["forum_replanned"], ["forum_replanned"]]


def test_a_forum_that_is_called_off_is_told_to_the_invited_and_their_hosts(world: World) -> None:
    forum = planned(world)
    told()

    call_off_forum(forum.pk, reason="防汛值守", actor=world.handler)

    kinds = ["forum_called_off"]
    assert told(world.secondee, world.host_handler, world.handler) == [kinds, kinds, []]


def test_only_who_has_not_reported_is_urged(world: World) -> None:
    late = make.actor(None, person=world.another().secondee)
    forum = planned(world)
    reported(world)
    told()

    urge_reports(forum.pk, actor=world.handler)

    assert told(world.secondee, late) == [[], ["reports_urged"]]


def test_leave_from_a_forum_is_told_to_the_department_that_holds_it(world: World) -> None:
    forum = planned(world)
    told()

    excuse_from_forum(forum.pk, reason="防汛值守", actor=world.secondee)

    assert told(world.handler, world.county_handler) == [["forum_excused"], []]


def test_minutes_are_told_once_confirmed_to_those_who_may_read_them(world: World) -> None:
    forum = planned(world)
    record_forum(
        forum.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk],
        notes="逐人汇报",
        thought_trends="有人想家",
        work_trends="多数已承担分工",
        actor=world.handler,
    )
    told()

    write_minutes(forum.pk, text="会议纪要", actor=world.handler)
    assert told(world.secondee, world.host_handler, world.home_handler) == [[], [], []]
    confirm_minutes(forum.pk, edition=1, actor=world.approver)
    assert told(world.secondee, world.host_handler, world.home_handler) == [
        ["minutes_confirmed"],
        ["minutes_confirmed"],
        [],
    ]


def test_a_practice_returned_is_told_to_whoever_proposed_it(world: World) -> None:
    practice = propose_practice(
        world.intake.pk,
        title="一线工作法",
        text="到一线去",
        source="forum",
        secondment_id=world.secondment.pk,
        day=DAY,
        actor=world.host_leader,
    )
    told()

    return_practice(practice.pk, reason="请补充成效", day=DAY, actor=world.approver)

    assert told(world.host_leader, world.host_handler, world.secondee) == [
        ["practice_returned"],
        [],
        [],
    ]


def test_whoever_is_asked_for_consent_next_is_told_promptly(world: World) -> None:
    told()

    change = ask_change(
        world.secondment.pk,
        kind="extension",
        new_end=date(2027, 5, 31),
        reason="工作需要",
        day=DAY,
        actor=world.host_leader,
    )
    turns = []
    while step := change.steps.filter(answer="asked").first():
        prompt = Notice.objects.filter(is_prompt=True).values_list(
            "reader__grants__role", flat=True
        )
        turns.append((step.party, sorted({role or "" for role in prompt})))
        told()
        answer_change(change.pk, consents=True, day=DAY, actor=make.speaker(step))

    assert turns == [
        ("secondee", [""]),
        ("home", ["home_handler"]),
        ("city", ["city_approver"]),
    ]


def test_what_is_not_solved_is_told_to_the_level_that_has_it(world: World) -> None:
    row = raise_difficulty(
        world.secondment.pk, kind="life", text="住宿", day=DAY, level="county", actor=world.secondee
    )
    resolve_difficulty(row.pk, solution="已协调", day=DAY, actor=world.county_handler)
    told()

    confirm_difficulty(row.pk, solved=False, remark="仍漏", day=DAY, actor=world.secondee)
    assert told(world.county_handler, world.host_handler) == [["difficulty_reopened"], []]
    resolve_difficulty(row.pk, solution="已修好", day=DAY, actor=world.county_handler)
    told()
    confirm_difficulty(row.pk, solved=True, day=DAY, actor=world.secondee)
    assert told(world.county_handler, world.host_handler) == [["difficulty_closed"], []]


@pytest.mark.parametrize(("submit", "heard"), [(False, []), (True, ["summary_written"])])
def test_a_summary_is_told_once_it_is_handed_in(
    world: World, *, submit: bool, heard: list[str]
) -> None:
    told()

    with make.clock.clock_at(date(2027, 2, 10)):
        write_summary(
            world.secondment.pk,
            text="一年小结",
            view_of_achievement="为民",
            day=date(2027, 2, 10),
            actor=world.secondee,
            submit=submit,
        )

    assert told(world.host_handler) == [heard]
