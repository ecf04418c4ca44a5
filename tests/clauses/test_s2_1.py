"""Part two (一): how the host receives, guides and cares for the secondee."""

from datetime import date
from typing import Any

import pytest

from guazhi.access.actor import Capability
from guazhi.dashboards.queries.destinations import destinations
from guazhi.hosting import commands as host
from guazhi.hosting.queries import first_draft, work
from guazhi.hosting.rules import PlanLine
from guazhi.policy import Refused
from guazhi.secondments.queries import one
from guazhi.selection.queries import balance
from guazhi.web.clock import clock_at
from tests import make
from tests.clauses.story import assign, owed, refused, the_one
from tests.make import World, enrol
from tests.refusals import codes
from tests.selection import calling

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


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


def test_s2_1_3_posts_are_called_for_in_the_four_kinds_of_host(world: World) -> None:
    coming = calling.opened(world)
    calling.approved(world, coming)

    kinds = balance(world.handler, coming.intake).kinds

    assert {line.key: line.places for line in kinds} == {
        "county": 0,
        "township": 1,
        "city": 0,
        "enterprise": 0,
    }


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
