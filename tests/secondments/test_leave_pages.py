"""The pages of leave: asked for, decided on, reported back from, and who is away."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from guazhi.access.matrix import Role
from guazhi.secondments.commands import ask_leave, decide_leave, report_back
from guazhi.secondments.models import Leave, Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
SENT = {
    "kind": "sick",
    "start": "2026-03-09",
    "from_noon": "late",
    "end": "2026-03-10",
    "until_noon": "late",
    "place": "省人民医院",
    "reason": "腰椎间盘突出",
    "substitute": "张办事员",
}


def asked(world: World, row: Secondment | None = None, **changes: Any) -> Leave:
    row = row or world.secondment
    actor = world.secondee if row == world.secondment else make.actor(None, person=row.secondee)
    words = {
        "kind": "sick",
        "start": MONDAY,
        "end": MONDAY,
        "place": "省城",
        "reason": "住院检查",
        "substitute": "张办事员",
        **changes,
    }
    return ask_leave(row.pk, actor=actor, **words)


def granted(world: World, row: Secondment | None = None, **changes: Any) -> Leave:
    leave = asked(world, row, **changes)
    return decide_leave(leave.pk, said="consented", substitute_told=True, actor=world.host_leader)


def text_of(paper: bytes) -> str:
    """All that stands in the cells of a paper."""
    tables = Document(BytesIO(paper)).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_the_secondee_asks_and_the_host_decides_on_the_page(world: World) -> None:
    client, leader = client_of(world.secondee), client_of(world.host_leader)

    shown = client.get(f"/secondments/{world.secondment.pk}/ask-leave/")
    answer = client.post(f"/secondments/{world.secondment.pk}/ask-leave/", SENT)
    row = Leave.objects.get()
    waiting = leader.get("/waiting/?kind=leave").context["steps"]
    decided = leader.post(
        f"/secondments/leaves/{row.pk}/", {"said": "consented", "substitute_told": "on"}
    )

    row.refresh_from_db()
    assert [length for length, _who in shown.context["rungs"]] == ["≤ 3", "≤ 7", "> 7"]
    assert answer.headers["Location"] == f"/secondments/leaves/{row.pk}/"
    assert [[where for _act, where in acts] for _step, acts in waiting] == [
        [f"/secondments/leaves/{row.pk}/"]
    ]
    assert decided.status_code == 302
    assert (row.state, row.halves, row.from_noon) == ("granted", 3, True)


def test_what_is_refused_is_told_at_its_field_and_what_was_written_stays(world: World) -> None:
    answer = client_of(world.secondee).post(
        f"/secondments/{world.secondment.pk}/ask-leave/", {**SENT, "end": "2026-03-08"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"end": ["The leave must end after it begins."]}
    assert answer.context["form"]["reason"].value() == "腰椎间盘突出"


def test_a_return_is_reported_and_confirmed_on_the_page(world: World) -> None:
    row = granted(world)
    with clock_at(date(2026, 3, 10)):
        own = client_of(world.secondee).get("/").context["waits"]
        client_of(world.secondee).post(
            f"/secondments/leaves/{row.pk}/report-back/",
            {"back_on": "2026-03-10", "back_at_noon": "early"},
        )
        silent = client_of(world.host_handler).post(
            f"/secondments/leaves/{row.pk}/confirm-back/", {"agrees": "no"}
        )
        client_of(world.host_handler).post(
            f"/secondments/leaves/{row.pk}/confirm-back/", {"agrees": "yes"}
        )

    row.refresh_from_db()
    assert [(key, count) for _kind, key, count in own] == [("leave_over", 1)]
    assert silent.status_code == 422
    assert row.state == "ended"


@pytest.mark.parametrize(
    ("day", "show", "found"),
    [
        (date(2026, 3, 9), "", 1),
        (date(2026, 3, 8), "", 0),
        (date(2026, 3, 4), "week", 1),
        (date(2026, 3, 11), "overdue", 1),
        (date(2026, 3, 10), "overdue", 0),
        (date(2026, 3, 9), "waiting", 0),
        (date(2026, 3, 9), "all", 1),
    ],
)
def test_the_host_sees_who_is_away_and_who_has_not_reported_back(
    world: World, day: date, show: str, found: int
) -> None:
    granted(world)

    with clock_at(day):
        answer = client_of(world.host_handler).get(f"/secondments/leaves/?show={show}")

    assert len(answer.context["rows"]) == found


def test_a_reason_that_is_for_few_eyes_is_in_no_page_of_the_others(world: World) -> None:
    row = granted(world, reason="抑郁症复诊", place="省抑郁症门诊")
    where = [
        f"/secondments/leaves/{row.pk}/",
        "/secondments/leaves/?show=all",
        f"/secondments/{world.secondment.pk}/?tab=leave",
        "/",
    ]

    seen = {
        actor.name: [
            "抑郁症" in client_of(actor).get(address).content.decode() for address in where
        ]
        for actor in (world.host_handler, world.home_handler, world.handler, world.host_leader)
    }

    assert [any(pages) for pages in seen.values()] == [False, False, False, True]


def test_a_leave_is_no_page_for_strangers_and_mentors_without_a_part(world: World) -> None:
    row = asked(world)
    stranger = client_of(make.actor(Role.HOST_LEADER, world.bureau))

    assert stranger.get(f"/secondments/leaves/{row.pk}/").status_code == 404
    assert stranger.get("/secondments/leaves/?show=all").context["rows"] == []


def test_the_form_of_approval_comes_as_a_paper(world: World) -> None:
    row = granted(world)

    papers = [
        text_of(client_of(actor).get(f"/secondments/leaves/{row.pk}/paper/").content)
        for actor in (world.host_handler, world.host_leader)
    ]

    assert all("2026年3月9日至2026年3月9日" in text for text in papers)
    assert ["住院检查" in text for text in papers] == [False, True]


def test_a_person_shows_the_days_taken_and_the_timeline_the_leave(world: World) -> None:
    granted(world)
    client = client_of(world.host_handler)

    tab = client.get(f"/secondments/{world.secondment.pk}/?tab=leave").context["work"]
    line = client.get(f"/secondments/{world.secondment.pk}/").context["happenings"]

    assert (tab.days, [days for _names, days in tab.totals]) == (1, [1])
    assert [each.day for each in line if each.title == "Sick leave"] == [MONDAY]


def test_a_return_that_was_not_reported_stands_in_red_on_the_person(world: World) -> None:
    row = granted(world)

    with clock_at(date(2026, 3, 11)):
        context = client_of(world.host_handler).get(f"/secondments/{world.secondment.pk}/").context

    assert [each.leave for each in context["late_from_leave"]] == [row]


def test_leave_over_half_the_term_is_brought_to_who_decides(world: World) -> None:
    short, long = (
        asked(world, start=MONDAY, end=date(2026, 3, 11)),
        asked(world, start=date(2026, 4, 1), end=date(2026, 10, 31)),
    )
    client = client_of(world.host_leader)

    noted = [
        client.get(f"/secondments/leaves/{row.pk}/").context["found"].is_questioned
        for row in (short, long)
    ]

    assert noted == [False, True]


def test_the_policy_page_says_who_approves_leave(world: World) -> None:
    answer = client_of(world.secondee).get("/policy/")

    _kinds, (heading, head, rows) = answer.context["leave"]
    assert (heading, head) == ("Who approves leave", ("days", "who approves, in order"))
    assert rows[0] == ("≤ 3", "host unit")


def test_lists_cost_the_same_for_one_and_for_three(world: World) -> None:
    client = client_of(world.approver)

    def cost() -> int:
        with clock_at(date(2026, 3, 12)), CaptureQueriesContext(connection) as queries:
            client.get("/secondments/leaves/?show=overdue")
        return len(queries)

    granted(world)
    cost()
    one = cost()
    for name in ("甲一", "乙二"):
        granted(world, world.another(name))

    assert cost() == one


def test_a_returned_leave_is_mended_on_the_page_and_an_extension_asked_for(world: World) -> None:
    row = asked(world)
    decide_leave(row.pk, said="returned", opinion="请写明医院", actor=world.host_leader)
    client = client_of(world.secondee)

    shown = client.get(f"/secondments/leaves/{row.pk}/revise/")
    client.post(f"/secondments/leaves/{row.pk}/revise/", SENT)
    decide_leave(row.pk, said="consented", substitute_told=True, actor=world.host_leader)
    with clock_at(date(2026, 3, 10)):
        answer = client.post(
            f"/secondments/leaves/{row.pk}/extend/",
            {"end": "2026-03-11", "until_noon": "early", "reason": "医嘱休息"},
        )

    longer = Leave.objects.get(continues=row)
    assert shown.context["form"]["reason"].value() == "住院检查"
    assert answer.headers["Location"] == f"/secondments/leaves/{longer.pk}/"
    assert (longer.start, longer.until_noon, longer.halves) == (date(2026, 3, 11), True, 1)


def test_a_leave_is_called_back_on_the_page_and_not_after_it_was_reported(world: World) -> None:
    row = granted(world)
    with clock_at(date(2026, 3, 10)):
        report_back(row.pk, back_on=date(2026, 3, 10), actor=world.secondee)
        late = client_of(world.secondee).post(f"/secondments/leaves/{row.pk}/call-back/")
        page = client_of(world.secondee).get(f"/secondments/leaves/{row.pk}/")
    row.refresh_from_db()

    assert late.status_code == 302
    assert page.context["found"].may_call_back is False
    assert row.state == "reported"
