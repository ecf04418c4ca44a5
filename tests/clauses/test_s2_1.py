"""Part two (一): what the host owes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guazhi.access.actor import Capability
from guazhi.assessments.commands import (
    draft_appraisal,
    draft_from_evidence,
    help_summary,
    sign_appraisal,
    write_summary,
)
from guazhi.assessments.models import Appraisal, Assessment
from guazhi.assessments.queries.paper import verify_appraisal
from guazhi.assessments.queries.term import sentences
from guazhi.dashboards.queries.destinations import destinations
from guazhi.hosting import commands as host
from guazhi.hosting.models import Division, Task
from guazhi.hosting.queries import first_draft, work
from guazhi.hosting.rules import PlanLine
from guazhi.policy import Refused
from guazhi.secondments.queries import one
from guazhi.web.clock import clock_at
from tests import make
from tests.clauses.story import assess, owed, refused, the_one
from tests.make import World, enrol

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_s2_1_1_support_shows_in_what_the_host_owes_and_has_done(world: World) -> None:
    before = [row.state for row in owed(world.secondment, "care")]

    host.give_care(
        world.secondment.pk, day=DAY, kind="lodging", text="安排周转房", actor=world.host_handler
    )

    assert before == ["open"] * 4
    assert [row.state for row in owed(world.secondment, "care")] == ["met", "open", "open", "open"]


def test_s2_1_2_earlier_destinations_stand_beside_this_intakes(world: World) -> None:
    away = make.found("东部某市开发区", "organ", world.city)
    away.is_developed_region = True
    away.save()
    world.another("赵前", host=away, category="city_organ", months=6)

    (found,) = destinations(world.handler, world.intake)

    assert found.developed_region == 1


def test_s2_1_3_secondments_are_counted_in_the_four_kinds_of_host(world: World) -> None:
    world.another(
        "赵一", host=make.found("市水利局", "organ", world.city), category="city_organ", months=6
    )
    world.another(
        "钱二",
        host=make.found("安澜机床厂", "enterprise", world.city),
        category="enterprise",
        months=6,
    )
    world.another(
        "孙三",
        host=make.found("云岭县人民政府", "organ", world.other_county),
        category="county_assistant",
    )

    (found,) = destinations(world.handler, world.intake)

    assert found.by_kind == {"county": 1, "township": 1, "city": 1, "enterprise": 1}


def test_s2_1_4_the_host_accepts_and_names_the_leader_responsible(world: World) -> None:
    host.accept(world.secondment.pk, day=DAY, responsible="王建国", actor=world.host_leader)

    assert the_one(world.secondment, "host_acceptance").state == "met"


def test_s2_1_5_a_plan_fits_what_the_person_lacks_and_is_agreed_and_approved(
    world: World,
) -> None:
    found = first_draft(one(world.host_handler, world.secondment.pk, Capability.DRAFT_PLAN))
    assert found is not None
    lines = [
        PlanLine(it.goal.zh, it.measure.zh, it.milestone.zh, it.due, it.lack.zh if it.lack else "")
        for it in found.lines
    ]
    plan = host.draft_plan(
        world.secondment.pk,
        goals=found.goals.zh,
        measures=found.measures.zh,
        lines=lines,
        day=DAY,
        actor=world.host_handler,
    )
    with refused("plan_not_agreed"):
        host.approve_plan(plan.pk, day=DAY, actor=world.host_leader)
    host.agree_plan(plan.pk, day=DAY, actor=world.secondee)
    assert the_one(world.secondment, "training_plan").state == "open"

    host.approve_plan(plan.pk, day=DAY, actor=world.host_leader)

    assert lines[0].lack == "乡镇基层工作经历"
    assert the_one(world.secondment, "training_plan").state == "met"


def test_s2_1_6_the_mentor_is_the_principal_leader_by_name_and_mentors(world: World) -> None:
    other = enrol("副职", world.township_government, sex="male")
    with refused("mentor_not_principal_leader"):
        host.name_mentor(world.secondment.pk, mentor=other.pk, day=DAY, actor=world.host_handler)
    named = host.name_mentor(
        world.secondment.pk, mentor=world.leader.pk, day=DAY, actor=world.host_handler
    )
    told: dict[str, Any] = {
        "day": DAY,
        "themes": ["work"],
        "text": "一起梳理分管工作",
        "actor": world.host_leader,
    }
    with refused("mentoring_not_accepted"):
        host.log_mentoring(world.secondment.pk, **told)

    host.accept_mentoring(named.pk, day=DAY, actor=world.host_leader)
    host.log_mentoring(world.secondment.pk, **told)

    assert the_one(world.secondment, "mentor_named").state == "met"
    assert the_one(world.secondment, "mentor_acceptance").state == "met"
    assert [row.state for row in owed(world.secondment, "mentoring")] == ["met", *["open"] * 5]


def brief(world: World, day: date, functions: str) -> None:
    host.brief(
        world.secondment.pk,
        day=day,
        briefer="王建国",
        situation="全乡基本情况",
        functions=functions,
        actor=world.host_handler,
    )


def test_s2_1_7_a_briefing_covers_situation_and_functions(world: World) -> None:
    with refused("words_needed"):
        brief(world, DAY, functions=" ")

    brief(world, DAY, functions="乡政府职能")

    assert the_one(world.secondment, "briefing").state == "met"


def test_s2_1_8_getting_into_the_role_is_measured_in_days(world: World) -> None:
    with clock_at(date(2026, 3, 6)):
        brief(world, date(2026, 3, 6), functions="乡政府职能")

    found = work(world.handler, world.secondment, date(2026, 3, 6))

    assert found.days_to_briefing == 5


def test_s2_1_9_care_for_daily_life_is_owed_every_quarter(world: World) -> None:
    assert [row.due for row in owed(world.secondment, "care")] == [
        date(2026, 5, 31),
        date(2026, 8, 31),
        date(2026, 11, 30),
        date(2027, 2, 28),
    ]


def test_s2_1_10_a_difficulty_is_answered_in_days_and_solved_in_a_month(world: World) -> None:
    row = host.raise_difficulty(
        world.secondment.pk, kind="life", text="住宿紧张", day=DAY, actor=world.secondee
    )
    assert the_one(world.secondment, "difficulty_answered").due == date(2026, 3, 5)

    with clock_at(date(2026, 3, 4)):
        host.answer_difficulty(
            row.pk, answer="正在协调", day=date(2026, 3, 4), actor=world.host_handler
        )

    assert the_one(world.secondment, "difficulty_answered").state == "met"
    assert the_one(world.secondment, "difficulty_closed").state == "open"


def test_s2_1_10_what_the_host_leaves_unsolved_goes_up_to_who_can_solve_it(world: World) -> None:
    row = host.raise_difficulty(
        world.secondment.pk, kind="life", text="住处漏雨", day=DAY, actor=world.secondee
    )

    with clock_at(date(2026, 3, 18)):
        host.escalate_difficulties(date(2026, 3, 18), actor=world.handler)
        host.resolve_difficulty(
            row.pk, solution="县里调剂周转房", day=date(2026, 3, 18), actor=world.county_handler
        )
        host.confirm_difficulty(row.pk, solved=True, day=date(2026, 3, 18), actor=world.secondee)

    closed = the_one(world.secondment, "difficulty_closed")
    assert (closed.party, closed.state) == ("county", "met")


def test_s2_1_11_an_opinion_heard_is_followed_up(world: World) -> None:
    talk = host.hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        topics=["thought_steady", "work_light"],
        opinions=["希望承担更重的任务"],
        actor=world.host_leader,
    )

    task = assign(
        world, "牵头春耕备耕", substantive=True, source=f"opinion-{talk.opinions.get().pk}"
    )

    opinion = talk.opinions.get()
    assert (opinion.became, opinion.record) == ("task", task.pk)


def test_s2_1_11_the_host_listens_every_month(world: World) -> None:
    assert len(owed(world.secondment, "listening")) == 12

    host.hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        thought="思想稳定",
        work="进展顺利",
        actor=world.host_leader,
    )

    assert [row.state for row in owed(world.secondment, "listening")][:2] == ["met", "open"]


def test_s2_1_12_a_talk_knows_thinking_and_work(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        host.hold_talk(
            world.secondment.pk,
            day=DAY,
            talker="王建国",
            thought="",
            work="顺利",
            actor=world.host_leader,
        )

    assert codes(refusal) == ["aspect_not_heard"]
    assert owed(world.secondment, "listening")[0].state == "open"

    host.hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        topics=["thought_steady", "work_on_track"],
        actor=world.host_leader,
    )

    assert owed(world.secondment, "listening")[0].state == "met"


def test_s2_1_13_the_secondee_writes_a_summary_and_the_host_helps(world: World) -> None:
    day = date(2027, 2, 10)
    with clock_at(day):
        draft = write_summary(
            world.secondment.pk,
            text="一年来的工作",
            view_of_achievement="为民办实事",
            day=day,
            submit=False,
            actor=world.secondee,
        )
        help_summary(draft.pk, note="帮助梳理成绩和不足", day=day, actor=world.host_handler)
        assert the_one(world.secondment, "summary").state == "open"
        write_summary(
            world.secondment.pk,
            text="一年来的工作（修改稿）",
            view_of_achievement="为民办实事",
            day=day,
            submit=True,
            actor=world.secondee,
        )

    assert the_one(world.secondment, "summary").state == "met"


def test_s2_1_14_the_appraisal_is_signed_frozen_and_hashed(world: World) -> None:
    day = date(2027, 2, 20)
    with clock_at(day):
        draft = draft_appraisal(
            world.secondment.pk,
            facts="挂任乡长助理",
            strengths="作风扎实",
            weaknesses="调研不够深入",
            hopes="继续努力",
            day=day,
            actor=world.host_handler,
        )
        sign_appraisal(draft.pk, day=day, actor=world.host_leader)

    signed = Appraisal.objects.get(pk=draft.pk)
    assert verify_appraisal(signed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.filter(pk=signed.pk).update(weaknesses="无")
    assert the_one(world.secondment, "appraisal").state == "met"


def test_s2_1_15_duties_and_powers_are_put_in_writing(world: World) -> None:
    host.divide_work(
        world.secondment.pk,
        day=DAY,
        duties="协助分管农业农村工作",
        powers="主持相关会议，签批一般文件",
        in_roster=True,
        in_meetings=True,
        in_study=True,
        actor=world.host_leader,
    )

    assert the_one(world.secondment, "division_of_work").state == "met"


def test_s2_1_16_the_secondee_is_treated_as_the_units_own(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        host.divide_work(
            world.secondment.pk,
            day=DAY,
            duties="协助",
            powers="一般事项",
            in_roster=True,
            in_meetings=False,
            in_study=True,
            actor=world.host_leader,
        )

    assert codes(refusal) == ["not_treated_as_own"]
    assert Division.objects.count() == 0


def assign(
    world: World,
    title: str,
    *,
    substantive: bool,
    due: date = date(2026, 6, 30),
    source: str = "",
) -> Task:
    return host.assign_task(
        world.secondment.pk,
        title=title,
        due=due,
        substantive=substantive,
        day=DAY,
        source=source,
        actor=world.host_leader,
    )


def test_s2_1_17_a_task_has_the_secondee_as_owner_and_a_due_date(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        assign(world, "牵头春耕备耕", substantive=True, due=date(2027, 3, 1))
    assert codes(refusal) == ["day_out_of_term"]

    task = assign(world, "牵头春耕备耕", substantive=True)

    assert (task.secondment.secondee_id, task.due) == (
        world.secondment.secondee_id,
        date(2026, 6, 30),
    )


def test_s2_1_17_a_task_is_taken_on_urged_and_sent_back_until_it_is_done(world: World) -> None:
    task = assign(world, "牵头春耕备耕", substantive=True)
    host.accept_task(task.pk, day=DAY, actor=world.secondee)
    host.urge_task(task.pk, actor=world.host_leader)
    host.report_task(task.pk, report="已部署", day=DAY, actor=world.secondee)
    host.return_task(task.pk, reason="请报面积", actor=world.host_leader)
    with refused("task_step_not_now"):
        host.close_task(task.pk, result="完成", day=DAY, actor=world.host_leader)

    host.report_task(task.pk, report="三千亩", day=DAY, actor=world.secondee)
    host.close_task(task.pk, result="完成三千亩", day=DAY, actor=world.host_leader)

    taken = [step.kind for step in task.steps.all()]
    assert taken == ["accept", "urge", "report", "return", "report", "done"]


def test_s2_1_18_only_substantive_work_counts_as_the_first_task_and_its_share_is_shown(
    world: World,
) -> None:
    assign(world, "整理会议记录", substantive=False)
    assert the_one(world.secondment, "first_substantive_task").state == "open"

    assign(world, "牵头春耕备耕", substantive=True)

    assert the_one(world.secondment, "first_substantive_task").state == "met"
    assert work(world.handler, world.secondment, DAY).share == 50


def test_s2_1_19_results_and_two_grades_show_growth(world: World) -> None:
    task = assign(world, "牵头春耕备耕", substantive=True)
    with clock_at(date(2026, 3, 10)):
        host.report_task(
            task.pk, report="播种面积已落实", day=date(2026, 3, 10), actor=world.secondee
        )
        host.close_task(
            task.pk, result="完成播种面积任务", day=date(2026, 3, 10), actor=world.host_leader
        )

    assess(world, "midterm", date(2026, 9, 1), "competent")
    assess(world, "final", date(2027, 2, 15), "excellent")

    assert Task.objects.get().result == "完成播种面积任务"
    grades = Assessment.objects.order_by("concluded_on").values_list("kind", "grade")
    assert list(grades) == [("midterm", "competent"), ("final", "excellent")]
    with clock_at(date(2027, 2, 16)):
        draft = draft_from_evidence(
            world.secondment.pk, day=date(2027, 2, 16), actor=world.host_handler
        )
    said = sentences(draft)["facts"]
    assert [each.text for each in said[-2:]] == ["中期考核等次为称职。", "期满考核等次为优秀。"]
    assert [len(each.sources) for each in said] == [1, 1, 1, 1, 1]
