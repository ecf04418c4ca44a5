"""Part three, opening: numbers, decoupling, terms."""

from datetime import date

import pytest

from guazhi.assessments.commands import write_summary
from guazhi.coordination.commands import ask_home_work, decide_home_work
from guazhi.organisations.models import Organisation
from guazhi.people.queries import relation
from guazhi.policy import named, term_end
from guazhi.programmes.commands import note_intake
from guazhi.secondments.commands import (
    ask_change,
    check_relation,
    confirm_handover,
    decide,
    hand_over,
    plan_return,
)
from guazhi.secondments.models import Secondment
from guazhi.selection.commands import carry_out, decide_placement, propose
from guazhi.web.clock import clock_at
from tests import make
from tests.clauses.story import owed, refused, the_one
from tests.make import World
from tests.selection.placing import MEMBERS, placed

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_s3_0_1_the_summary_speaks_of_the_view_of_achievement(world: World) -> None:
    with clock_at(date(2027, 2, 10)), refused("words_needed"):
        write_summary(
            world.secondment.pk,
            text="总结",
            view_of_achievement="",
            day=date(2027, 2, 10),
            submit=True,
            actor=world.secondee,
        )

    assert the_one(world.secondment, "summary").state == "open"


def test_s3_0_2_each_secondee_has_a_direction_and_a_category(world: World) -> None:
    farm = make.found("清溪县农业农村局", "organ", world.county)
    up = world.another("赵一", home=farm, host=world.bureau, category="city_organ", months=6)

    assert (world.secondment.direction, up.direction) == ("down", "up")
    assert {row.cadre_category for row in Secondment.objects.all()} == {"reserve"}


def test_s3_0_3_every_secondment_rests_on_a_decision_with_meeting_and_day(world: World) -> None:
    assert world.secondment.decision is not None
    assert (world.secondment.decision.meeting, world.secondment.decision.day) == (
        "市委组织部部务会",
        date(2026, 2, 10),
    )
    assert the_one(world.secondment, "organisation_decision").state == "met"

    with refused("move_not_allowed"):
        decide(world.secondment.pk, meeting="再议", day=DAY, actor=world.approver)


def test_s3_0_3_a_placement_is_studied_by_the_meeting_before_anybody_is_sent(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    with refused("proposal_not_there"):
        carry_out(proposal.pk, actor=world.approver)

    decide_placement(
        proposal.pk, meeting="部务会", day=DAY, members=MEMBERS, changes=[], actor=world.approver
    )
    sent = carry_out(proposal.pk, actor=world.approver)

    assert {row.direction for row in sent} == {"down"}
    assert [(the_one(row, "organisation_decision").state) for row in sent] == ["met"] * 3
    assert {row.home_organisation for row in sent} == {world.bureau}
    kept = [relation(row.secondee_id) for row in sent]
    assert [each.organisation for each in kept if each] == [world.bureau] * 3


def test_s3_0_4_work_is_handed_over_and_the_person_decoupled(world: World) -> None:
    hand_over(
        world.secondment.pk,
        day=DAY,
        handed_to="李四",
        matters="在办事项",
        papers="档案六盒",
        keys="办公室钥匙一把、系统账号一个",
        approvals="合同审签移交科长",
        no_home_work_from=DAY,
        actor=world.home_handler,
    )
    assert the_one(world.secondment, "handover").state == "open"

    with refused("taker_is_another"):
        confirm_handover(
            world.secondment.pk, confirmed_by="王五", confirmed_on=DAY, actor=world.home_handler
        )
    confirm_handover(
        world.secondment.pk, confirmed_by="李四", confirmed_on=DAY, actor=world.home_handler
    )

    assert the_one(world.secondment, "handover").state == "met"


def test_s3_0_5_the_relation_stays_and_the_check_fails_when_it_moved(world: World) -> None:
    held = relation(world.secondment.secondee_id)
    assert held is not None
    assert held.organisation == world.bureau
    with clock_at(date(2026, 9, 1)):
        state(world, date(2026, 9, 1))
    assert the_one(world.secondment, "relation_at_midterm").state == "met"

    held.organisation = Organisation.objects.get(pk=world.township_government.pk)
    held.save()

    with clock_at(date(2027, 2, 10)), refused("relation_moved"):
        state(world, date(2027, 2, 10))
    assert the_one(world.secondment, "relation_at_end").state == "open"


def test_s3_0_5_not_even_a_stay_moves_the_relation(world: World) -> None:
    change = ask_change(
        world.secondment.pk,
        kind="stay",
        new_end=date(2026, 8, 31),
        reason="拟转任乡镇领导职务",
        day=DAY,
        actor=world.host_leader,
    )

    settled = make.consented(change.pk)

    held = relation(world.secondment.secondee_id)
    assert settled.state == "in_effect"
    assert held is not None
    assert held.organisation == world.bureau


def test_s3_0_5_who_keeps_the_relation_says_where_the_person_goes_back_to(world: World) -> None:
    day = date(2027, 2, 1)
    with clock_at(day):
        plan_return(
            world.secondment.pk,
            home_post="一级科员",
            reports_to="基教科科长",
            arrangements="",
            day=day,
            actor=world.home_handler,
        )

    assert the_one(world.secondment, "return_plan").state == "met"


def state(world: World, day: date) -> None:
    """The home unit states that nothing has moved."""
    check_relation(
        world.secondment.pk,
        day=day,
        relation_unchanged=True,
        post_unchanged=True,
        pay_unchanged=True,
        checked_by="干部科王某",
        seen="编制名册、任职文件、工资表",
        actor=world.home_handler,
    )


def months(category: str) -> int:
    return named("speech").categories[category].months.normal


def test_s3_0_6_an_assistant_county_head_serves_one_year() -> None:
    assert term_end(date(2024, 3, 1), months("county_assistant")) == date(2025, 2, 28)


def test_s3_0_7_a_township_deputy_secretary_or_assistant_serves_one_year() -> None:
    assert term_end(date(2026, 3, 1), months("township")) == date(2027, 2, 28)


def test_s3_0_8_in_a_city_organ_the_term_is_half_a_year() -> None:
    assert term_end(date(2026, 3, 1), months("city_organ")) == date(2026, 8, 31)


def test_s3_0_9_in_an_enterprise_the_term_is_half_a_year() -> None:
    assert term_end(date(2026, 3, 1), months("enterprise")) == date(2026, 8, 31)


def test_s3_0_10_home_work_needs_a_reason_and_the_citys_leave(world: World) -> None:
    with refused("reason_needed"):
        ask_home_work(
            world.secondment.pk,
            day=DAY,
            matter="回单位加班",
            reason="",
            days=2,
            actor=world.home_handler,
        )
    asked = ask_home_work(
        world.secondment.pk,
        day=DAY,
        matter="回单位参加检查",
        reason="专项检查只有本人熟悉",
        days=2,
        actor=world.home_handler,
    )
    assert [row.party for row in owed(world.secondment, "home_request_decided")] == ["city"]

    decide_home_work(
        asked.pk,
        allowed=False,
        reason="挂职期间一般不再接受原单位的工作安排",
        day=DAY,
        actor=world.handler,
    )

    assert the_one(world.secondment, "home_request_decided").state == "met"


def test_s3_0_11_the_hopes_for_the_secondees_stay_editable(world: World) -> None:
    note_intake(
        world.intake.pk, expectations="一要勤学习，二要多实践", flow_note="", actor=world.handler
    )

    world.intake.refresh_from_db()
    assert world.intake.expectations == "一要勤学习，二要多实践"
