"""Practices: proposed, spread to all in post, read, taken up."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination.commands import (
    adopt_practice,
    propose_practice,
    publish_practice,
    read_practice,
)
from guazhi.coordination.models import Practice, PracticeDelivery
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def practice(world: World) -> Practice:
    return propose_practice(
        world.intake.pk,
        title="一线工作法",
        text="每周驻村两天",
        source="report",
        day=DAY,
        secondment_id=world.secondment.pk,
        actor=world.secondee,
    )


def test_a_proposal_asks_the_city_to_spread_it(world: World, practice: Practice) -> None:
    owed = Obligation.objects.filter(intake=world.intake, rule="practice_spread")

    assert list(owed.values_list("occurrence", "due", "owner", "state")) == [
        (
            f"practice_proposed-{practice.pk}",
            date(2026, 4, 1),
            world.city_department.pk,
            "open",
        )
    ]
    assert Entry.objects.latest("seq").verb == "PracticeProposed"


def test_publishing_delivers_to_all_and_meets_the_obligation(
    world: World, practice: Practice
) -> None:
    second = world.another()

    publish_practice(practice.pk, day=DAY, actor=world.approver)

    delivered = PracticeDelivery.objects.filter(practice=practice)
    assert set(delivered.values_list("secondment_id", flat=True)) == {
        world.secondment.pk,
        second.pk,
    }
    owed = Obligation.objects.get(intake=world.intake, rule="practice_spread")
    assert (owed.state, owed.met_on) == ("met", DAY)
    assert Entry.objects.latest("seq").payload == {"day": "2026-03-02", "delivered": 2}


def test_a_practice_is_published_once(world: World, practice: Practice) -> None:
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    with pytest.raises(Refused) as refusal:
        publish_practice(practice.pk, day=DAY, actor=world.approver)

    assert [f.code for f in refusal.value.findings] == ["practice_published_already"]


def test_only_the_city_publishes(world: World, practice: Practice) -> None:
    with pytest.raises(Http404):
        publish_practice(practice.pk, day=DAY, actor=world.county_handler)


def test_a_practice_is_not_published_before_it_was_proposed(world: World) -> None:
    with clock.clock_at(date(2026, 3, 9)):
        row = propose_practice(
            world.intake.pk,
            title="例会制",
            text="周例会",
            source="forum",
            day=date(2026, 3, 9),
            actor=world.county_handler,
        )
        with pytest.raises(Refused) as refusal:
            publish_practice(row.pk, day=date(2026, 3, 5), actor=world.handler)

    assert [f.code for f in refusal.value.findings] == ["day_before_proposal"]


def test_the_same_title_is_refused(world: World, practice: Practice) -> None:
    with pytest.raises(Refused) as refusal:
        propose_practice(
            world.intake.pk,
            title=practice.title,
            text="",
            source="gossip",
            day=DAY,
            actor=world.host_handler,
        )

    assert [f.code for f in refusal.value.findings] == [
        "words_needed",
        "practice_titled_already",
        "source_unknown",
    ]


def test_reading_is_noted_once(world: World, practice: Practice) -> None:
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    with clock.clock_at(date(2026, 3, 4)):
        read_practice(practice.pk, actor=world.secondee)
    with clock.clock_at(date(2026, 3, 6)):
        read_practice(practice.pk, actor=world.secondee)

    delivery = PracticeDelivery.objects.get(practice=practice)
    assert delivery.read_on == date(2026, 3, 4)
    assert Entry.objects.filter(verb="PracticeRead").count() == 1


def test_what_was_not_delivered_cannot_be_read(world: World, practice: Practice) -> None:
    with pytest.raises(Http404):
        read_practice(practice.pk, actor=world.secondee)


def test_taking_up_needs_delivery_and_is_noted_once(world: World, practice: Practice) -> None:
    with pytest.raises(Refused) as early:
        adopt_practice(
            practice.pk, world.secondment.pk, effect="见效", day=DAY, actor=world.secondee
        )
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    adoption = adopt_practice(
        practice.pk, world.secondment.pk, effect="见效", day=DAY, actor=world.host_handler
    )
    with pytest.raises(Refused) as twice:
        adopt_practice(
            practice.pk, world.secondment.pk, effect="见效", day=DAY, actor=world.secondee
        )

    assert [f.code for f in early.value.findings] == ["practice_not_delivered"]
    assert [f.code for f in twice.value.findings] == ["practice_adopted_already"]
    assert list(practice.adoptions.all()) == [adoption]


def test_a_home_unit_takes_up_nothing(world: World, practice: Practice) -> None:
    publish_practice(practice.pk, day=DAY, actor=world.approver)

    with pytest.raises(Http404):
        adopt_practice(
            practice.pk, world.secondment.pk, effect="好", day=DAY, actor=world.home_handler
        )
