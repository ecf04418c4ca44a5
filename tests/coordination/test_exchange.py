"""Exchange items: sent to a unit of the secondment, answered by that unit alone."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination.commands import answer_exchange, send_exchange
from guazhi.coordination.models import ExchangeItem
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.organisations.models import Organisation
from guazhi.policy.findings import Refused
from tests.make import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def send(world: World, to: Organisation) -> ExchangeItem:
    return send_exchange(
        world.secondment.pk,
        text="上级教育政策要点",
        to_organisation_id=to.pk,
        day=DAY,
        actor=world.secondee,
    )


def test_what_is_sent_must_be_answered_by_the_unit(world: World) -> None:
    item = send(world, world.township_government)

    owed = Obligation.objects.filter(rule="exchange_answered")
    assert list(owed.values_list("occurrence", "party", "owner", "due", "state")) == [
        (
            f"exchange_sent-{item.pk}",
            "host",
            world.township_government.pk,
            date(2026, 3, 23),
            "open",
        )
    ]
    assert (item.direction, Entry.objects.latest("seq").verb) == ("brought_down", "ExchangeSent")


def test_those_from_the_base_bring_up(world: World) -> None:
    up = world.another(
        "赵敏", home=world.township_government, host=world.bureau, category="city_organ", months=6
    )
    from tests.make import actor

    item = send_exchange(
        up.pk,
        text="基层缺编情况",
        to_organisation_id=world.city_department.pk,
        day=DAY,
        actor=actor(None, person=up.secondee),
    )

    assert (item.direction, item.party) == ("brought_up", "city")


def test_an_answer_meets_its_obligation(world: World) -> None:
    item = send(world, world.township_government)

    answer_exchange(
        item.pk, answer="采纳，列入计划", adopted=True, day=DAY, actor=world.host_leader
    )

    item.refresh_from_db()
    owed = Obligation.objects.get(rule="exchange_answered")
    assert (item.adopted, item.answered_on) == (True, DAY)
    assert (owed.state, owed.met_on) == ("met", DAY)
    assert Entry.objects.latest("seq").verb == "ExchangeAnswered"


@pytest.mark.parametrize(
    ("to", "answerer"),
    [
        ("township_government", "host_handler"),
        ("bureau", "home_handler"),
        ("county_department", "county_handler"),
        ("city_department", "handler"),
    ],
)
def test_each_unit_answers_what_was_sent_to_it(world: World, to: str, answerer: str) -> None:
    item = send(world, getattr(world, to))

    answer_exchange(item.pk, answer="收到", adopted=None, day=DAY, actor=getattr(world, answerer))

    assert Obligation.objects.get(rule="exchange_answered").state == "met"


def test_another_unit_does_not_answer(world: World) -> None:
    item = send(world, world.township_government)

    with pytest.raises(Refused) as refusal:
        answer_exchange(item.pk, answer="收到", adopted=None, day=DAY, actor=world.handler)
    with pytest.raises(Http404):
        answer_exchange(
            item.pk, answer="收到", adopted=None, day=DAY, actor=world.other_county_handler
        )

    assert [f.code for f in refusal.value.findings] == ["exchange_not_yours"]
    assert Obligation.objects.get(rule="exchange_answered").state == "open"


def test_an_item_is_answered_once_in_words(world: World) -> None:
    item = send(world, world.bureau)
    with pytest.raises(Refused) as empty:
        answer_exchange(item.pk, answer=" ", adopted=True, day=DAY, actor=world.home_handler)
    answer_exchange(item.pk, answer="收到", adopted=None, day=DAY, actor=world.home_handler)

    with pytest.raises(Refused) as twice:
        answer_exchange(item.pk, answer="改变", adopted=True, day=DAY, actor=world.home_handler)

    assert [f.code for f in empty.value.findings] == ["words_needed"]
    assert [f.code for f in twice.value.findings] == ["exchange_answered_already"]


def test_a_stranger_is_not_written_to(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        send(world, world.other_department)

    assert [f.code for f in refusal.value.findings] == ["exchange_to_a_stranger"]
    assert list(ExchangeItem.objects.all()) == []


@pytest.mark.parametrize(
    ("direction", "to", "fits"),
    [
        ("brought_down", "bureau", "清溪县龙泉乡人民政府、中共清溪县委组织部"),
        ("brought_up", "township_government", "市教育局、中共清溪县委组织部、中共安澜市委组织部"),
    ],
)
def test_what_goes_the_other_way_is_refused_and_told_where_it_would_fit(
    world: World, direction: str, to: str, fits: str
) -> None:
    unit = getattr(world, to)

    with pytest.raises(Refused) as refusal:
        send_exchange(
            world.secondment.pk,
            text="要点",
            to_organisation_id=unit.pk,
            day=DAY,
            direction=direction,
            actor=world.secondee,
        )

    assert [(f.code, f.params) for f in refusal.value.findings] == [
        ("exchange_other_way", {"unit": unit.name, "direction": direction, "fits": fits})
    ]
    assert list(ExchangeItem.objects.all()) == []


def test_what_is_sent_without_a_direction_goes_the_way_that_fits(world: World) -> None:
    items = [send(world, unit) for unit in (world.township_government, world.bureau)]

    assert [item.direction for item in items] == ["brought_down", "brought_up"]
