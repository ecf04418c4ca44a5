"""Part two (二): coordination, contact, assessment and the use of results."""

from datetime import date

import pytest

from guazhi.access.actor import Capability
from guazhi.assessments.commands import (
    Consideration,
    conclude_assessment,
    consider_results,
    enter_part,
    use_result,
)
from guazhi.assessments.models import AssessmentPart
from guazhi.assessments.queries import results_of
from guazhi.coordination import commands as coordinate
from guazhi.coordination import queries as coordination
from guazhi.coordination.models import Forum, PracticeComment, PracticeDelivery
from guazhi.coordination.rules import Note
from guazhi.hosting.commands import confirm_difficulty, raise_difficulty, resolve_difficulty
from guazhi.policy import Refused
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import meeting, seated, signed
from tests.clauses.story import assess, owed, owed_by_intake, parts, refused, the_one
from tests.make import World

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def hold_forum(world: World, planned: date, held: date) -> Forum:
    with clock_at(planned):
        forum = coordinate.plan_forum(
            world.intake.pk,
            day=held,
            place="市委会议室",
            agenda="听取工作汇报",
            actor=world.handler,
        )
    with clock_at(held):
        coordinate.submit_report(
            world.secondment.pk,
            day=held,
            sections={"work": "已开展工作", "thought": "思想稳定"},
            actor=world.secondee,
        )
        return coordinate.record_forum(
            forum.pk,
            day=held,
            chair="李部长",
            attended=[world.secondment.pk],
            notes="会议听取了工作汇报",
            thought_trends="总体稳定",
            work_trends="进展顺利",
            actor=world.handler,
        )


def propose(world: World) -> int:
    practice = coordinate.propose_practice(
        world.intake.pk,
        title="网格夜访工作法",
        text="晚上走访群众",
        source="report",
        day=DAY,
        secondment_id=world.secondment.pk,
        actor=world.secondee,
    )
    return practice.pk


def test_s2_2_0_what_is_brought_up_is_sent_to_its_owner_and_answered(world: World) -> None:
    item = coordinate.send_exchange(
        world.secondment.pk,
        text="基层反映政策执行中的问题",
        to_organisation_id=world.bureau.pk,
        day=DAY,
        actor=world.secondee,
    )
    assert the_one(world.secondment, "exchange_answered").owner == world.bureau

    coordinate.answer_exchange(
        item.pk, answer="已研究采纳", adopted=True, day=DAY, actor=world.home_handler
    )

    assert the_one(world.secondment, "exchange_answered").state == "met"


def test_s2_2_1_forums_are_held_every_quarter(world: World) -> None:
    assert [row.due for row in owed_by_intake(world, "forum")] == [
        date(2026, 5, 31),
        date(2026, 8, 31),
        date(2026, 11, 30),
        date(2027, 2, 28),
    ]

    hold_forum(world, DAY, date(2026, 4, 20))

    assert [row.state for row in owed_by_intake(world, "forum")][:2] == ["met", "open"]


def test_s2_2_2_each_secondee_reports_and_is_heard_at_the_forum(world: World) -> None:
    forum = hold_forum(world, DAY, date(2026, 4, 20))

    (report,) = forum.reports.all()
    assert report.secondment == world.secondment
    assert report.heard_on == date(2026, 4, 20)
    assert owed(world.secondment, "work_report")[0].state == "met"


def test_s2_2_3_minutes_tell_of_thinking_and_of_work(world: World) -> None:
    forum = coordinate.plan_forum(
        world.intake.pk, day=DAY, place="市委", agenda="汇报", actor=world.handler
    )

    with pytest.raises(Refused) as refusal:
        coordinate.record_forum(
            forum.pk,
            day=DAY,
            chair="李部长",
            attended=[world.secondment.pk],
            notes="纪要",
            thought_trends="",
            work_trends="顺利",
            actor=world.handler,
        )

    assert len(codes(refusal)) == 1
    assert owed_by_intake(world, "forum")[0].state == "open"


