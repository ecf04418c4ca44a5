"""Part two, opening: leadership, responsible persons, joint management."""

from datetime import date, timedelta

import pytest
from django.test import Client

from guazhi.access.actor import Capability
from guazhi.access.matrix import Role
from guazhi.hosting.commands import accept
from guazhi.ledger.models import Entry
from guazhi.ledger.queries import history
from guazhi.obligations.queries import of_secondment
from guazhi.secondments.commands import (
    ask_change,
    ask_leave,
    call_back_leave,
    decide_leave,
)
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at, today
from tests import make
from tests.make import World

pytestmark = pytest.mark.django_db


def test_s2_0_1_duties_done_due_and_overdue_stand_on_every_managers_first_page(
    world: World,
) -> None:
    for actor in (world.handler, world.county_handler, world.host_handler):
        client = Client(HTTP_HOST="localhost")
        client.force_login(make.account_of(actor))

        answer = client.get("/")

        assert answer.status_code == 200
        assert "stat-figure" in answer.content.decode()


def test_s2_0_2_each_party_has_a_named_responsible_person(world: World) -> None:
    accept(world.secondment.pk, day=date(2026, 3, 1), responsible="王建国", actor=world.host_leader)

    client = Client(HTTP_HOST="localhost")
    client.force_login(make.account_of(world.handler))
    text = client.get(f"/secondments/{world.secondment.pk}/").content.decode()

    assert "王建国" in text
    assert world.handler.name in text


def test_s2_0_3_city_county_and_host_all_manage_and_the_ledger_tells_who_did_what(
    world: World,
) -> None:
    for manager in (world.handler, world.county_handler, world.host_handler):
        managed = Secondment.objects.permitted(manager, Capability.VIEW_SECONDMENT)
        assert list(managed) == [world.secondment]
    owners = {
        row.obligation.party for row in of_secondment(world.handler, world.secondment, today())
    }

    assert {"city", "county", "host"} <= owners
    told = [entry.verb for entry in history(world.county_handler, world.secondment.pk)]
    assert told == ["SecondmentPlaced", "SecondmentDecided", "SecondeeArrived"]


def test_s2_0_3_a_county_may_make_contact_and_a_host_may_hold_talks(world: World) -> None:
    with clock_at(date(2026, 3, 20)):
        makes = Secondment.objects.permitted(world.county_handler, Capability.MAKE_CONTACT)
        holds = Secondment.objects.permitted(world.host_handler, Capability.HOLD_TALK)
        crosses = Secondment.objects.permitted(world.host_handler, Capability.MAKE_CONTACT)

    assert (makes.count(), holds.count(), crosses.count()) == (1, 1, 0)
    assert Entry.objects.filter(secondment=world.secondment).exists()


def test_s2_0_3_a_term_is_cut_by_all_who_manage_and_each_consent_is_on_record(
    world: World,
) -> None:
    change = ask_change(
        world.secondment.pk,
        kind="early_end",
        new_end=date(2026, 8, 31),
        reason="原单位机构改革，工作急需",
        day=date(2026, 3, 2),
        actor=world.home_handler,
    )
    before = Secondment.objects.get().end

    make.consented(change.pk)

    said = change.steps.order_by("place").values_list("party", "answer")
    told = [entry.verb for entry in history(world.county_handler, world.secondment.pk)]
    assert (before, Secondment.objects.get().end) == (date(2027, 2, 28), date(2026, 8, 31))
    assert list(said) == [
        ("secondee", "consented"),
        ("host", "consented"),
        ("home", "implied"),
        ("city", "consented"),
    ]
    assert told[-5:] == ["ChangeAsked", *["ChangeConsented"] * 3, "TermChanged"]


def test_s2_0_3_leave_goes_through_host_county_and_city_by_its_length(world: World) -> None:
    start = date(2026, 3, 9)
    county = make.actor(Role.COUNTY_APPROVER, world.county)
    asked_of = {}
    for days, deciders in ((3, 1), (7, 2), (8, 3)):
        row = ask_leave(
            world.secondment.pk,
            kind="sick",
            start=start,
            end=start + timedelta(days=days - 1),
            place="市人民医院",
            reason="住院治疗",
            substitute="张办事员",
            actor=world.secondee,
        )
        for actor in (world.host_leader, county, world.approver)[:deciders]:
            decide_leave(row.pk, said="consented", substitute_told=True, actor=actor)
        row.refresh_from_db()
        asked_of[days] = (row.state, [step.party for step in row.steps.all()])
        call_back_leave(row.pk, actor=world.secondee)

    assert asked_of == {
        3: ("granted", ["host"]),
        7: ("granted", ["host", "county"]),
        8: ("granted", ["host", "county", "city"]),
    }
