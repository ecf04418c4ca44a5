"""S1.3: what secondment is for. Conditions go up, information goes down, both are answered."""

from datetime import date

import pytest

from guazhi.coordination import commands as coordinate
from guazhi.coordination import queries
from guazhi.programmes.commands import note_intake
from guazhi.selection import queries as selection
from tests.make import World, actor
from tests.selection import calling

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def test_s1_3_2_every_unit_called_upon_has_a_kind_and_posts_say_what_they_teach(
    world: World,
) -> None:
    coming = calling.opened(world)
    post = calling.approved(world, coming)
    nominee = calling.submitted(world, coming, calling.clerk(world))

    kinds = {line.key: line for line in selection.balance(world.handler, coming.intake).kinds}
    pair = selection.best_fits(world.handler, nominee)[0]

    assert post.host_unit.host_kind == "township"
    assert (kinds["township"].places, kinds["township"].people) == (1, 1)
    assert [line.codes for line in pair[1].lines if line.part == "experience"] == [("grassroots",)]


def test_s1_3_3_no_side_of_the_balance_stays_empty_without_a_note(world: World) -> None:
    coming = calling.opened(world)
    empty = selection.balance(world.handler, coming.intake).empty

    note_intake(
        coming.intake.pk,
        expectations="",
        flow_note="",
        balance_note="企业岗位另行征集",
        actor=world.handler,
    )

    coming.intake.refresh_from_db()
    assert [line.key for line in empty][:4] == ["county", "township", "city", "enterprise"]
    assert coming.intake.balance_note == "企业岗位另行征集"


def test_s1_3_3_the_flows_between_kinds_of_unit_are_seen_and_the_empty_ones_noted(
    world: World,
) -> None:
    coordinate.send_exchange(
        world.secondment.pk,
        text="上级政策要点",
        to_organisation_id=world.township_government.pk,
        day=DAY,
        actor=world.secondee,
    )
    for cell in queries.exchange_flows(world.handler, world.intake.pk):
        if not cell.count:
            coordinate.note_flow(
                world.intake.pk,
                from_kind=cell.from_kind,
                to_kind=cell.to_kind,
                text="本批次没有互派",
                actor=world.handler,
            )

    cells = queries.exchange_flows(world.handler, world.intake.pk)

    assert [cell for cell in cells if not cell.count and not cell.note] == []


def test_s1_3_4_who_comes_from_the_base_brings_its_conditions_up(world: World) -> None:
    up = world.another(
        "赵敏", home=world.township_government, host=world.bureau, category="city_organ", months=6
    )

    item = coordinate.send_exchange(
        up.pk,
        text="村级报表过多",
        to_organisation_id=world.bureau.pk,
        day=DAY,
        actor=actor(None, person=up.secondee),
    )

    assert (item.direction, item.from_kind, item.to_kind) == ("brought_up", "township", "city")


def test_s1_3_5_who_is_sent_down_brings_information_down(world: World) -> None:
    item = coordinate.send_exchange(
        world.secondment.pk,
        text="贴息办法即将出台",
        to_organisation_id=world.township_government.pk,
        day=DAY,
        actor=world.secondee,
    )

    assert (item.direction, item.from_kind, item.to_kind) == ("brought_down", "city", "township")


def test_s1_3_7_a_suggestion_is_adopted_or_not_with_a_reason(world: World) -> None:
    item = coordinate.send_exchange(
        world.secondment.pk,
        text="建议合并基层报表",
        to_organisation_id=world.bureau.pk,
        day=DAY,
        direction="brought_up",
        actor=world.secondee,
    )

    coordinate.answer_exchange(
        item.pk,
        answer="暂不合并",
        adopted=False,
        reason="口径尚未统一",
        day=DAY,
        actor=world.home_handler,
    )

    wanted = queries.ExchangeSought(standing="not_adopted")
    assert list(queries.sought(queries.exchanges(world.handler), wanted, DAY)) == [item]
