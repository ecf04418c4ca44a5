"""Part two (一): the work that the host gives, its summary, appraisal and results."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guazhi.assessments.commands import (
    countersign_summary,
    draft_appraisal,
    draft_from_evidence,
    help_summary,
    sign_appraisal,
    write_summary,
)
from guazhi.assessments.models import Appraisal, Assessment
from guazhi.assessments.queries.paper import verify_appraisal
from guazhi.assessments.queries.term import sentences
from guazhi.hosting import commands as host
from guazhi.hosting.models import Division, Task
from guazhi.hosting.queries import work
from guazhi.policy import Refused
from guazhi.web.clock import clock_at
from tests.clauses.story import assess, assign, refused, the_one
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


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
        written = write_summary(
            world.secondment.pk,
            text="一年来的工作（修改稿）",
            view_of_achievement="为民办实事",
            day=day,
            submit=True,
            actor=world.secondee,
        )
        signed = countersign_summary(written.pk, day=day, actor=world.host_leader)

    assert signed.countersigned_on == day
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
        host.accept_task(task.pk, day=date(2026, 3, 10), actor=world.secondee)
        host.report_task(
            task.pk, report="播种面积已落实", day=date(2026, 3, 10), actor=world.secondee
        )
        host.close_task(
            task.pk, result="完成播种面积任务", day=date(2026, 3, 10), actor=world.host_leader
        )

    assess(world, "midterm", date(2026, 9, 1), "basically_competent")
    assess(world, "final", date(2027, 2, 15), "competent")

    assert Task.objects.get().result == "完成播种面积任务"
    grades = Assessment.objects.order_by("concluded_on").values_list("kind", "grade")
    assert list(grades) == [("midterm", "basically_competent"), ("final", "competent")]
    with clock_at(date(2027, 2, 16)):
        draft = draft_from_evidence(
            world.secondment.pk, day=date(2027, 2, 16), actor=world.host_handler
        )
    said = sentences(draft)["facts"]
    assert [each.text for each in said[-2:]] == ["中期考核等次为基本称职。", "期满考核等次为称职。"]
    assert [len(each.sources) for each in said] == [1, 1, 1, 1, 1]
