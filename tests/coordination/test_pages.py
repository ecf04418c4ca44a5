"""The pages of coordination: forms, refusals, lists, and how many queries they take."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.coordination import queries
from guazhi.coordination.commands import (
    ask_home_work,
    make_contact,
    plan_forum,
    propose_practice,
    publish_practice,
    record_forum,
    send_exchange,
    submit_report,
)
from guazhi.coordination.models import (
    ExchangeItem,
    Forum,
    HomeRequest,
    Practice,
    WorkReport,
)
from guazhi.coordination.rules import Note
from guazhi.web import clock
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def address(path: str, pk: int) -> str:
    return f"/coordination/{path}".replace("*", str(pk))


def planned(world: World, day: date = DAY) -> Forum:
    return plan_forum(
        world.intake.pk, day=day, place="市委会议室", agenda="听取汇报", actor=world.handler
    )


def published(world: World, title: str = "一线工作法") -> Practice:
    row = propose_practice(
        world.intake.pk,
        title=title,
        text="每周驻村两天",
        source="report",
        day=DAY,
        actor=world.secondee,
    )
    return publish_practice(row.pk, day=DAY, actor=world.approver)


def sent(world: World, text: str = "上级政策要点") -> ExchangeItem:
    return send_exchange(
        world.secondment.pk,
        text=text,
        to_organisation_id=world.township_government.pk,
        day=DAY,
        actor=world.secondee,
    )


def requested(world: World, matter: str = "年度审计") -> HomeRequest:
    return ask_home_work(
        world.secondment.pk,
        day=DAY,
        matter=matter,
        reason="唯一经办人",
        days=2,
        actor=world.home_handler,
    )


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("host_handler", "secondments/*/contact/"),
        ("other_county_handler", "secondments/*/contact/"),
        ("other_county_handler", "hosts/*/contact/"),
        ("other_county_handler", "hosts/*/plan-contact/"),
        ("host_handler", "intakes/*/plan-forum/"),
        ("other_county_handler", "intakes/*/propose-practice/"),
        ("host_handler", "secondments/*/request/"),
        ("home_handler", "secondments/*/exchange/"),
    ],
)
def test_what_is_not_yours_looks_missing(world: World, who: str, path: str) -> None:
    of = {"intakes": world.intake.pk, "hosts": world.township_government.pk}
    subject = of.get(path.partition("/")[0], world.secondment.pk)

    answer = client_of(getattr(world, who)).get(address(path, subject))

    assert answer.status_code == 404


def test_a_forum_is_planned_recorded_and_shown(world: World) -> None:
    second = world.another()
    client = client_of(world.handler)
    plan = client.post(
        address("intakes/*/plan-forum/", world.intake.pk),
        {
            "day": "2026-03-02",
            "begins": "09:00",
            "ends": "11:00",
            "place": "市委会议室",
            "agenda": "听取汇报",
        },
    )
    forum = Forum.objects.get()
    where = address("forums/*/record/", forum.pk)

    asked = client.get(where)
    recorded = client.post(
        where,
        {
            "day": "2026-03-02",
            "chair": "李部长",
            "away": [second.pk],
            f"leave_{second.pk}": "出差",
            "notes": "逐人汇报",
            "thought_trends": "安心",
            "work_trends": "扎实",
        },
    )
    shown = client.get(address("forums/*/", forum.pk))

    assert plan["Location"] == address("forums/*/", forum.pk)
    assert recorded["Location"] == address("forums/*/?step=points", forum.pk)
    assert asked.content.count(b'name="away"') == 2
    assert sorted((seat.standing, seat.attendance.leave) for seat in shown.context["seats"]) == [
        ("came", ""),
        ("leave", "出差"),
    ]


def test_a_refused_record_keeps_what_was_typed(world: World) -> None:
    forum = planned(world)

    answer = client_of(world.handler).post(
        address("forums/*/record/", forum.pk),
        {
            "day": "2026-03-02",
            "chair": "李部长",
            "away": [world.secondment.pk],
            "notes": "逐人汇报",
            "thought_trends": "安心",
            "work_trends": "扎实",
        },
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "__all__": ["A forum without secondees is none; somebody has to have come."]
    }
    assert "逐人汇报" in answer.content.decode()


def test_trends_in_thinking_are_for_the_departments(world: World) -> None:
    forum = planned(world)
    record_forum(
        forum.pk,
        day=DAY,
        chair="李部长",
        attended=[world.secondment.pk],
        notes="逐人汇报",
        thought_trends="有人想家",
        work_trends="扎实",
        actor=world.handler,
    )

    seen = {
        who: "有人想家"
        in client_of(getattr(world, who))
        .get(address("forums/*/?step=record", forum.pk))
        .content.decode()
        for who in ("handler", "county_handler", "host_leader", "secondee")
    }

    assert seen == {
        "handler": True,
        "county_handler": True,
        "host_leader": False,
        "secondee": False,
    }


def test_a_host_sees_only_its_own_at_a_forum(world: World) -> None:
    world.another(
        "孙丽", home=world.township_government, host=world.bureau, category="city_organ", months=6
    )
    forum = planned(world)

    shown = client_of(world.host_leader).get(address("forums/*/", forum.pk))

    assert [seat.secondment for seat in shown.context["seats"]] == [world.secondment]


def test_a_secondee_reports_for_the_forum(world: World) -> None:
    forum = planned(world)

    answer = client_of(world.secondee).post(
        f"/secondments/{world.secondment.pk}/report/",
        {"day": "2026-03-02", "forum_id": forum.pk, "work": "走访", "thought": "安心"},
    )

    assert answer.status_code == 302
    assert WorkReport.objects.get().forum == forum


def test_a_practice_goes_from_proposal_to_effect(world: World) -> None:
    secondee, city = client_of(world.secondee), client_of(world.handler)
    propose = address("intakes/*/propose-practice/", world.intake.pk)
    first = secondee.get(propose).context["form"].initial["secondment_id"]

    secondee.post(
        propose,
        {
            "title": "例会制",
            "text": "周例会",
            "source": "task",
            "secondment_id": first,
            "day": "2026-03-02",
        },
    )
    row = Practice.objects.get()
    city.post(address("practices/*/publish/", row.pk), {"day": "2026-03-02"})
    secondee.post(address("practices/*/read/", row.pk))
    secondee.post(
        address(f"practices/*/adopt/{world.secondment.pk}/", row.pk),
        {"day": "2026-03-02", "effect": "效率提高"},
    )
    shown = city.get(address("practices/*/", row.pk)).context["spread"]

    assert row.secondment == world.secondment
    assert shown == queries.Spread(delivered=1, read=1, adopted=1)


def test_a_proposal_is_not_for_everybody(world: World) -> None:
    row = propose_practice(
        world.intake.pk, title="例会制", text="周例会", source="task", day=DAY, actor=world.secondee
    )

    statuses = {
        who: client_of(getattr(world, who)).get(address("practices/*/", row.pk)).status_code
        for who in ("handler", "secondee", "host_handler", "county_handler")
    }

    assert statuses == {"handler": 200, "secondee": 200, "host_handler": 404, "county_handler": 404}


def test_an_exchange_item_is_sent_and_answered(world: World) -> None:
    secondee, host = client_of(world.secondee), client_of(world.host_handler)
    send = address("secondments/*/exchange/", world.secondment.pk)
    offered = secondee.get(send).context["form"].fields["to_organisation_id"].choices

    secondee.post(
        send,
        {
            "to_organisation_id": f"brought_down-{world.township_government.pk}",
            "text": "要点",
            "day": "2026-03-02",
        },
    )
    item = ExchangeItem.objects.get()
    listed = host.get("/coordination/exchanges/?show=mine").context["lines"]
    host.post(
        address("exchanges/*/answer/", item.pk),
        {"answer": "列入计划", "adopted": "yes", "day": "2026-03-02"},
    )

    item.refresh_from_db()
    up = (world.bureau, world.county_department, world.city_department)
    down = (world.township_government, world.county_department)
    assert offered == [
        ("", "—"),
        ("Brought up", [(f"brought_up-{unit.pk}", unit.name) for unit in up]),
        ("Brought down", [(f"brought_down-{unit.pk}", unit.name) for unit in down]),
    ]
    assert [(line.item, line.days_open, line.due, line.may_answer) for line, _ in listed] == [
        (item, 0, date(2026, 3, 23), True)
    ]
    assert (item.answer, item.adopted) == ("列入计划", True)


def test_only_the_unit_addressed_is_asked_to_answer(world: World) -> None:
    item = sent(world)

    city = client_of(world.handler)

    listed = city.get("/coordination/exchanges/").context["lines"]
    assert [(line.item, line.may_answer) for line, _ in listed] == [(item, False)]
    assert city.get(address("exchanges/*/answer/", item.pk)).status_code == 404


def test_a_home_request_is_asked_and_decided(world: World) -> None:
    home, city = client_of(world.home_handler), client_of(world.handler)
    home.post(
        address("secondments/*/request/", world.secondment.pk),
        {"matter": "年度审计", "reason": "唯一经办人", "days": 2, "day": "2026-03-02"},
    )
    row = HomeRequest.objects.get()
    where = address("requests/*/decide/", row.pk)

    bare = city.post(where, {"allowed": "no", "reason": "", "day": "2026-03-02"})
    city.post(where, {"allowed": "no", "reason": "一般不安排", "day": "2026-03-02"})

    row.refresh_from_db()
    assert (bare.status_code, bare.context["form"].errors) == (
        422,
        {"reason": ["Give the reason in a few words."]},
    )
    assert row.allowed is False
    assert city.get("/coordination/requests/").context["rows"] == [(row, False)]


@pytest.mark.parametrize("path", ["forums/", "practices/", "exchanges/", "requests/"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(world: World, path: str) -> None:
    client, where = client_of(world.handler), f"/coordination/{path}"
    client.get(where)
    taken = []

    for added in ((0,), (1, 2)):
        for number in added:
            day = date(2026, 3, 2 + number)
            with clock.clock_at(day):
                planned(world, day)
                published(world, f"做法{number}")
                sent(world)
                requested(world, f"事项{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(where)
        taken.append(len(captured))

    assert taken[0] == taken[1]


def test_the_work_of_a_person_is_what_the_reader_may_see(world: World) -> None:
    make_contact(
        world.township_government.pk,
        day=DAY,
        spoke_with="王建国",
        covers=[world.secondment.pk],
        whole=Note(work="上手快", life="已安顿", thought="稳定"),
        actor=world.county_handler,
    )
    submit_report(
        world.secondment.pk,
        day=DAY,
        sections={"work": "走访", "thought": "安心"},
        actor=world.secondee,
    )
    published(world)
    sent(world)
    requested(world)

    seen = {}
    for who in ("handler", "county_handler", "host_handler", "home_handler", "secondee"):
        work = queries.work(getattr(world, who), world.secondment)
        seen[who] = (
            None if work.contacts is None else len(work.contacts),
            len(work.reports),
            len(work.deliveries),
            [row.may_answer for row in work.exchanges],
            [row.may_decide for row in work.requests],
            (work.may_read, bool(work.adoptable)),
        )

    assert seen == {
        "handler": (1, 1, 1, [False], [True], (False, False)),
        "county_handler": (1, 1, 1, [False], [False], (False, False)),
        "host_handler": (1, 1, 1, [True], [False], (False, True)),
        "home_handler": (None, 0, 1, [False], [False], (False, False)),
        "secondee": (None, 1, 1, [False], [False], (True, True)),
    }


def test_the_person_page_shows_coordination(world: World) -> None:
    published(world)
    sent(world)
    requested(world)
    where = f"/secondments/{world.secondment.pk}/?tab=coordination"

    host, city = (
        client_of(who).get(where).content.decode() for who in (world.host_handler, world.handler)
    )

    asked = [("exchanges/", "/answer/"), ("requests/", "/decide/"), ("practices/", "/adopt/")]
    assert [all(part in host for part in parts) for parts in asked] == [True, False, True]
    assert [all(part in city for part in parts) for parts in asked] == [False, True, False]
