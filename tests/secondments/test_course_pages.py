"""The pages of a change of course: asked for, seen as steps, answered, told on paper."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.secondments.commands import ask_change, hand_over
from guazhi.secondments.models import CourseChange, Handover, SecondmentNotice
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World, consented
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def asked(world: World) -> CourseChange:
    return ask_change(
        world.secondment.pk,
        kind="extension",
        new_end=date(2027, 5, 31),
        reason="春耕项目需要",
        day=DAY,
        actor=world.host_leader,
    )


def kinds(actor: Actor, world: World) -> list[str]:
    answer = client_of(actor).get(f"/secondments/{world.secondment.pk}/ask-change/")
    return [tab.url for tab in answer.context["kinds"]]


def test_the_page_offers_the_changes_that_policy_lets_the_side_ask_for(world: World) -> None:
    assert kinds(world.secondee, world) == [
        "?kind=extension",
        "?kind=early_end",
        "?kind=change_of_post",
        "?kind=stay",
    ]
    assert kinds(world.county_handler, world) == [
        "?kind=extension",
        "?kind=early_end",
        "?kind=recall",
        "?kind=replacement",
        "?kind=change_of_post",
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("extension", ["new_end", "reason", "day"]),
        ("replacement", ["new_end", "successor_id", "reason", "day"]),
        ("change_of_post", ["post_id", "day_there", "reason", "day"]),
    ],
)
def test_the_form_asks_for_what_its_kind_needs(world: World, kind: str, fields: list[str]) -> None:
    address = f"/secondments/{world.secondment.pk}/ask-change/?kind={kind}"
    answer = client_of(world.approver).get(address)

    assert list(answer.context["form"].fields) == fields
    assert [implied for _party, implied in answer.context["chain"]][-1] is True


def test_a_replacement_and_a_change_of_post_are_asked_for_on_the_page(world: World) -> None:
    heir = make.enrol("许接任", world.bureau, sex="male")
    client = client_of(world.home_handler)

    answer = client.post(
        f"/secondments/{world.secondment.pk}/ask-change/?kind=replacement",
        {"new_end": "2026-08-31", "successor_id": heir.pk, "reason": "因病", "day": "2026-03-02"},
    )

    change = CourseChange.objects.get()
    assert answer.headers["Location"] == f"/secondments/changes/{change.pk}/"
    assert (change.kind, change.person, change.asked_by) == ("replacement", heir, "home")


def test_a_second_request_leads_to_the_one_that_waits(world: World) -> None:
    change = asked(world)

    answer = client_of(world.approver).get(f"/secondments/{world.secondment.pk}/ask-change/")

    assert answer.headers["Location"] == f"/secondments/changes/{change.pk}/"


def test_whoever_is_asked_finds_it_on_the_desk_and_answers_there(world: World) -> None:
    change = asked(world)
    client, others = client_of(world.secondee), client_of(world.home_handler)

    on_desk = [
        [address for row, ways in each.get("/").context["steps"] for _act, address in ways]
        for each in (client, others)
    ]
    shown = client.get(f"/secondments/changes/{change.pk}/")
    looked_at = others.get(f"/secondments/changes/{change.pk}/")
    answer = client.post(
        f"/secondments/changes/{change.pk}/", {"consents": "yes", "day": "2026-03-02"}
    )

    assert on_desk == [[f"/secondments/changes/{change.pk}/"], []]
    assert shown.context["to_answer"].party == "secondee"
    assert looked_at.context["to_answer"] is None
    assert answer.headers["Location"] == f"/secondments/changes/{change.pk}/"
    assert change.steps.get(party="home").answer == "asked"


def test_nobody_consents_without_saying_so(world: World) -> None:
    change = asked(world)

    answer = client_of(world.secondee).post(
        f"/secondments/changes/{change.pk}/", {"day": "2026-03-02"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["consents"])
    assert [box.data["selected"] for box in answer.context["form"]["consents"]] == [False, False]


def test_a_refusal_without_reason_is_told_at_its_field(world: World) -> None:
    change = asked(world)

    answer = client_of(world.secondee).post(
        f"/secondments/changes/{change.pk}/", {"consents": "no", "day": "2026-03-02"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"opinion": ["Give the reason why you refuse."]}


def test_it_is_called_back_by_a_click_and_strangers_find_nothing(world: World) -> None:
    change = asked(world)
    address = f"/secondments/changes/{change.pk}/"
    stranger = client_of(world.other_county_handler)

    closed = [stranger.get(address).status_code, stranger.post(f"{address}call-back/").status_code]
    called = client_of(world.host_leader).post(f"{address}call-back/")
    again = client_of(world.host_leader).post(f"{address}call-back/", follow=True)

    change.refresh_from_db()
    assert (closed, called.headers["Location"]) == ([404, 404], address)
    assert change.state == "called_back"
    assert [str(message) for message in again.context["messages"]][-1] == (
        "This change has been settled; nothing more can be said to it."
    )


def test_the_page_costs_the_same_however_long_its_history(world: World) -> None:
    costs = []
    for month in (5, 6, 7):
        change = ask_change(
            world.secondment.pk,
            kind="extension",
            new_end=date(2027, month, 28),
            reason="春耕项目需要",
            day=DAY,
            actor=world.host_leader,
        )
        consented(change.pk)
        client = client_of(world.handler)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/secondments/changes/{change.pk}/")
        costs.append(len(captured))

    assert costs == [costs[0]] * 3
    assert costs[0] <= 12


def test_a_notice_is_a_docx_for_those_who_may_read_it(world: World) -> None:
    notice = SecondmentNotice.objects.get(secondment=world.secondment)
    address = f"/secondments/notices/{notice.pk}/paper/"

    mine = client_of(world.secondee).get(address)
    other = client_of(world.other_county_handler).get(address)

    assert (mine.status_code, mine.content[:2], other.status_code) == (200, b"PK", 404)


def test_a_hand_over_that_waits_is_confirmed_on_the_same_page(world: World) -> None:
    hand_over(
        world.secondment.pk, day=DAY, handed_to="李四", matters="文件", actor=world.home_handler
    )
    client = client_of(world.home_handler)
    address = f"/secondments/{world.secondment.pk}/decouple/"

    shown = client.get(address)
    wrong = client.post(address, {"confirmed_by": "王五", "confirmed_on": "2026-03-02"})
    right = client.post(address, {"confirmed_by": "李 四", "confirmed_on": "2026-03-02"})

    assert list(shown.context["form"].fields) == ["confirmed_by", "confirmed_on"]
    assert wrong.context["form"].errors == {
        "confirmed_by": ["The work was handed over to 李四, who confirms it."]
    }
    assert right.headers["Location"] == f"/secondments/{world.secondment.pk}/"
    assert Handover.objects.get().confirmed_on == DAY


def test_the_return_is_begun_by_the_secondee_on_the_page(world: World) -> None:
    address = f"/secondments/{world.secondment.pk}/plan-return/"
    with clock_at(date(2027, 1, 20)):
        answer = client_of(world.secondee).post(
            address, {"day": "2027-01-20", "wishes": "回原科室"}
        )
        shown = client_of(world.home_handler).get(address)

    assert answer.headers["Location"] == f"/secondments/{world.secondment.pk}/"
    assert shown.context["plan"].wishes == "回原科室"


def test_a_department_speaks_for_its_area_and_is_named(world: World) -> None:
    row = asked(world)

    shown = client_of(world.handler).get(f"/secondments/changes/{row.pk}/").context["steps"]

    assert {step.party: step.name for step in shown}["city"] == world.city_department.name
