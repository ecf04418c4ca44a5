"""The pages that everybody opens: what they show, to whom, in how many queries."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.web import clock
from tests import make
from tests.visitor import client_of


def names_on(response: object) -> list[str]:
    return [line.secondment.secondee.name for line in response.context["lines"]]  # type: ignore[attr-defined]


def test_home_shows_the_host_what_it_owes_with_exceptions_first(world: make.World) -> None:
    with clock.clock_at(date(2026, 3, 16)):
        response = client_of(world.host_leader).get("/")

    rules = [duty.obligation.rule for duty, _where in response.context["duties"]]
    assert rules[:3] == ["host_acceptance", "living_arranged", "mentor_named"]
    assert [stat.count for stat in response.context["stats"]] == [4, 2, 3]


def test_a_count_opens_the_list_it_counts(world: make.World) -> None:
    with clock.clock_at(date(2026, 3, 16)):
        client = client_of(world.host_handler)
        counted = {stat.url: stat.count for stat in client.get("/").context["stats"]}
        listed = {url: len(client.get(f"/{url}").context["duties"]) for url in counted}

    assert listed == counted


def test_home_of_a_home_unit_shows_nothing_of_the_host(world: make.World) -> None:
    response = client_of(world.home_handler).get("/")

    assert {duty.obligation.party for duty, _where in response.context["duties"]} == {"home"}


def test_the_register_shows_each_county_only_its_own(world: make.World) -> None:
    mine = names_on(client_of(world.county_handler).get("/register/"))
    other = names_on(client_of(world.other_county_handler).get("/register/"))

    assert (mine, other) == (["谭敏"], [])


@pytest.mark.parametrize("typed", ["谭敏", "敏", "tanmin", "tm", "TAN"])
def test_a_person_is_found_by_name_part_or_pinyin(world: make.World, typed: str) -> None:
    world.another("李强")

    found = names_on(client_of(world.handler).get("/register/", {"q": typed}))

    assert found == ["谭敏"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"light": "red"}, ["李强", "谭敏"]),
        ({"light": "green"}, []),
        ({"state": "in_post"}, ["李强", "谭敏"]),
        ({"state": "returned"}, []),
        ({"sort": "-name"}, ["谭敏", "李强"]),
        ({"category": "enterprise"}, []),
        ({"host_kind": "township"}, ["李强", "谭敏"]),
        ({"home_kind": "enterprise"}, []),
        ({"direction": "nowhere"}, ["李强", "谭敏"]),
        ({"unit": "999999"}, []),
    ],
)
def test_filters_narrow_the_register(
    world: make.World, query: dict[str, str], found: list[str]
) -> None:
    world.another("李强")

    with clock.clock_at(date(2026, 4, 1)):
        shown = names_on(client_of(world.handler).get("/register/", query))

    assert shown == found


def test_the_register_costs_the_same_queries_for_one_and_for_three(world: make.World) -> None:
    client = client_of(world.handler)
    client.get("/register/")

    with CaptureQueriesContext(connection) as one:
        client.get("/register/")
    world.another("甲一")
    world.another("乙二")
    with CaptureQueriesContext(connection) as three:
        client.get("/register/")

    assert len(three) == len(one)
    assert len(three) <= 12


def test_htmx_gets_the_rows_alone(world: make.World) -> None:
    client = client_of(world.handler)

    text = client.get("/register/", headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in text, "谭敏" in text) == (False, True)


def test_the_export_holds_what_is_shown_and_is_recorded(world: make.World) -> None:
    world.another("李强")
    before = Entry.objects.count()

    answer = client_of(world.handler).get("/register/export/", {"q": "谭敏"})

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == ["谭敏"]
    entry = Entry.objects.order_by("-seq")[0]
    assert Entry.objects.count() == before + 1
    assert (entry.verb, entry.payload) == ("RegisterExported", {"rows": 1})


def test_a_secondee_may_not_export(world: make.World) -> None:
    assert client_of(world.secondee).get("/register/export/").status_code == 404


def test_a_person_out_of_reach_looks_missing(world: make.World) -> None:
    address = f"/secondments/{world.secondment.pk}/"

    answers = [
        client_of(actor).get(address).status_code
        for actor in (world.handler, world.secondee, world.other_county_handler)
    ]

    assert answers == [200, 200, 404]


def test_every_obligation_of_a_person_says_why(world: make.World) -> None:
    response = client_of(world.handler).get(f"/secondments/{world.secondment.pk}/")

    entries = [entry for _label, group in response.context["groups"] for entry in group]
    assert entries != []
    assert [entry for entry in entries if entry["why"] is None] == []


def test_actions_are_those_of_the_actor(world: make.World) -> None:
    def routes(actor: Actor) -> list[str]:
        response = client_of(actor).get(f"/secondments/{world.secondment.pk}/")
        return [deed.route for deed, _where in response.context["actions"]]

    assert [route for route in routes(world.approver) if route.startswith("secondments:")] == [
        "secondments:plan_return",
        "secondments:ask_change",
        "secondments:return_home",
    ]
    assert [route for route in routes(world.secondee) if route.startswith("secondments:")] == [
        "secondments:ask_leave",
        "secondments:plan_return",
        "secondments:ask_change",
    ]


def test_the_figures_of_an_intake_open_their_names(world: make.World) -> None:
    world.another("李强")
    with clock.clock_at(date(2026, 4, 1)):
        client = client_of(world.handler)
        response = client.get(f"/intakes/{world.intake.pk}/")
        lights = {row.party: (row.overdue, where) for row, where in response.context["lights"]}
        overdue, where = lights["host"]
        listed = client.get(f"{where}&standing=overdue").context["duties"]

    assert overdue == len(listed)
    assert sum(stat.count for stat in response.context["stats"][1:]) == 2


def test_an_intake_out_of_reach_looks_missing(world: make.World) -> None:
    answer = client_of(world.other_county_handler).get(f"/intakes/{world.intake.pk}/")

    assert answer.status_code == 404


def test_the_policy_reader_shows_every_rule_with_its_source(world: make.World) -> None:
    response = client_of(world.secondee).get("/policy/")

    rules = response.context["rules"]
    assert len(rules) == len(response.context["pack"].obligations)
    assert [row["id"] for row in rules if not (row["clause"] or row["source"])] == []
    notices = response.context["pack"].notices
    assert len(response.context["told"]) == len({line.event for line in notices.events})
    assert len(response.context["ladder"]) == len(notices.ladder)


def test_pages_ask_a_stranger_to_sign_in() -> None:
    assert Client().get("/register/").headers["Location"] == "/sign-in/?next=/register/"


def test_a_link_stands_only_where_the_actor_may_do_the_work(world: make.World) -> None:
    def linked(actor: Actor) -> set[str]:
        response = client_of(actor).get(f"/secondments/{world.secondment.pk}/")
        return {
            entry["obligation"].rule
            for _label, group in response.context["groups"]
            for entry in group
            if entry["url"].startswith("/secondments/")
        }

    assert linked(world.home_handler) == {
        "handover",
        "relation_at_midterm",
        "relation_at_end",
        "return_plan",
    }
    assert linked(world.host_handler) == set()
