"""Leave from asking to reporting back: who decides by length, what is refused, what is counted."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.access.models import Grant
from guazhi.ledger.models import Entry
from guazhi.notices.models import Notice
from guazhi.policy.findings import Refused
from guazhi.secondments.commands import (
    ask_leave,
    decide_leave,
    report_back,
    return_home,
    revise_leave,
)
from guazhi.secondments.models import Leave
from guazhi.secondments.queries import (
    leave,
    leaves_to_confirm,
    leaves_to_decide,
    leaves_to_report,
)
from guazhi.web import clock
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)


def ask(world: World, days: int = 2, **changes: Any) -> Leave:
    """Leave from Monday on, for so many calendar days."""
    words: dict[str, object] = {
        "kind": "personal",
        "start": MONDAY,
        "end": MONDAY + timedelta(days=days - 1),
        "place": "省城",
        "reason": "家中老人就医需陪护",
        "substitute": "张办事员",
        "actor": world.secondee,
    }
    return ask_leave(world.secondment.pk, **{**words, **changes})


def approve(row: Leave, *actors: Actor) -> Leave:
    for actor in actors:
        decide_leave(row.pk, said="consented", substitute_told=True, actor=actor)
    row.refresh_from_db()
    return row


def county_approver(world: World) -> Actor:
    return make.actor(Role.COUNTY_APPROVER, world.county)


def refused(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def verbs() -> list[str]:
    return list(Entry.objects.filter(about="leave").order_by("seq").values_list("verb", flat=True))


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind)
    return set(rows.values_list("reader__name", flat=True))


def test_a_short_leave_is_approved_by_the_host_and_told_to_the_home_organisation(
    world: World,
) -> None:
    row = ask(world)
    asked = told("leave_asked")

    approve(row, world.host_leader)

    assert (row.state, row.halves, row.back_by) == ("granted", 4, date(2026, 3, 11))
    assert row.substitute_told_on == date(2026, 3, 2)
    assert verbs() == ["LeaveAsked", "LeaveGranted"]
    assert asked == {world.host_leader.name}
    assert told("leave_granted") == {
        world.secondee.name,
        world.host_handler.name,
        world.home_handler.name,
    }


@pytest.mark.parametrize(("has_county", "units"), [(True, ["清溪县"]), (False, ["安澜市"])])
def test_where_the_host_has_nobody_to_approve_the_next_level_does(
    world: World, has_county: bool, units: list[str]
) -> None:
    if has_county:
        county_approver(world)
    Grant.objects.filter(role=Role.HOST_LEADER).update(withdrawn_at=clock.now())

    row = ask(world)

    assert [step.organisation.name for step in row.steps.all()] == units
    page = leave(world.secondee, row.pk, MONDAY)
    assert (page.unmanned, len(page.passed_over)) == ("", 1)


def test_a_leave_that_nobody_can_decide_any_more_says_so(world: World) -> None:
    row = ask(world)
    Grant.objects.filter(role=Role.HOST_LEADER).update(withdrawn_at=clock.now())

    page = leave(world.secondee, row.pk, MONDAY)

    assert page.unmanned == world.township_government.name


def test_a_long_leave_climbs_the_ladder_and_the_departments_are_told(world: World) -> None:
    county = county_approver(world)
    row = ask(world, days=11, kind="sick")

    with pytest.raises(Refused) as early:
        decide_leave(row.pk, said="consented", actor=county)
    approve(row, world.host_leader, county, world.approver)

    assert refused(early) == ["not_your_turn"]
    assert [step.party for step in row.steps.all()] == ["host", "county", "city"]
    assert verbs() == ["LeaveAsked", "LeaveConsented", "LeaveConsented", "LongLeaveGranted"]
    assert told("leave_consented") == {county.name, world.approver.name}
    assert told("long_leave_granted") >= {world.handler.name, world.county_handler.name}


def test_where_no_county_has_a_part_the_city_decides_in_its_place(world: World) -> None:
    other = world.another(
        "周市直", host=make.found("市城管局", "organ", world.city), category="city_organ", months=6
    )
    secondee = make.actor(None, person=other.secondee)

    row = ask_leave(
        other.pk,
        kind="personal",
        start=MONDAY,
        end=MONDAY + timedelta(days=4),
        place="省城",
        reason="家事",
        substitute="李科员",
        actor=secondee,
    )

    assert [step.party for step in row.steps.all()] == ["host", "city"]


def test_a_returned_leave_is_mended_and_goes_up_from_the_first_step_again(world: World) -> None:
    row = ask(world)
    with pytest.raises(Refused) as silent:
        decide_leave(row.pk, said="returned", actor=world.host_leader)
    decide_leave(row.pk, said="returned", opinion="请避开周一例会", actor=world.host_leader)

    revise_leave(
        row.pk,
        kind="personal",
        start=MONDAY + timedelta(days=1),
        end=MONDAY + timedelta(days=2),
        place="省城",
        reason="家中老人就医需陪护",
        substitute="张办事员",
        actor=world.secondee,
    )
    approve(row, world.host_leader)

    assert refused(silent) == ["denial_needs_reason"]
    assert (row.state, row.start, row.round) == ("granted", MONDAY + timedelta(days=1), 2)
    assert [step.answer for step in row.steps.all()] == ["returned", "consented"]
    assert verbs() == ["LeaveAsked", "LeaveReturned", "LeaveAskedAgain", "LeaveGranted"]


def test_the_host_asks_in_the_secondees_stead_and_says_why(world: World) -> None:
    with pytest.raises(Refused) as silent:
        ask(world, actor=world.host_handler)

    row = ask(world, actor=world.host_handler, behalf="本人突发疾病住院，电话委托")

    assert refused(silent) == ["behalf_needs_reason"]
    assert (row.behalf, row.made_by_id) == (
        "本人突发疾病住院，电话委托",
        world.host_handler.user_id,
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"kind": "sabbatical"}, ["leave_kind_unknown"]),
        ({"reason": " "}, ["reason_needed"]),
        ({"place": ""}, ["leave_needs_place"]),
        ({"substitute": ""}, ["leave_needs_substitute"]),
        ({"end": date(2026, 3, 8)}, ["leave_ends_before_it_begins"]),
        (
            {"end": MONDAY, "from_noon": True, "until_noon": True},
            ["leave_ends_before_it_begins"],
        ),
        ({"start": date(2026, 3, 7), "end": date(2026, 3, 8)}, ["leave_takes_no_day"]),
        ({"end": date(2027, 3, 1)}, ["leave_out_of_term"]),
    ],
)
def test_what_cannot_be_asked_for_is_refused_and_changes_nothing(
    world: World, changes: dict[str, Any], codes: list[str]
) -> None:
    before = Entry.objects.count()

    with pytest.raises(Refused) as refusal:
        ask(world, **changes)

    assert refused(refusal) == codes
    assert (Leave.objects.count(), Entry.objects.count()) == (0, before)


def test_leave_is_asked_for_at_the_latest_two_days_after_it_began(world: World) -> None:
    with clock_at(date(2026, 3, 12)), pytest.raises(Refused) as late:
        ask(world)
    with clock_at(date(2026, 3, 11)):
        row = ask(world)

    assert refused(late) == ["leave_began_long_ago"]
    assert row.asked_on == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["leave_overlaps"]),
        ({"start": date(2026, 3, 10), "end": date(2026, 3, 12)}, ["leave_overlaps"]),
        ({"start": date(2026, 3, 11), "end": date(2026, 3, 12)}, ["leave_follows_another"]),
        ({"start": date(2026, 3, 5), "end": date(2026, 3, 6)}, ["leave_follows_another"]),
        ({"start": date(2026, 3, 12), "end": date(2026, 3, 12)}, []),
        ({"start": date(2026, 3, 11), "end": date(2026, 3, 11), "from_noon": True}, []),
    ],
)
def test_no_leave_lies_over_or_next_to_another(
    world: World, changes: dict[str, Any], codes: list[str]
) -> None:
    ask(world)

    found: list[str] = []
    try:
        ask(world, **changes)
    except Refused as refusal:
        found = [finding.code for finding in refusal.findings]

    assert found == codes


def test_the_database_itself_refuses_two_leaves_at_one_time(world: World) -> None:
    row = ask(world, until_noon=True)
    twin = {
        field.name: getattr(row, field.name)
        for field in Leave._meta.concrete_fields
        if field.name != "id"
    }
    afternoon = {"start": row.end, "from_noon": True, "until_noon": False}

    with pytest.raises(IntegrityError, match="leave_never_overlaps"), transaction.atomic():
        Leave.objects.create(**{**twin, "from_noon": True})
    Leave.objects.create(**{**twin, **afternoon})
    Leave.objects.create(**{**twin, "state": "refused"})

    assert Leave.objects.count() == 3


def test_out_of_reach_looks_missing(world: World) -> None:
    row = ask(world)
    stranger = make.actor(Role.HOST_LEADER, world.bureau)
    other_county = make.actor(Role.COUNTY_APPROVER, world.other_county)

    for actor in (stranger, other_county, world.host_handler, world.home_handler):
        with pytest.raises(Http404):
            decide_leave(row.pk, said="consented", actor=actor)
    with pytest.raises(Http404):
        ask(world, actor=world.home_handler)
    with pytest.raises(Http404):
        leave(world.other_county_handler, row.pk, MONDAY)


def test_a_private_reason_is_read_by_those_who_decide_and_by_oneself(world: World) -> None:
    row = ask(world, kind="sick", reason="腰椎间盘突出住院")

    read = {
        actor.name: leave(actor, row.pk, MONDAY).shown.reason
        for actor in (
            world.secondee,
            world.host_leader,
            world.approver,
            world.host_handler,
            world.home_handler,
            world.handler,
        )
    }

    assert read == {
        world.secondee.name: row.reason,
        world.host_leader.name: row.reason,
        world.approver.name: row.reason,
        world.host_handler.name: None,
        world.home_handler.name: None,
        world.handler.name: None,
    }


def test_what_waits_is_on_the_desk_of_whose_turn_it_is(world: World) -> None:
    row = ask(world)
    waiting = [list(leaves_to_decide(each)) for each in (world.host_leader, world.host_handler)]
    approve(row, world.host_leader)
    with clock_at(date(2026, 3, 11)):
        own = list(leaves_to_report(world.secondee, date(2026, 3, 11)))
        report_back(row.pk, back_on=date(2026, 3, 11), actor=world.secondee)
        confirming = list(leaves_to_confirm(world.host_handler))

    assert (waiting, own, confirming) == ([[row], []], [row], [row])


def test_a_term_cut_short_cuts_its_leave_and_a_return_closes_it(world: World) -> None:
    straddling = approve(
        ask(world, start=date(2026, 6, 29), end=date(2026, 7, 1)), world.host_leader
    )
    after = ask(world, start=date(2026, 7, 13), end=date(2026, 7, 14))
    make.change_term(
        world.secondment.pk, kind="recall", new_end=date(2026, 6, 30), actor=world.approver
    )
    cut = list(Leave.objects.order_by("pk").values_list("end", "state", "halves"))

    with clock_at(date(2026, 7, 1)):
        return_home(world.secondment.pk, day=date(2026, 6, 30), actor=world.approver)

    straddling.refresh_from_db()
    assert cut == [(date(2026, 6, 30), "granted", 4), (after.end, "called_back", 4)]
    assert straddling.state == "ended"
