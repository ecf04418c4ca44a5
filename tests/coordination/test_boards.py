"""The practice library and the exchange board: tabs, search, review, tree, flows, to-do."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.matrix import Role
from guazhi.coordination.commands import (
    propose_practice,
    publish_practice,
    return_practice,
    send_exchange,
    submit_report,
)
from guazhi.coordination.models import ExchangeItem, Practice
from guazhi.organisations.models import Organisation
from guazhi.web import clock
from tests.make import World, actor, found
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
LIBRARY, BOARD = "/coordination/practices/", "/coordination/exchanges/"


def proposed(world: World, title: str = "板凳会议事", text: str = "会开到院坝里") -> Practice:
    return propose_practice(
        world.intake.pk, title=title, text=text, source="task", day=DAY, actor=world.secondee
    )


def sent(world: World, to: Organisation, text: str = "雨季道路难以通行") -> ExchangeItem:
    return send_exchange(
        world.secondment.pk,
        text=text,
        to_organisation_id=to.pk,
        day=DAY,
        actor=world.secondee,
    )


def tabs(page: object) -> list[tuple[str, int | None]]:
    return [(str(tab.label), tab.count) for tab in page.context["tab_items"]]  # type: ignore[attr-defined]


def test_the_library_finds_words_inside_sentences_and_marks_them(world: World) -> None:
    proposed(world)
    proposed(world, "明白卡", "政策写成一页纸")

    page = client_of(world.handler).get(f"{LIBRARY}?q=院坝")

    ((row, _spread, _title, text),) = page.context["lines"]
    assert row.title == "板凳会议事"
    assert [(piece.text, piece.is_hit) for piece in text] == [
        ("会开到", False),
        ("院坝", True),
        ("里", False),
    ]
    assert page.content.decode().count("<mark>院坝</mark>") == 1


def test_nothing_found_says_what_to_do(world: World) -> None:
    proposed(world)

    page = client_of(world.handler).get(f"{LIBRARY}?q=飞地", headers={"hx-request": "true"})

    html = page.content.decode()
    assert (html.count("Nothing found"), html.count("<html")) == (1, 0)


def test_each_party_sees_what_waits_for_it(world: World) -> None:
    row = proposed(world)
    before = tabs(client_of(world.handler).get(LIBRARY))
    return_practice(row.pk, reason="请补充成效数据", day=DAY, actor=world.handler)
    returned = tabs(client_of(world.secondee).get(LIBRARY))
    other = proposed(world, "明白卡", "一页纸")
    publish_practice(other.pk, day=DAY, actor=world.approver)

    unread = tabs(client_of(world.secondee).get(LIBRARY))

    assert before == [("All", None), ("To review", 1)]
    assert returned == [("All", None), ("Returned to me", 1)]
    assert unread == [("All", None), ("Returned to me", 1), ("To read", 1)]


def test_a_practice_is_returned_and_sent_in_again_on_its_page(world: World) -> None:
    row = proposed(world)
    city, secondee = client_of(world.handler), client_of(world.secondee)
    where = f"{LIBRARY}{row.pk}/"

    bare = city.post(f"{where}return/", {"reason": " ", "day": "2026-03-02"})
    city.post(f"{where}return/", {"reason": "请补充成效数据", "day": "2026-03-02"})
    mends = secondee.get(where).context["may_revise"]
    secondee.post(
        f"{where}revise/", {"title": row.title, "text": "办结率九成", "day": "2026-03-02"}
    )

    row.refresh_from_db()
    assert (bare.status_code, mends) == (422, True)
    assert (row.state, row.text) == ("proposed", "办结率九成")
    assert city.get(where).context["may_review"] is True


def test_who_has_not_read_is_listed_first_and_counted(world: World) -> None:
    world.another("李强")
    row = proposed(world)
    publish_practice(row.pk, day=DAY, actor=world.approver)
    client_of(world.secondee).post(f"{LIBRARY}{row.pk}/read/")

    page = client_of(world.handler).get(f"{LIBRARY}{row.pk}/")
    unread = client_of(world.handler).get(f"{LIBRARY}{row.pk}/?readers=unread")

    assert tabs(page) == [("Delivered to", 2), ("Not read yet", 1), ("Read", 1)]
    assert [each.secondment.secondee.name for each in page.context["deliveries"]] == [
        "李强",
        "谭敏",
    ]
    assert [each.secondment.secondee.name for each in unread.context["deliveries"]] == ["李强"]


def test_a_practice_is_proposed_from_a_report_with_its_words(world: World) -> None:
    report = submit_report(
        world.secondment.pk,
        day=DAY,
        sections={"work": "推行夜访", "thought": "安心"},
        actor=world.secondee,
    )
    where = f"/coordination/intakes/{world.intake.pk}/propose-practice/?report_id={report.pk}"
    client = client_of(world.handler)

    first = client.get(where).context["form"].initial
    client.post(
        where,
        {
            "title": "夜访",
            "text": first["text"],
            "day": "2026-03-02",
            "report_id": report.pk,
        },
    )

    row = Practice.objects.get()
    assert (row.text, row.report, row.secondment) == ("推行夜访", report, world.secondment)


def test_a_unit_is_chosen_from_the_tree(world: World) -> None:
    bureau = found("市交通运输局", "organ", world.city)
    actor(Role.HOST_HANDLER, bureau)
    empty = found("市水利局", "organ", world.city)
    client = client_of(world.secondee)
    where = f"/coordination/secondments/{world.secondment.pk}/exchange/"

    chosen = client.get(f"{where}?to={bureau.pk}")
    nobody = client.get(f"{where}?to={empty.pk}")
    below = client.get(f"{BOARD}units/?parent={world.city.pk}&for={where}")
    answer = client.post(
        f"{where}?to={bureau.pk}",
        {
            "to_organisation_id": f"brought_up-{bureau.pk}",
            "text": "雨季道路难以通行",
            "day": "2026-03-02",
        },
    )

    item = ExchangeItem.objects.get()
    offered = dict(chosen.context["form"].fields["to_organisation_id"].choices)
    assert offered["Brought up"][-1] == (f"brought_up-{bureau.pk}", "市交通运输局")
    assert chosen.context["form"]["to_organisation_id"].value() == f"brought_up-{bureau.pk}"
    assert nobody.context["refusal"] == "Nobody of this unit has an account that could answer."
    assert below.content.decode().count(f'href="{where}?to={bureau.pk}"') == 1
    assert (answer.status_code, answer["Location"]) == (302, f"{BOARD}{item.pk}/")
    assert item.to_organisation == bureau


def test_an_item_is_passed_on_on_its_page(world: World) -> None:
    item = sent(world, world.township_government)
    host = client_of(world.host_handler)

    host.post(
        f"{BOARD}{item.pk}/forward/",
        {
            "to_organisation_id": world.county_department.pk,
            "reason": "涉及多个部门",
            "day": "2026-03-02",
        },
    )

    page = client_of(world.county_handler).get(f"{BOARD}{item.pk}/")
    assert page.context["line"].may_answer is True
    assert [step.reason for step in page.context["forwards"]] == ["涉及多个部门"]
    assert host.get(f"{BOARD}{item.pk}/forward/").status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?q=雨季", 1),
        ("?q=旱季", 0),
        ("?standing=waiting", 2),
        ("?standing=answered", 0),
        ("?direction=brought_down", 1),
        ("?from_kind=city&to_kind=township", 1),
        ("?from_kind=nowhere", 2),
        ("?intake=999999", 2),
        ("?after=x", 2),
    ],
)
def test_the_board_is_filtered(world: World, query: str, count: int) -> None:
    sent(world, world.township_government)
    sent(world, world.bureau, "政策要点")

    page = client_of(world.handler).get(BOARD + query)

    assert len(page.context["lines"]) == count


def test_a_figure_of_the_matrix_opens_its_items(world: World) -> None:
    item = sent(world, world.township_government)
    client = client_of(world.handler)

    page = client.get(f"{BOARD}flows/")
    cells = [(cell, where) for _label, row in page.context["matrix"] for cell, _heat, where in row]
    ((cell, where),) = [each for each in cells if each[0].count]

    assert (cell.from_kind, cell.to_kind, len(page.context["empty"])) == ("city", "township", 15)
    assert [line.item for line, _ in client.get(where).context["lines"]] == [item]


def test_an_empty_flow_is_noted_by_the_city_alone(world: World) -> None:
    where = f"/coordination/intakes/{world.intake.pk}/flows/enterprise/city/"

    kept = client_of(world.handler).post(where, {"text": "本批次没有互派"})
    county = client_of(world.county_handler).get(where)
    strange = client_of(world.handler).get(where.replace("city", "moon"))

    assert (kept.status_code, county.status_code, strange.status_code) == (302, 404, 404)
    empty = client_of(world.county_handler).get(f"{BOARD}flows/").context["empty"]
    assert [cell.note for _from, _to, cell in empty if cell.note] == ["本批次没有互派"]


def test_the_to_do_list_leads_to_the_item_and_to_the_proposal(world: World) -> None:
    item = sent(world, world.township_government)
    row = proposed(world)

    host = client_of(world.host_handler).get("/?show=open").context["duties"]
    city = client_of(world.handler).get("/?show=open").context["duties"]

    leads = {duty.evidence: where for duty, where in [*host, *city]}
    assert leads["exchange_answer"] == f"{BOARD}{item.pk}/"
    assert leads["practice_published"] == f"{LIBRARY}{row.pk}/"


@pytest.mark.parametrize("path", [f"{LIBRARY}?q=做法", f"{BOARD}?q=养护", f"{BOARD}flows/"])
def test_a_search_takes_as_many_queries_for_three_rows_as_for_one(world: World, path: str) -> None:
    client = client_of(world.handler)
    client.get(path)
    taken = []

    for added in ((0,), (1, 2)):
        for number in added:
            with clock.clock_at(DAY + timedelta(days=number)):
                row = proposed(world, f"做法{number}")
                publish_practice(row.pk, day=DAY, actor=world.approver)
                sent(world, world.bureau, f"道路养护{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        taken.append(len(captured))

    assert taken[0] == taken[1]
