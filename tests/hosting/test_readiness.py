"""The gate before somebody is in post: what is missing is said, red once he is there."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from guazhi.access.matrix import Role
from guazhi.hosting import commands as host
from guazhi.hosting.queries import arrivals, readiness
from guazhi.hosting.queries.readiness import MENDS
from guazhi.hosting.rules import check_ready
from guazhi.obligations.commands import reconcile
from guazhi.policy import named
from guazhi.policy.findings import Refused
from guazhi.policy.vocabulary import READINESS
from guazhi.programmes.commands import adopt_policy
from guazhi.secondments.commands import arrive
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from guazhi.web.menu import address
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def brief(world: World, day: date = DAY) -> None:
    host.brief(
        world.secondment.pk,
        day=day,
        briefer="王建国",
        situation="乡情",
        functions="职能",
        actor=world.host_handler,
    )


def planned(world: World) -> Secondment:
    """Somebody decided on, not yet there, under the policy that holds arrivals back."""
    row = world.another(in_post=False)
    policy = adopt_policy(named("strict"), actor=world.handler)
    Secondment.objects.filter(pk=row.pk).update(policy=policy)
    row = Secondment.objects.select_related("policy", "intake__programme").get(pk=row.pk)
    reconcile(row)
    return row


def test_what_is_missing_is_said_red_once_somebody_is_there(world: World) -> None:
    found = readiness(world.host_handler, world.secondment)

    assert found is not None
    assert (found.light, found.missing) == ("red", 5)
    assert [item.kind for item in found.items if item.route] == [
        "living", "mentor_acceptance", "division", "plan_approved", "briefing",
    ]  # fmt: skip


def test_before_arrival_it_is_yellow(world: World) -> None:
    row = world.another(in_post=False)

    found = readiness(world.host_handler, row)

    assert found is not None
    assert (found.light, found.has_arrived) == ("yellow", False)


def test_all_ready_is_green(world: World) -> None:
    make.ready(world, world.secondment)
    brief(world)

    world.secondment.refresh_from_db()
    found = readiness(world.host_handler, world.secondment)

    assert found is not None
    assert (found.light, found.missing) == ("green", 0)


def test_the_word_of_an_earlier_mentor_does_not_count(world: World) -> None:
    make.ready(world, world.secondment)
    brief(world)
    host.record_leader(
        world.secondment.pk, name="李国强", title="乡长", since=DAY, actor=world.host_handler
    )

    world.secondment.refresh_from_db()
    found = readiness(world.host_handler, world.secondment)

    assert found is not None
    assert [item.kind for item in found.items if item.day is None] == ["mentor_acceptance"]


def test_where_the_policy_blocks_arrival_waits_and_says_for_what(world: World) -> None:
    row = planned(world)
    leader = make.actor(Role.HOST_LEADER, world.township_government)

    with pytest.raises(Refused) as refusal:
        arrive(row.pk, day=DAY, actor=leader)

    row.refresh_from_db()
    assert [finding.code for finding in refusal.value.findings] == [
        "not_ready_living", "not_ready_mentor", "not_ready_division", "not_ready_plan",
    ]  # fmt: skip
    assert (row.state, row.arrived_on) == ("decided", None)


def test_where_the_policy_blocks_arrival_follows_when_all_is_there(world: World) -> None:
    row = planned(world)
    with clock_at(date(2026, 3, 1)):
        make.ready(world, row, date(2026, 3, 1))

    arrive(row.pk, day=DAY, actor=world.host_leader)

    row.refresh_from_db()
    assert (row.state, row.arrived_on) == ("in_post", DAY)


def test_where_the_policy_only_warns_arrival_is_confirmed(world: World) -> None:
    row = world.another(in_post=False)

    arrive(row.pk, day=DAY, actor=world.host_leader)

    row.refresh_from_db()
    assert row.state == "in_post"


def test_living_conditions_are_arranged_by_the_host_once(world: World) -> None:
    said: dict[str, Any] = {"day": DAY, "lodging": "周转房", "meals": "食堂", "contact": "办公室"}
    for actor in (world.county_handler, world.secondee):
        with pytest.raises(Http404):
            host.arrange_living(world.secondment.pk, **said, actor=actor)

    host.arrange_living(world.secondment.pk, **said, actor=world.host_handler)

    with pytest.raises(Refused) as twice:
        host.arrange_living(world.secondment.pk, **said, actor=world.host_handler)
    assert [finding.code for finding in twice.value.findings] == ["recorded_already"]


def test_the_persons_page_says_it_with_a_way_to_mend_each(world: World) -> None:
    page = client_of(world.host_handler).get(f"/secondments/{world.secondment.pk}/").content

    pk = world.secondment.pk
    ways = [address(route, pk) for route, _capability in MENDS.values()]
    shown = [way for way in ways if f'href="{way}">Put it right'.encode() in page]
    assert "5 things missing" in page.decode()
    assert len(shown) == 5


def test_each_kind_has_a_way_and_a_sentence() -> None:
    assert set(MENDS) == set(READINESS)
    assert len(list(check_ready(READINESS))) == len(READINESS)


def test_the_board_sorts_who_arrived_without_from_who_is_ready(world: World) -> None:
    coming = world.another("赵强", in_post=False, start=date(2026, 4, 1), months=11)
    lacks = world.another("李强")
    make.ready(world, world.secondment)
    brief(world)

    found = {show: list(arrivals(world.handler, show)) for show in ("arrived", "coming", "ready")}

    assert found == {"arrived": [lacks], "coming": [coming], "ready": [world.secondment]}
    assert list(arrivals(world.other_county_handler, "all")) == []


def test_the_board_costs_the_same_for_many(world: World) -> None:
    client = client_of(world.handler)
    taken = []
    for number in range(3):
        world.another(f"李{number}")
        client.get("/hosting/readiness/")
        with CaptureQueriesContext(connection) as captured:
            answer = client.get("/hosting/readiness/")
        taken.append((answer.status_code, len(captured)))

    assert taken[0] == taken[2]
