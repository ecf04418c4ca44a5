"""Points of a forum become difficulties, tasks or exchange items; exchange items become tasks."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.coordination.commands import plan_forum, raise_point, record_forum, send_exchange
from guazhi.coordination.models import ExchangeItem, ForumPoint
from guazhi.hosting.commands import raise_difficulty
from guazhi.hosting.models import Difficulty, Task
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Opinion
from guazhi.web.messages import sentence
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def point(world: World) -> ForumPoint:
    forum = plan_forum(
        world.intake.pk, day=DAY, place="市委会议室", agenda="听取汇报", actor=world.handler
    )
    record_forum(
        forum.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk],
        notes="逐人汇报",
        thought_trends="稳定",
        work_trends="顺利",
        actor=world.handler,
    )
    return raise_point(
        forum.pk,
        text="解决周转房",
        owner_id=world.township_government.pk,
        raised_by_id=world.secondment.pk,
        actor=world.handler,
    )


def offered(world: World, actor: Actor, point: ForumPoint) -> list[bool]:
    """What the page of the forum offers to make of the point: difficulty, task, exchange item."""
    page = client_of(actor).get(f"/coordination/forums/{point.forum_id}/?step=points")
    text = page.content.decode()
    where = f"/secondments/{world.secondment.pk}/"
    return [
        f"{where}{end}" in text
        for end in ("difficulty/?opinion=", "task/?source=", "exchange/?opinion=")
    ]


def test_a_point_offers_what_each_may_make_of_it(world: World, point: ForumPoint) -> None:
    assert [
        offered(world, actor, point)
        for actor in (world.handler, world.county_handler, world.host_handler, world.secondee)
    ] == [
        [True, False, False],
        [True, False, True],
        [True, True, True],
        [True, False, True],
    ]


def test_a_point_becomes_a_difficulty_in_one_step_and_once(world: World, point: ForumPoint) -> None:
    heard = Opinion.objects.get(point=point)
    client = client_of(world.handler)
    where = f"/hosting/secondments/{world.secondment.pk}/difficulty/"
    form = client.get(f"{where}?opinion={heard.pk}").context["form"]
    sent = {name: form[name].value() for name in ("text", "level", "opinion_id")}

    made = client.post(where, {**sent, "kind": "life", "day": "2026-03-02"})
    again = client.post(where, {**sent, "kind": "work", "day": "2026-03-02", "text": "另提"})

    row = Difficulty.objects.get()
    heard.refresh_from_db()
    assert [made.status_code, again.status_code, row.text] == [302, 422, "解决周转房"]
    assert (heard.became, heard.record) == ("difficulty", row.pk)
    assert offered(world, world.host_handler, point) == [False, False, False]
    place = client.get(f"/sources/opinion/{heard.pk}/").headers["Location"]
    assert place == f"/coordination/forums/{point.forum_id}/"


def test_a_point_becomes_an_exchange_item_of_its_secondee(world: World, point: ForumPoint) -> None:
    heard = Opinion.objects.get(point=point)

    item = send_exchange(
        world.secondment.pk,
        text="解决周转房",
        to_organisation_id=world.county_department.pk,
        day=DAY,
        opinion_id=heard.pk,
        actor=world.secondee,
    )

    heard.refresh_from_db()
    assert (item.opinion_id, heard.became) == (heard.pk, "exchange_item")


def test_the_point_of_another_is_out_of_reach(world: World, point: ForumPoint) -> None:
    other = world.another(host=make.found("云岭县政府", "organ", world.other_county))
    stranger = make.actor(Role.HOST_HANDLER, other.host_unit)
    heard = Opinion.objects.get(point=point)

    for secondment, actor in ((world.secondment, stranger), (other, stranger)):
        with pytest.raises(Http404):
            raise_difficulty(
                secondment.pk,
                kind="life",
                text="住房",
                day=DAY,
                opinion_id=heard.pk,
                actor=actor,
            )


def test_a_refused_unit_is_answered_with_those_that_may_follow_the_point_up(
    world: World, point: ForumPoint
) -> None:
    with pytest.raises(Refused) as refusal:
        raise_point(
            point.forum_id,
            text="统一报表",
            owner_id=world.other_department.pk,
            raised_by_id=world.secondment.pk,
            actor=world.handler,
        )

    parties = (
        world.city_department,
        world.county_department,
        world.secondment.host_unit,
        world.secondment.home_organisation,
    )
    name, units = world.secondment.secondee.name, "、".join(unit.name for unit in parties)
    assert [sentence(finding) for finding in refusal.value.findings] == [
        f"{name}提出的意见应由其挂职有关单位承办：{units}。"
    ]


def test_a_point_of_nobody_in_particular_offers_nothing(world: World, point: ForumPoint) -> None:
    raise_point(
        point.forum_id,
        text="统一报表",
        owner_id=world.township_government.pk,
        actor=world.handler,
    )

    assert Opinion.objects.filter(point__isnull=False).count() == 1


def test_an_exchange_item_becomes_a_task_from_list_and_page(world: World) -> None:
    item = send_exchange(
        world.secondment.pk,
        text="统一乡镇报表",
        to_organisation_id=world.county_department.pk,
        day=DAY,
        actor=world.secondee,
    )
    where = f"/hosting/secondments/{world.secondment.pk}/task/"
    link = f"{where}?source=exchange_item-{item.pk}"
    pages = ("/coordination/exchanges/", f"/coordination/exchanges/{item.pk}/")
    client = client_of(world.host_handler)

    shown = [link in client.get(page).content.decode() for page in pages]
    hidden = [link in client_of(world.county_handler).get(page).content.decode() for page in pages]
    form = client.get(f"{link}&title=统一乡镇报表").context["form"]
    client.post(
        where,
        {
            "title": form["title"].value(),
            "source": form["source"].value(),
            "day": "2026-03-02",
            "due": "2026-04-01",
        },
    )

    assert (shown, hidden) == ([True, True], [False, False])
    assert list(Task.objects.values_list("title", "source_kind", "source")) == [
        ("统一乡镇报表", "exchange_item", item.pk)
    ]


def test_what_was_taken_up_is_refused(world: World, point: ForumPoint) -> None:
    heard = Opinion.objects.get(point=point)
    raise_difficulty(
        world.secondment.pk,
        kind="life",
        text="住房",
        day=DAY,
        opinion_id=heard.pk,
        actor=world.handler,
    )

    with pytest.raises(Refused) as refusal:
        send_exchange(
            world.secondment.pk,
            text="住房",
            to_organisation_id=world.county_department.pk,
            day=DAY,
            opinion_id=heard.pk,
            actor=world.secondee,
        )

    assert [found.code for found in refusal.value.findings] == ["opinion_taken_up"]
    assert ExchangeItem.objects.count() == 0