def test_s2_2_4_good_practice_is_summed_up_within_a_month_of_the_forum(world: World) -> None:
    hold_forum(world, DAY, date(2026, 4, 20))
    (owed_now,) = owed_by_intake(world, "practice_summed_up")
    assert (owed_now.due, owed_now.state) == (date(2026, 5, 20), "open")

    with clock_at(date(2026, 4, 25)):
        coordinate.propose_practice(
            world.intake.pk,
            title="经验",
            text="做法",
            source="forum",
            day=date(2026, 4, 25),
            actor=world.handler,
        )

    (now,) = owed_by_intake(world, "practice_summed_up")
    assert now.state == "met"


def test_s2_2_5_a_practice_reaches_every_secondee_of_the_intake(world: World) -> None:
    world.another("赵一", host=world.county_department)
    practice = propose(world)

    coordinate.publish_practice(practice, day=DAY, actor=world.approver)

    running = Secondment.objects.filter(intake=world.intake)
    reached = PracticeDelivery.objects.values_list("secondment_id", flat=True)
    assert set(reached) == set(running.values_list("pk", flat=True))
    assert owed_by_intake(world, "practice_spread")[0].state == "met"


def test_s2_2_6_reading_and_adopting_are_on_record(world: World) -> None:
    practice = propose(world)
    coordinate.publish_practice(practice, day=DAY, actor=world.approver)

    coordinate.read_practice(practice, actor=world.secondee)
    coordinate.comment_practice(practice, text="本乡也适用。", actor=world.secondee)
    coordinate.adopt_practice(
        practice, world.secondment.pk, effect="群众满意度提高", day=DAY, actor=world.secondee
    )

    assert PracticeDelivery.objects.get(secondment=world.secondment).read_on == DAY
    assert PracticeComment.objects.get(practice=practice).text == "本乡也适用。"


def test_s2_2_7_a_county_manages_those_it_sends_and_those_sent_to_it_and_no_others(
    world: World,
) -> None:
    farm = make.found("清溪县农业农村局", "organ", world.county)
    sent = world.another("赵一", home=farm, host=world.bureau, category="city_organ", months=6)
    world.another(
        "钱二",
        host=make.found("云岭县人民政府", "organ", world.other_county),
        category="county_assistant",
    )

    managed = Secondment.objects.permitted(world.county_handler, Capability.VIEW_SECONDMENT)

    assert set(managed) == {world.secondment, sent}


def test_s2_2_8_the_county_is_in_monthly_contact_with_the_host(world: World) -> None:
    rows = owed(world.secondment, "county_contact")
    assert {row.owner for row in rows} == {world.county_department}
    assert len(rows) == 12

    other = world.another()
    coordinate.plan_contacts(until=rows[0].due, actor=world.county_handler)
    planned = coordination.next_planned(
        world.county_handler, world.township_government.pk, rows[0].due
    )
    assert planned is not None
    coordinate.make_contact(
        world.township_government.pk,
        day=DAY,
        spoke_with="王建国",
        covers=coordination.covered_by(planned),
        whole=Note(topics=("work_on_track", "life_settled", "thought_steady")),
        contact_id=planned.pk,
        actor=world.county_handler,
    )

    assert [owed(row, "county_contact")[0].state for row in (world.secondment, other)] == [
        "met",
        "met",
    ]


def test_s2_2_9_a_contact_knows_work_life_and_thinking(world: World) -> None:
    with refused("aspect_missing"):
        coordinate.make_contact(
            world.township_government.pk,
            day=DAY,
            spoke_with="王建国",
            covers=[world.secondment.pk],
            whole=Note(work="正常", life=" ", thought="积极"),
            actor=world.county_handler,
        )

    assert owed(world.secondment, "county_contact")[0].state == "open"


