"""Exchange that goes further: any unit of the tree, passed on, not adopted, and the flows."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.coordination import queries
from guazhi.coordination.commands import (
    answer_exchange,
    forward_exchange,
    note_flow,
    send_exchange,
)
from guazhi.coordination.models import ExchangeForward, ExchangeItem, FlowNote
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.obligations.queries import open_of
from guazhi.organisations.models import Organisation
from guazhi.policy.findings import Refused
from guazhi.web import clock
from tests.make import World, actor, found

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def sent(world: World, to: Organisation, **words: Any) -> ExchangeItem:
    return send_exchange(
        world.secondment.pk,
        text=words.pop("text", "道路养护资金不足"),
        to_organisation_id=to.pk,
        day=DAY,
        actor=world.secondee,
        **words,
    )


@pytest.fixture
def transport(world: World) -> tuple[Organisation, Actor]:
    """A bureau with no part in the secondment, and who sits there."""
    bureau = found("市交通运输局", "organ", world.city)
    return bureau, actor(Role.HOST_HANDLER, bureau)


def test_a_unit_of_the_tree_with_a_desk_is_written_to_and_answers(
    world: World, transport: tuple[Organisation, Actor]
) -> None:
    bureau, clerk = transport

    item = sent(world, bureau, direction="brought_up")

    assert (item.party, item.from_kind, item.to_kind) == ("host", "township", "city")
    assert [row.rule for row in open_of(clerk)] == ["exchange_answered"]
    assert list(queries.to_answer(clerk)) == [item]
    answer_exchange(item.pk, answer="列入计划", adopted=True, day=DAY, actor=clerk)
    assert Obligation.objects.get(rule="exchange_answered").state == "met"


def test_a_unit_without_a_desk_is_not_written_to(world: World) -> None:
    bureau = found("市水利局", "organ", world.city)

    with pytest.raises(Refused) as refusal:
        sent(world, bureau)

    assert [f.code for f in refusal.value.findings] == ["exchange_to_a_stranger"]


def test_an_item_is_seen_by_no_unit_that_has_nothing_to_do_with_it(
    world: World, transport: tuple[Organisation, Actor]
) -> None:
    sent(world, world.bureau)

    assert list(queries.exchanges(transport[1])) == []
    assert list(queries.exchanges(world.other_county_handler)) == []


def test_what_is_passed_on_is_owed_by_the_other_unit_with_days_of_its_own(world: World) -> None:
    item = sent(world, world.bureau)

    with clock.clock_at(date(2026, 3, 10)):
        forward_exchange(
            item.pk,
            to_organisation_id=world.city_department.pk,
            reason="涉及多个部门",
            day=date(2026, 3, 10),
            actor=world.home_handler,
        )

    owed = Obligation.objects.filter(rule="exchange_answered").order_by("pk")
    assert list(owed.values_list("owner", "state", "due")) == [
        (world.bureau.pk, "void", date(2026, 3, 23)),
        (world.city_department.pk, "open", date(2026, 3, 31)),
    ]
    assert Entry.objects.latest("seq").payload == {
        "sender": world.bureau.pk,
        "to": world.city_department.pk,
        "day": "2026-03-10",
    }


def test_an_item_is_not_passed_back_nor_by_others_nor_without_a_reason(world: World) -> None:
    item = sent(world, world.bureau)
    to_city: dict[str, Any] = {"to_organisation_id": world.city_department.pk, "day": DAY}

    with pytest.raises(Refused) as other:
        forward_exchange(item.pk, **to_city, reason="涉及多个部门", actor=world.handler)
    with pytest.raises(Refused) as bare:
        forward_exchange(item.pk, **to_city, reason="", actor=world.home_handler)
    with pytest.raises(Http404):
        forward_exchange(
            item.pk, **to_city, reason="涉及多个部门", actor=world.other_county_handler
        )
    forward_exchange(item.pk, **to_city, reason="涉及多个部门", actor=world.home_handler)
    with pytest.raises(Refused) as back:
        forward_exchange(
            item.pk,
            to_organisation_id=world.bureau.pk,
            reason="请再研究",
            day=DAY,
            actor=world.handler,
        )

    codes = [[f.code for f in each.value.findings] for each in (other, bare, back)]
    assert codes == [["exchange_not_yours"], ["reason_needed"], ["exchange_was_there"]]
    assert ExchangeForward.objects.count() == 1


def test_what_is_not_adopted_has_its_reason(world: World) -> None:
    item = sent(world, world.bureau)

    with pytest.raises(Refused) as bare:
        answer_exchange(item.pk, answer="暂缓", adopted=False, day=DAY, actor=world.home_handler)
    answer_exchange(
        item.pk,
        answer="暂缓",
        adopted=False,
        reason="条件尚不成熟",
        day=DAY,
        actor=world.home_handler,
    )

    item.refresh_from_db()
    assert [f.code for f in bare.value.findings] == ["reason_needed"]
    assert (item.adopted, item.reason) == (False, "条件尚不成熟")


def test_a_line_tells_days_open_and_what_is_overdue(world: World) -> None:
    item = sent(world, world.bureau)
    today = date(2026, 3, 25)

    (line,) = queries.exchange_lines(world.handler, [item], today)
    late = queries.sought(
        queries.exchanges(world.handler), queries.ExchangeSought(standing="overdue"), today
    )
    on_time = queries.sought(
        queries.exchanges(world.handler),
        queries.ExchangeSought(standing="overdue"),
        date(2026, 3, 23),
    )

    assert (line.days_open, line.due, line.is_overdue) == (23, date(2026, 3, 23), True)
    assert (list(late), list(on_time)) == ([item], [])


def test_every_pair_of_kinds_is_counted_and_the_empty_ones_are_noted(world: World) -> None:
    sent(world, world.township_government, text="政策要点")
    note_flow(
        world.intake.pk,
        from_kind="enterprise",
        to_kind="city",
        text="本批次没有企业派出人员",
        actor=world.handler,
    )

    cells = queries.exchange_flows(world.handler, world.intake.pk)

    assert len(cells) == 16
    assert [cell for cell in cells if cell.count or cell.note] == [
        queries.FlowCell("city", "township", 1, 1, ""),
        queries.FlowCell("enterprise", "city", 0, 0, "本批次没有企业派出人员"),
    ]
    assert Entry.objects.latest("seq").verb == "FlowNoted"


def test_a_flow_is_noted_by_the_city_where_it_is_empty(world: World) -> None:
    sent(world, world.township_government)
    flow = {"from_kind": "city", "to_kind": "township", "text": "没有"}

    with pytest.raises(Refused) as full:
        note_flow(world.intake.pk, **flow, actor=world.handler)
    with pytest.raises(Refused) as unknown:
        note_flow(world.intake.pk, from_kind="moon", to_kind="city", text=" ", actor=world.handler)
    with pytest.raises(Http404):
        note_flow(world.intake.pk, **flow, actor=world.county_handler)

    assert [f.code for f in full.value.findings] == ["flow_not_empty"]
    assert [f.code for f in unknown.value.findings] == ["words_needed", "unit_kind_unknown"]
    assert list(FlowNote.objects.all()) == []
