"""Half a term of work in the small world, so that pages have something to show."""

from datetime import date

from guazhi.assessments.commands import enter_part
from guazhi.coordination.commands import (
    ask_home_work,
    make_contact,
    plan_forum,
    propose_practice,
    publish_practice,
    raise_point,
    record_forum,
    send_exchange,
    submit_report,
)
from guazhi.coordination.rules import Note
from guazhi.hosting.commands import (
    accept,
    accept_mentoring,
    accept_task,
    agree_plan,
    answer_difficulty,
    approve_plan,
    arrange_living,
    assign_task,
    brief,
    divide_work,
    draft_plan,
    give_care,
    hold_talk,
    name_mentor,
    raise_difficulty,
    report_task,
)
from guazhi.obligations.commands import ask_waiver
from guazhi.obligations.models import Obligation
from guazhi.secondments.commands import ask_change, hand_over
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import SCORES, seated
from tests.make import World

START = date(2026, 3, 2)
SPRING = date(2026, 5, 20)
MIDTERM = date(2026, 8, 31)


def half_a_term(world: World) -> None:
    """What each party does until mid-term; some of it waits for somebody."""
    with clock_at(START):
        _settle_in(world)
    with clock_at(SPRING):
        _work(world)
    with clock_at(MIDTERM):
        _assess(world)


def _settle_in(world: World) -> None:
    pk, leader, handler = world.secondment.pk, world.host_leader, world.host_handler
    accept(pk, day=START, responsible="王建国", actor=leader)
    plan = draft_plan(
        pk,
        goals="熟悉乡镇全面工作，独立承担一项重点任务",
        measures="分管乡村振兴，联系两个村",
        lines=make.PLAN,
        day=START,
        actor=handler,
    )
    agree_plan(plan.pk, day=START, actor=world.secondee)
    approve_plan(plan.pk, day=START, actor=leader)
    mentorship = name_mentor(pk, mentor=world.leader.pk, day=START, actor=leader)
    accept_mentoring(mentorship.pk, day=START, actor=leader)
    arrange_living(
        pk, day=START, lodging="周转房一间", meals="职工食堂", contact="办公室", actor=handler
    )
    brief(
        pk,
        day=START,
        briefer="王建国",
        situation="全乡12个村",
        functions="职能与分工",
        actor=handler,
    )
    divide_work(
        pk,
        day=START,
        duties="分管乡村振兴",
        powers="主持专题会议",
        in_roster=True,
        in_meetings=True,
        in_study=True,
        actor=handler,
    )
    hand_over(
        pk,
        day=START,
        handed_to="办公室李某",
        matters="文稿起草",
        confirmed_on=START,
        actor=world.home_handler,
    )


def _work(world: World) -> None:
    pk, leader, handler = world.secondment.pk, world.host_leader, world.host_handler
    secondee = world.secondee
    for title, substantive in (("牵头产业园选址", True), ("起草半年总结", False)):
        task = assign_task(
            pk,
            title=title,
            due=date(2026, 6, 30),
            substantive=substantive,
            day=SPRING,
            actor=leader,
        )
    accept_task(task.pk, day=SPRING, actor=secondee)
    report_task(task.pk, report="初稿已交", day=SPRING, actor=secondee)
    hold_talk(
        pk,
        day=SPRING,
        talker="王建国",
        thought="思想稳定",
        work="工作上手",
        opinions=["希望多下村"],
        actor=leader,
    )
    give_care(pk, day=SPRING, kind="lodging", text="安排周转房", actor=handler)
    hard = raise_difficulty(pk, kind="life", text="宿舍没有热水", day=SPRING, actor=secondee)
    answer_difficulty(hard.pk, answer="本周来修", day=SPRING, actor=handler)
    raise_difficulty(pk, kind="work", text="经费不足", day=SPRING, level="county", actor=secondee)
    make_contact(
        world.township_government.pk,
        day=SPRING,
        mode="visit",
        spoke_with="王建国",
        covers=[pk],
        whole=Note(topics=("life_settled",), work="上手快", thought="稳定"),
        opinions={pk: ["希望增加一次业务培训"]},
        actor=world.county_handler,
    )
    forum = plan_forum(
        world.intake.pk, day=SPRING, place="市委三楼", agenda="听取汇报", actor=world.handler
    )
    submit_report(
        pk,
        day=SPRING,
        sections={"work": "走访12个村", "thought": "适应基层", "problems": "经费不足"},
        forum_id=forum.pk,
        actor=secondee,
    )
    record_forum(
        forum.pk,
        day=SPRING,
        chair="部领导",
        attended=[pk],
        notes="逐一听取汇报",
        thought_trends="普遍稳定",
        work_trends="进入角色",
        actor=world.handler,
    )
    raise_point(
        forum.pk, text="协调产业园经费", owner_id=world.county_department.pk, actor=world.handler
    )
    for title in ("民情日记", "板凳夜谈"):
        practice = propose_practice(
            world.intake.pk,
            title=title,
            text="每周走访两户，记下诉求。",
            source="forum",
            day=SPRING,
            actor=world.handler,
        )
        if title == "民情日记":
            publish_practice(practice.pk, day=SPRING, actor=world.approver)
    send_exchange(
        pk,
        text="市里新出台的人才政策",
        to_organisation_id=world.township_government.pk,
        day=SPRING,
        actor=secondee,
    )
    ask_home_work(
        pk,
        day=SPRING,
        matter="协助年度总结",
        reason="人手不足",
        days=2,
        actor=world.home_handler,
    )


def _assess(world: World) -> None:
    pk = world.secondment.pk
    seated(world, world.secondment)
    enter_part(
        pk,
        kind="midterm",
        day=MIDTERM,
        scores=SCORES,
        opinion="履职认真",
        grade="competent",
        actor=world.host_leader,
    )
    ask_change(
        pk,
        kind="extension",
        new_end=date(2027, 5, 31),
        reason="产业园建设需要",
        day=MIDTERM,
        actor=world.host_leader,
    )
    owed = Obligation.objects.filter(secondment=pk, rule="listening", state="open")
    first = owed.order_by("due").first()
    assert first is not None
    ask_waiver(first.pk, reason="当月赴市委党校脱产培训", actor=world.host_leader)
