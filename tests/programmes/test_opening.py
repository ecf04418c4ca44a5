"""Opening an intake that begins from needs."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.policy import Refused, named
from guazhi.programmes import queries
from guazhi.programmes.commands import begin_intake
from guazhi.programmes.models import Intake
from guazhi.programmes.rules import check_opening
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 12)
GIVEN: dict[str, Any] = {
    "programme": "上派下挂",
    "name": "2027年批次",
    "start": date(2027, 3, 1),
    "months": 12,
    "policy": "strict",
}


@pytest.mark.parametrize(
    ("start", "is_known", "codes"),
    [
        (date(2026, 10, 13), False, []),
        (date(2026, 10, 12), False, ["intake_start_past"]),
        (date(2026, 10, 13), True, ["intake_known"]),
        (date(2026, 10, 11), True, ["intake_known", "intake_start_past"]),
    ],
)
def test_an_intake_is_new_and_ahead(start: date, is_known: bool, codes: list[str]) -> None:
    found = check_opening(start=start, today=DAY, is_known=is_known)

    assert [finding.code for finding in found] == codes


def test_an_intake_begins_under_the_policy_chosen_and_is_recorded(world: World) -> None:
    with clock.clock_at(DAY):
        row = begin_intake(world.city.pk, **GIVEN, actor=world.handler)

    assert (row.programme, row.end) == (world.intake.programme, date(2028, 2, 29))
    assert queries.pack_of(row.policy) == named("strict")
    assert Entry.objects.filter(verb="IntakeOpened", intake=row.pk).count() == 1


def test_the_intake_of_another_city_looks_missing(world: World) -> None:
    stranger = make.actor(Role.CITY_HANDLER, make.found_city("邻市")[0])

    with clock.clock_at(DAY), pytest.raises(Http404):
        begin_intake(world.city.pk, **GIVEN, actor=stranger)

    assert Intake.objects.count() == 1


def test_a_name_in_use_is_refused(world: World) -> None:
    with clock.clock_at(DAY), pytest.raises(Refused) as refusal:
        begin_intake(world.city.pk, **{**GIVEN, "name": world.intake.name}, actor=world.handler)

    assert [finding.code for finding in refusal.value.findings] == ["intake_known"]
    assert Intake.objects.count() == 1


def test_an_intake_is_opened_on_a_page(world: World) -> None:
    client, address = client_of(world.handler), "/programmes/intakes/begin/"
    sent = {**GIVEN, "start": "2027-03-01", "area_id": world.city.pk}

    with clock.clock_at(DAY):
        listed = client.get("/intakes/").content.decode()
        shown = client.get(address)
        refused = client.post(address, {**sent, "start": "2026-10-12"})
        opened = client.post(address, sent)

    row = Intake.objects.get(name="2027年批次")
    assert f'href="{address}"' in listed
    assert (shown.status_code, refused.status_code) == (200, 422)
    assert (opened.status_code, opened["Location"]) == (302, f"/intakes/{row.pk}/")
    assert client_of(world.county_handler).get(address).status_code == 404
