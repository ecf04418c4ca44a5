"""The pages of the democratic evaluation: for those who hold it, and for those who vote."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guazhi.access.models import Guess, Submission
from guazhi.assessments.models import BallotBox, Poll
from guazhi.web.clock import clock_at
from tests.assessments.voting import DAY, OPENS, counted, issued, marks, of, opened, vote
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
OPENING = {
    "opens_at": "2027-02-08T09:00",
    "closes_at": "2027-02-12T18:00",
    "people_team": "6",
    "people_middle": "",
    "people_staff": "12",
}


def page(world: World) -> str:
    return f"/assessments/{world.secondment.pk}/ballots/?kind=final"


def codes_of(text: str) -> list[str]:
    return re.findall(r'slip-code">([\w-]{14})<', text)


def ticked(code: str, grade: str = "competent", **other: str) -> dict[str, str]:
    return {"code": code, **{f"mark_{ask}": value for ask, value in marks(grade, **other).items()}}


def test_a_vote_is_put_up_and_its_slips_are_shown_once(world: World) -> None:
    client = client_of(world.host_handler)

    with clock_at(DAY):
        shown = client.get(page(world))
        sent = client.post(page(world), OPENING)
        poll = Poll.objects.get()
        slips = client.post(f"/assessments/polls/{poll.pk}/slips/", {"group": ""})
        after = client.get(page(world)).content.decode()

    assert (shown.status_code, sent.status_code, sent["Location"]) == (200, 302, page(world))
    assert [(box.group, box.people) for box in poll.boxes.all()] == [("team", 6), ("staff", 12)]
    codes = codes_of(slips.content.decode())
    assert (slips.status_code, len(set(codes)), slips["Cache-Control"]) == (200, 18, "no-store")
    assert [code for code in codes if code in after] == []
    assert world.secondment.secondee.name not in re.sub(
        r'<nav aria-label="Breadcrumb">.*?</nav>', "", slips.content.decode(), flags=re.DOTALL
    )


def test_an_unsound_vote_says_what_is_wrong(world: World) -> None:
    with clock_at(DAY):
        answer = client_of(world.host_handler).post(
            page(world), {**OPENING, "people_staff": "", "people_team": "2", "closes_at": "x"}
        )
        few = client_of(world.host_handler).post(
            page(world), {**OPENING, "people_staff": "", "people_team": "2"}
        )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["closes_at"])
    assert few.context["form"].non_field_errors() == ["At least 5 people have to be able to vote."]


def test_a_voter_types_the_code_ticks_and_is_thanked(world: World) -> None:
    poll = opened(world)
    slip = of(issued(world, poll), "staff")[0]
    name = world.secondment.secondee.name
    phone = Client(headers={"accept-language": "zh-hans"})

    with clock_at(DAY):
        asked = phone.get("/vote/")
        paper = phone.post("/vote/", {"code": slip.code.lower()})
        part = phone.post("/vote/ballot/", ticked(slip.code, overall=""))
        sent = phone.post("/vote/ballot/", ticked(slip.code))
        again = phone.post("/vote/ballot/", ticked(slip.code))
        thanks = phone.get(sent["Location"])

    assert [name in answer.content.decode() for answer in (asked, paper, part, again, thanks)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert [answer.status_code for answer in (asked, paper, part, sent, again, thanks)] == [
        200,
        200,
        422,
        302,
        422,
        200,
    ]
    assert "请评定“总体评价”。" in part.content.decode()
    assert "该测评码已经使用" in again.content.decode()
    assert BallotBox.objects.get(poll=poll, group="staff").ballots == [marks()]
    assert {answer["Cache-Control"] for answer in (asked, paper, part, again, thanks)} == {
        "no-store"
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "There is no such code."), ("zh-hans", "没有这个测评码")],
)
def test_a_wrong_code_is_refused_in_the_language_of_the_voter(
    world: World, language: str, words: str
) -> None:
    issued(world, opened(world))

    with clock_at(DAY):
        answer = Client(headers={"accept-language": language}).post(
            "/vote/", {"code": "3333-3333-3333"}
        )

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_voting_leaves_no_session_no_submission_and_no_name(world: World) -> None:
    """Not even for somebody who is signed in on the same phone."""
    poll = opened(world)
    slips = of(issued(world, poll), "staff", 2)
    phone = client_of(world.host_handler)
    sessions = Session.objects.count()

    with clock_at(DAY):
        for client, slip in ((phone, slips[0]), (Client(), slips[1])):
            client.post("/vote/", {"code": slip.code})
            paper = client.post("/vote/", {"code": slip.code}).content.decode()
            client.post("/vote/ballot/", ticked(slip.code))

    assert world.host_handler.name not in paper
    assert (Session.objects.count(), Submission.objects.count(), Guess.objects.count()) == (
        sessions,
        0,
        0,
    )
    assert len(BallotBox.objects.get(poll=poll, group="staff").ballots) == 2


def test_no_address_holds_a_code(world: World) -> None:
    """What stands in a log of addresses: never the code, which a browser keeps behind the #."""
    poll = opened(world)

    with clock_at(DAY):
        slips = client_of(world.host_handler).post(f"/assessments/polls/{poll.pk}/slips/")
        text = slips.content.decode()
        code = codes_of(text)[0]
        paper = Client().post("/vote/", {"code": code}).content.decode()

    assert re.findall(rf"[?/][^\s\"<#]*{code}", text) == []
    assert f"/vote/#{code}" in text
    assert re.findall(r'action="([^"]+)"', paper) == ["/vote/ballot/"]


