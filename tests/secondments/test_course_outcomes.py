"""What comes of a change of course: a successor, a new post, a stay, a way back."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.access.matrix import Capability
from guazhi.obligations.models import Obligation
from guazhi.people.models import Sanction
from guazhi.policy import Refused, named
from guazhi.programmes.commands import adopt_policy
from guazhi.programmes.models import Post
from guazhi.secondments import queries
from guazhi.secondments.commands import (
    begin_return,
    hand_over,
    plan_return,
    return_home,
)
from guazhi.secondments.models import ReturnPlan, Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World, consented
from tests.refusals import codes
from tests.secondments.acting import DAY, SUMMER, ask, says

pytestmark = pytest.mark.django_db


def owed(row: Secondment, rule: str) -> list[tuple[int | None, str]]:
    found = Obligation.objects.filter(secondment=row, rule=rule).exclude(state="void")
    return list(found.order_by("due", "pk").values_list("owner_id", "state"))


def test_a_replacement_makes_a_secondment_that_follows_the_old_one(world: World) -> None:
    heir = make.enrol("许接任", world.bureau, sex="male", post_title="四级主任科员")

    change = consented(
        ask(world, world.home_handler, "replacement", new_end=SUMMER, successor_id=heir.pk).pk
    )

    world.secondment.refresh_from_db()
    new = change.successor
    assert new is not None
    assert (new.secondee, new.post, new.state) == (heir, world.secondment.post, "planned")
    assert (new.start, new.end) == (date(2026, 9, 1), date(2027, 2, 28))
    assert (world.secondment.end, new.follows) == (SUMMER, change)
    assert owed(new, "handover") == [(world.bureau.pk, "open")]


@pytest.mark.parametrize(
    ("who", "end", "found"),
    [
        ("same", SUMMER, ["successor_is_the_same", "secondment_overlaps"]),
        ("busy", SUMMER, ["secondment_overlaps"]),
        ("of the host", SUMMER, ["successor_without_unit"]),
        ("sanctioned", SUMMER, ["sanction_in_effect"]),
    ],
)
def test_who_cannot_take_over_is_refused(
    world: World, who: str, end: date, found: list[str]
) -> None:
    heirs = {
        "same": world.secondment.secondee_id,
        "busy": world.another("李强").secondee_id,
        "of the host": world.leader.pk,
        "sanctioned": make.enrol("许受处", world.bureau, sex="male").pk,
    }
    Sanction.objects.create(
        person_id=heirs["sanctioned"], kind="记过", decided_on=DAY, effect_until=date(2027, 5, 1)
    )

    with pytest.raises(Refused) as refusal:
        ask(world, world.home_handler, "replacement", new_end=end, successor_id=heirs[who])

    assert codes(refusal) == found


def test_a_new_host_consents_owes_the_start_anew_and_what_was_done_stays_done(
    world: World,
) -> None:
    hand = {"handed_to": "李四", "matters": "文件", "confirmed_on": DAY}
    hand_over(world.secondment.pk, day=DAY, **hand, actor=world.home_handler)  # type: ignore[arg-type]
    hall = make.found(
        "云岭县石岭镇人民政府", "organ", make.found("石岭镇", "township", world.other_county)
    )
    post = make.post(world.intake, hall)
    june = date(2026, 6, 1)
    with clock_at(june):
        change = ask(
            world, world.host_leader, "change_of_post", post_id=post.pk, day_there=june, day=june
        )
        began = says(change)
        consented(change.pk)

    world.secondment.refresh_from_db()
    talks = owed(world.secondment, "listening")
    contacts = owed(world.secondment, "county_contact")
    old, new = world.township_government.pk, hall.pk
    assert [party for party, _answer in began] == ["secondee", "host", "new_host", "home", "city"]
    assert (world.secondment.host_unit_id, world.secondment.host_county) == (
        new,
        world.other_county,
    )
    assert owed(world.secondment, "handover") == [(world.bureau.pk, "met")]
    assert owed(world.secondment, "briefing") == [(old, "open"), (new, "open")]
    assert [owner for owner, _state in talks] == [old] * 3 + [new] * 9
    assert {owner for owner, _state in contacts[:3]} == {world.county_department.pk}
    assert {owner for owner, _state in contacts[3:]} == {world.other_department.pk}
    assert owed(world.secondment, "appraisal") == [(new, "open")]
    with pytest.raises(Http404):
        queries.one(world.host_leader, world.secondment.pk, Capability.VIEW_SECONDMENT)


def test_a_change_of_post_is_checked_as_any_other_placing(world: World) -> None:
    free = make.post(world.intake, make.found("清溪县水利局", "organ", world.county))
    Sanction.objects.create(
        person=world.secondment.secondee, kind="记过", decided_on=DAY, effect_until=date(2027, 5, 1)
    )

    with pytest.raises(Refused) as refusal:
        ask(world, world.host_leader, "change_of_post", post_id=free.pk, day_there=DAY)

    assert [(each.code, each.field) for each in refusal.value.findings] == [
        ("sanction_in_effect", "post_id")
    ]


def test_who_moves_within_his_team_makes_it_no_larger_and_a_full_one_takes_nobody(
    world: World,
) -> None:
    world.intake.policy = adopt_policy(named("strict"), actor=world.handler)
    world.intake.save()
    host, full = world.township_government, make.found("清溪县水利局", "organ", world.county)
    own, theirs = make.post(world.intake, host), make.post(world.intake, full, places=2)
    world.another("李强", host=full, in_post=False)
    Post.objects.filter(pk__in=[own.pk, theirs.pk]).update(team_cap=1)

    with pytest.raises(Refused) as refusal:
        ask(world, world.host_leader, "change_of_post", post_id=theirs.pk, day_there=DAY)
    asked = ask(world, world.host_leader, "change_of_post", post_id=own.pk, day_there=DAY)

    assert codes(refusal) == ["team_full"]
    assert asked.post == own


def test_a_post_that_is_taken_or_out_of_term_is_refused(world: World) -> None:
    other = world.another("李强", host=world.bureau, home=world.county_department)
    free = make.post(world.intake, make.found("清溪县水利局", "organ", world.county))
    wanted = {"post_id": world.secondment.post_id, "day_there": DAY}

    with pytest.raises(Refused) as same:
        ask(world, world.host_leader, "change_of_post", **wanted)
    with pytest.raises(Refused) as early:
        ask(world, world.host_leader, "change_of_post", post_id=free.pk, day_there=date(2026, 3, 1))
    with pytest.raises(Refused) as at_home:
        ask(world, world.host_leader, "change_of_post", post_id=other.post_id, day_there=DAY)

    assert codes(same) == ["post_is_the_same"]
    assert codes(early) == ["move_out_of_term"]
    assert codes(at_home) == ["post_at_home"]


def test_who_stays_needs_no_way_back_and_the_relation_is_not_touched(world: World) -> None:
    change = consented(ask(world, world.host_leader, "stay", new_end=SUMMER).pk)

    with clock_at(date(2026, 9, 1)):
        closed = return_home(world.secondment.pk, day=date(2026, 9, 1), actor=world.approver)

    plan = ReturnPlan.objects.get(secondment=world.secondment)
    assert (change.state, closed.state, closed.end) == ("in_effect", "stayed", SUMMER)
    assert (plan.stays, owed(world.secondment, "return_plan")) == (True, [])
    assert make.relation_of(world.secondment.secondee_id) == world.bureau


def test_the_return_is_begun_by_anyone_and_answered_by_home(world: World) -> None:
    day = date(2027, 1, 20)
    said = {"home_post": "一级科员", "reports_to": "科长", "arrangements": "", "day": day}
    with clock_at(date(2027, 1, 16)), pytest.raises(Refused) as early:
        begin_return(world.secondment.pk, day=date(2027, 1, 16), actor=world.secondee)

    with clock_at(day):
        begin_return(world.secondment.pk, day=day, wishes="回基教科", actor=world.secondee)
        with pytest.raises(Refused) as twice:
            begin_return(world.secondment.pk, day=day, actor=world.handler)
        with pytest.raises(Http404):
            plan_return(world.secondment.pk, **said, actor=world.handler)  # type: ignore[arg-type]
        plan = plan_return(world.secondment.pk, **said, actor=world.home_handler)  # type: ignore[arg-type]
        with pytest.raises(Refused) as again:
            plan_return(world.secondment.pk, **said, actor=world.home_handler)  # type: ignore[arg-type]

    assert (codes(early), codes(twice), codes(again)) == (
        ["return_too_early"],
        ["return_begun_already"],
        ["return_planned_already"],
    )
    assert (plan.wishes, plan.home_post, plan.answered_on) == ("回基教科", "一级科员", day)
    assert owed(world.secondment, "return_plan") == [(world.bureau.pk, "met")]
