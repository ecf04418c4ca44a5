"""Policies adopted, intakes opened and noted, posts offered."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.policy import Refused, named
from guazhi.programmes import queries
from guazhi.programmes.commands import adopt_policy, note_intake, open_intake
from guazhi.programmes.models import Intake, PolicyVersion, Post
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db


def entries(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_a_policy_is_adopted_once_and_read_back_as_it_was(world: World) -> None:
    again = adopt_policy(named("speech"), actor=world.handler)
    strict = adopt_policy(named("strict"), actor=world.handler)

    assert again == world.policy
    assert PolicyVersion.objects.count() == 2
    assert queries.pack_of(strict) == named("strict")
    assert entries("PolicyAdopted") == 2


def opened(world: World, **changed: Any) -> Intake:
    given: dict[str, Any] = {
        "programme": "上派下挂",
        "name": "2027年批次",
        "start": date(2027, 3, 1),
        "end": date(2028, 2, 29),
        "policy": world.policy,
        "actor": world.handler,
        **changed,
    }
    return open_intake(world.city, world.city_department, **given)


def test_an_intake_is_opened_once_and_recorded(world: World) -> None:
    first, again = opened(world), opened(world)

    assert first == again
    assert first.programme == world.intake.programme
    assert entries("IntakeOpened") == 2


@pytest.mark.parametrize("who", ["approver", "county_handler", "host_leader"])
def test_only_the_city_opens_an_intake(world: World, who: str) -> None:
    with pytest.raises(Refused) as refusal:
        opened(world, actor=getattr(world, who))

    assert [finding.code for finding in refusal.value.findings] == ["not_yours_to_do"]
    assert Intake.objects.count() == 1


def test_notes_are_kept_and_recorded(world: World) -> None:
    note_intake(world.intake.pk, expectations="沉下身子", flow_note="", actor=world.handler)

    world.intake.refresh_from_db()
    assert world.intake.expectations == "沉下身子"
    assert entries("IntakeNoted") == 1


def test_notes_of_another_city_look_missing(world: World) -> None:
    stranger = make.actor(Role.CITY_HANDLER, make.found_city("邻市")[0])

    with pytest.raises(Http404):
        note_intake(world.intake.pk, expectations="x", flow_note="", actor=stranger)

    assert entries("IntakeNoted") == 0


def test_the_page_of_notes(world: World) -> None:
    client = client_of(world.handler)
    address = f"/programmes/intakes/{world.intake.pk}/notes/"

    shown = client.get(address)
    sent = client.post(address, {"expectations": "多到一线", "flow_note": "本批无企业上派人选"})
    refused = client.post(address, {"expectations": "长" * 4001})

    world.intake.refresh_from_db()
    assert (shown.status_code, sent.status_code, refused.status_code) == (200, 302, 422)
    assert world.intake.flow_note == "本批无企业上派人选"
    assert client_of(world.county_handler).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_an_intake_is_seen_by_every_party_of_a_secondment_in_it(world: World) -> None:
    seen = [
        list(queries.intakes(actor))
        for actor in (world.handler, world.host_leader, world.secondee, world.other_county_handler)
    ]

    assert seen == [[world.intake], [world.intake], [world.intake], []]


def test_a_post_is_kept_with_its_places(world: World) -> None:
    post = make.post(world.intake, world.county_department, "county_assistant", places=2)

    assert Post.objects.get(pk=post.pk).places == 2