def test_while_it_is_open_nobody_sees_what_was_ticked(world: World) -> None:
    poll = opened(world)
    with clock_at(DAY):
        bare = client_of(world.host_leader).get(page(world)).content.decode()
    slips = issued(world, poll)
    vote(of(slips, "team", 4))
    with clock_at(DAY):
        few = client_of(world.host_leader).get(page(world)).content.decode()
        vote(of(slips, "staff", 3))
        some = client_of(world.host_leader).get(page(world)).content.decode()

    assert "25 may vote; no slips have been made yet." in bare
    assert "Fewer than 5 of 25 have voted so far; their number shows from 5 on." in few
    assert "7 of 25 have voted." in some
    assert "Result of the democratic evaluation" not in few + some


def test_closed_by_hand_it_is_counted_with_its_arithmetic(world: World) -> None:
    poll = opened(world)
    vote(issued(world, poll))
    client = client_of(world.host_leader)

    with clock_at(DAY):
        sent = client.post(f"/assessments/polls/{poll.pk}/close/")
        shown = client.get(sent["Location"]).content.decode()
        again = client.post(f"/assessments/polls/{poll.pk}/close/", follow=True).content.decode()

    assert sent["Location"] == page(world)
    assert "(40 × 85 + 30 × 85 + 30 × 85) ÷ 100 = 85.00" in shown
    assert "(12 × 85) ÷ 12" in shown
    assert "This vote is closed." in again


def test_a_vote_is_called_off(world: World) -> None:
    poll = opened(world)
    Poll.objects.update(opens_at=OPENS + timedelta(hours=1))
    client = client_of(world.host_leader)

    with clock_at(DAY):
        client.post(f"/assessments/polls/{poll.pk}/cancel/")
        shown = client.get(page(world)).content.decode()

    assert "nothing of it was kept" in shown
    assert "Put up the vote" in shown


def test_groups_counted_together_say_so(world: World) -> None:
    counted(world, {"team": 3, "middle": 7, "staff": 9})

    with clock_at(DAY):
        shown = client_of(world.handler).get(page(world)).content.decode()

    assert "<h2>Leadership team、Heads of sections</h2>" in shown
    assert "counted together, to protect those who voted" in shown


def test_the_secondee_and_home_find_no_page(world: World) -> None:
    poll = counted(world)

    assert [
        client_of(actor).get(page(world)).status_code
        for actor in (world.secondee, world.home_handler)
    ] == [404, 404]
    assert client_of(world.secondee).post(f"/assessments/polls/{poll.pk}/slips/").status_code == 404


def test_the_page_asks_no_more_for_more_ballots(world: World) -> None:
    client = client_of(world.handler)
    poll = opened(world)
    slips = issued(world, poll)
    with clock_at(DAY):
        client.get(page(world))
        with CaptureQueriesContext(connection) as few:
            client.get(page(world))
        vote(slips)
        with CaptureQueriesContext(connection) as many:
            client.get(page(world))

    assert len(few) == len(many)