def test_s2_2_10_the_county_solves_what_it_owns_and_the_secondee_confirms(world: World) -> None:
    row = raise_difficulty(
        world.secondment.pk,
        kind="life",
        text="子女入学",
        day=DAY,
        level="county",
        actor=world.secondee,
    )
    assert the_one(world.secondment, "difficulty_closed").owner == world.county_department

    resolve_difficulty(row.pk, solution="已联系学校", day=DAY, actor=world.county_handler)
    assert the_one(world.secondment, "difficulty_closed").state == "open"
    confirm_difficulty(row.pk, solved=True, day=DAY, actor=world.secondee)

    assert the_one(world.secondment, "difficulty_closed").state == "met"


def test_s2_2_11_the_midterm_assessment_is_owed_around_the_middle_of_the_term(
    world: World,
) -> None:
    row = the_one(world.secondment, "midterm_assessment")
    assert (row.opens, row.due) == (date(2026, 8, 17), date(2026, 9, 16))

    assess(world, "midterm", date(2026, 9, 1))

    assert the_one(world.secondment, "midterm_assessment").state == "met"


def test_s2_2_12_the_final_assessment_is_dated_before_the_end(world: World) -> None:
    row = the_one(world.secondment, "final_assessment")
    assert row.due == world.secondment.end

    with refused("day_out_of_term"):
        parts(world, "final", date(2027, 3, 1))

    assess(world, "final", date(2027, 2, 15))
    assert the_one(world.secondment, "final_assessment").state == "met"


def test_s2_2_13_it_is_joint_none_concludes_before_city_county_and_host_are_in(
    world: World,
) -> None:
    assert {row.party for row in owed(world.secondment, "midterm_part")} == {
        "city",
        "county",
        "host",
    }

    with clock_at(date(2026, 9, 1)), refused("parts_missing"):
        conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意",
            meeting=meeting(date(2026, 9, 1)),
            actor=world.approver,
        )

    parts(world, "midterm", date(2026, 9, 1))
    assert {row.state for row in owed(world.secondment, "midterm_part")} == {"met"}
    with clock_at(date(2026, 9, 1)), refused("signatures_missing"):
        conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意",
            meeting=meeting(date(2026, 9, 1)),
            actor=world.approver,
        )

    signed(world, kind="midterm", day=date(2026, 9, 1))
    with clock_at(date(2026, 9, 1)):
        conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意",
            meeting=meeting(date(2026, 9, 1)),
            actor=world.approver,
        )
    assert the_one(world.secondment, "midterm_assessment").state == "met"


def test_s2_2_14_everyone_is_assessed_in_every_dimension(world: World) -> None:
    other = world.another("赵一", host=world.county_department)
    assert the_one(other, "final_assessment").state == "open"
    with clock_at(date(2026, 9, 1)):
        seated(world, world.secondment)

    with (
        clock_at(date(2026, 9, 1)),
        refused(*["dimension_missing"] * 9),
    ):
        enter_part(
            world.secondment.pk,
            kind="midterm",
            day=date(2026, 9, 1),
            scores={"conduct": "competent"},
            opinion="履职尽责，表现良好",
            grade="competent",
            actor=world.host_handler,
        )

    assert AssessmentPart.objects.count() == 0


def test_s2_2_15_the_result_is_there_in_every_later_consideration(world: World) -> None:
    assess(world, "final", date(2027, 2, 15))
    day = date(2027, 3, 20)

    with clock_at(day):
        use_result(
            world.secondment.pk,
            occasion="appointment",
            meeting="市委常委会",
            day=day,
            decision="提拔任用",
            considered=True,
            how_considered="考核优秀，作为重要依据",
            actor=world.approver,
        )

    with clock_at(day), refused("result_not_considered"):
        later = Consideration(occasion="nomination", meeting="", day=day, decision="")
        consider_results(world.secondment.secondee_id, later, actor=world.home_handler)
    assert the_one(world.secondment, "result_used").state == "met"
    assert len(results_of(world.handler, world.secondment.secondee)) == 1
    assert world.secondment.home_organisation == world.bureau
