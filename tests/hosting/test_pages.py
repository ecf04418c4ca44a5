"""The pages of hosting: forms, refusals, lists, and how many queries they take."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.hosting import queries
from guazhi.hosting.commands import (
    accept_task,
    agree_plan,
    assign_task,
    draft_plan,
    hold_talk,
    raise_difficulty,
    report_task,
    resolve_difficulty,
)
from guazhi.hosting.models import (
    Acceptance,
    Briefing,
    Care,
    Difficulty,
    Division,
    Living,
    Mentorship,
    Talk,
    Task,
    TrainingPlan,
)
from guazhi.people.queries import principal_leader
from guazhi.secondments.queries import one
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
FORMS: dict[str, tuple[str, dict[str, str], Any]] = {
    "accept": ("host_leader", {"day": "2026-03-02", "responsible": "王建国"}, Acceptance),
    "plan": (
        "host_handler",
        {
            "day": "2026-03-02",
            "goals": "提升群众工作能力",
            "measures": "主要领导帮带",
            "based_on": "0",
            "lines": "1",
            "line0-goal": "熟悉基层情况",
            "line0-measure": "包联一个村",
            "line0-milestone": "走访全部重点户",
            "line0-due": "2026-05-31",
        },
        TrainingPlan,
    ),
    "briefing": (
        "host_handler",
        {"day": "2026-03-02", "briefer": "王建国", "situation": "乡情", "functions": "职能"},
        Briefing,
    ),
    "division": (
        "host_handler",
        {
            "day": "2026-03-02",
            "duties": "分管乡村振兴",
            "powers": "主持专题会议",
            "in_roster": "on",
            "in_meetings": "on",
            "in_study": "on",
        },
        Division,
    ),
    "living": (
        "host_handler",
        {"day": "2026-03-02", "lodging": "周转房", "meals": "食堂", "contact": "办公室"},
        Living,
    ),
    "task": (
        "host_handler",
        {"day": "2026-03-02", "due": "2026-04-30", "title": "牵头产业园选址", "substantive": "on"},
        Task,
    ),
    "talk": (
        "host_leader",
        {
            "day": "2026-03-02",
            "talker": "王建国",
            "manner": "alone",
            "topics_thought": "thought_steady",
            "topics_work": "work_on_track",
            "no_opinions": "on",
        },
        Talk,
    ),
    "difficulty": (
        "secondee",
        {"day": "2026-03-02", "kind": "life", "text": "住处较远", "level": "host"},
        Difficulty,
    ),
    "care": (
        "host_handler",
        {"day": "2026-03-02", "kind": "lodging", "text": "安排周转房"},
        Care,
    ),
}  # fmt: skip


def raised(world: World, level: str = "host", text: str = "住处较远") -> Difficulty:
    return raise_difficulty(
        world.secondment.pk,
        kind="life",
        text=text,
        day=DAY,
        level=level,
        actor=world.secondee,
    )


def assigned(world: World, title: str = "牵头产业园选址") -> Task:
    return assign_task(
        world.secondment.pk,
        title=title,
        due=date(2026, 4, 30),
        substantive=True,
        day=DAY,
        actor=world.host_leader,
    )


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_shown_and_its_record_is_made_and_seen(world: World, name: str) -> None:
    who, sent, model = FORMS[name]
    client = client_of(getattr(world, who))
    address = f"/hosting/secondments/{world.secondment.pk}/{name}/"

    asked = client.get(address)
    answer = client.post(address, sent)

    assert (asked.status_code, answer.status_code) == (200, 302)
    assert answer["Location"] == (
        address
        if name in ("difficulty", "plan")
        else f"/secondments/{world.secondment.pk}/?tab=hosting"
    )
    assert model.objects.count() == 1


@pytest.mark.parametrize("name", FORMS)
def test_a_refused_form_says_why_and_keeps_nothing(world: World, name: str) -> None:
    who, sent, model = FORMS[name]
    address = f"/hosting/secondments/{world.secondment.pk}/{name}/"

    answer = client_of(getattr(world, who)).post(address, {**sent, "day": "2026-03-09"})

    assert answer.status_code == 422
    assert "2026-03-09 is still to come." in answer.content.decode()
    assert model.objects.count() == 0


def test_a_refused_talk_still_names_its_day_beside_what_can_be_added(world: World) -> None:
    sent = {"day": "2026-03-02", "talker": "王建国"}
    address = f"/hosting/secondments/{world.secondment.pk}/talk/"

    answer = client_of(world.host_leader).post(address, sent)

    assert answer.status_code == 422
    assert "王建国 · 2026-03-02 · When and how" in answer.content.decode()


@pytest.mark.parametrize("name", [*FORMS, "mentor", "leader"])
def test_a_form_looks_missing_to_others(world: World, name: str) -> None:
    address = f"/hosting/secondments/{world.secondment.pk}/{name}/"

    assert client_of(world.home_handler).get(address).status_code == 404
    assert client_of(world.other_county_handler).get(address).status_code == 404


def test_the_mentor_is_chosen_among_the_people_of_the_host(world: World) -> None:
    client = client_of(world.host_leader)
    address = f"/hosting/secondments/{world.secondment.pk}/mentor/"

    asked = client.get(address)
    answer = client.post(address, {"mentor": str(world.leader.pk), "day": "2026-03-02"})

    assert asked.context["form"].fields["mentor"].choices == [(world.leader.pk, "王建国 · 乡长")]
    assert answer.status_code == 302
    assert Mentorship.objects.get().mentor_id == world.leader.pk


def test_a_new_principal_leader_is_put_on_record(world: World) -> None:
    address = f"/hosting/secondments/{world.secondment.pk}/leader/"
    sent = {"name": "李国强", "title": "乡长", "since": "2026-02-20"}

    answer = client_of(world.host_leader).post(address, sent)

    leader = principal_leader(world.township_government.pk)
    assert answer.status_code == 302
    assert leader is not None
    assert leader.person.name == "李国强"


def test_a_plan_is_approved_by_the_leader_only(world: World) -> None:
    plan = draft_plan(
        world.secondment.pk,
        goals="目标",
        measures="措施",
        lines=make.PLAN,
        day=DAY,
        actor=world.host_handler,
    )
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    address = f"/hosting/plans/{plan.pk}/approve/"

    handler = client_of(world.host_handler).get(address)
    shown = client_of(world.host_leader).get(address)
    answer = client_of(world.host_leader).post(address, {"verdict": "yes", "day": "2026-03-02"})

    plan.refresh_from_db()
    assert [handler.status_code, shown.status_code, answer.status_code] == [404, 200, 302]
    assert plan.approved_on == DAY


def test_the_secondee_reads_the_plan_and_drafts_none(world: World) -> None:
    address = f"/hosting/secondments/{world.secondment.pk}/plan/"
    client = client_of(world.secondee)

    shown = client.get(address)
    answer = client.post(address, FORMS["plan"][1])

    assert (shown.status_code, answer.status_code) == (200, 404)
    assert '<form method="post" action="/hosting' not in shown.content.decode()


def test_a_task_is_reported_sent_back_and_closed(world: World) -> None:
    task = assigned(world)
    host, secondee = client_of(world.host_leader), client_of(world.secondee)
    address = f"/hosting/tasks/{task.pk}"

    answers = [
        secondee.post(f"{address}/report/", {"report": "已选址", "day": "2026-03-02"}),
        secondee.post(f"{address}/accept/"),
        secondee.get(f"{address}/report/"),
        secondee.post(f"{address}/report/", {"report": "已选址", "day": "2026-03-02"}),
        host.get(f"{address}/return/"),
        host.post(f"{address}/return/", {"reason": "请补充图纸"}),
        secondee.post(f"{address}/report/", {"report": "已补图纸", "day": "2026-03-02"}),
        host.get(f"{address}/close/"),
        host.post(f"{address}/close/", {"result": "完成", "done": "yes", "day": "2026-03-02"}),
    ]

    task.refresh_from_db()
    assert [answer.status_code for answer in answers] == [
        422,
        302,
        200,
        302,
        200,
        302,
        302,
        200,
        302,
    ]
    assert (task.state, task.report) == ("done", "已补图纸")


def test_a_difficulty_goes_its_way_by_pages(world: World) -> None:
    row = raised(world)
    host, county = client_of(world.host_leader), client_of(world.county_handler)
    secondee = client_of(world.secondee)
    address = f"/hosting/difficulties/{row.pk}"
    day = "2026-03-02"

    answers = [
        county.get(f"{address}/answer/"),
        host.post(f"{address}/pass-up/", {"reason": "需县里统筹"}),
        host.get(f"{address}/answer/"),
        county.post(f"{address}/answer/", {"answer": "正在协调", "day": day}),
        county.post(f"{address}/resolve/", {"solution": "已安排", "day": day}),
        secondee.get(f"{address}/confirm/"),
        secondee.post(f"{address}/confirm/", {"solved": "yes", "day": day}),
    ]

    row.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 302, 404, 302, 302, 200, 302]
    assert row.state == "closed"


def test_the_list_shows_open_difficulties_by_level(world: World) -> None:
    mine, above = raised(world), raised(world, "county", "需县里协调")
    client = client_of(world.county_handler)

    every = client.get("/hosting/difficulties/")
    county = client.get("/hosting/difficulties/?level=county")
    solved = client.get("/hosting/difficulties/?state=closed")

    assert [row.difficulty.pk for row in every.context["rows"]] == [mine.pk, above.pk]
    assert [(row.difficulty.pk, row.may_answer) for row in county.context["rows"]] == [
        (above.pk, True)
    ]
    assert solved.context["rows"] == []


def test_the_list_goes_on_where_a_page_ends(world: World) -> None:
    rows = [raised(world, text=f"困难{n}") for n in range(31)]
    client = client_of(world.host_leader)

    first = client.get("/hosting/difficulties/")
    second = client.get("/hosting/difficulties/" + first.context["pages"].next_url)

    assert [row.difficulty.pk for row in first.context["rows"]] == [row.pk for row in rows[:30]]
    assert [row.difficulty.pk for row in second.context["rows"]] == [rows[30].pk]
    assert second.context["pages"].next_url == ""


def test_the_person_page_shows_the_work_and_never_talks_to_the_secondee(world: World) -> None:
    hold_talk(
        world.secondment.pk,
        day=DAY,
        talker="王建国",
        thought="略有波动",
        work="进展顺利",
        actor=world.host_leader,
    )
    task = accept_task(assigned(world).pk, day=DAY, actor=world.secondee)
    report_task(task.pk, report="已选址", day=DAY, actor=world.secondee)
    resolve_difficulty(raised(world).pk, solution="已安排", day=DAY, actor=world.host_leader)
    address = f"/secondments/{world.secondment.pk}/?tab=hosting"

    shown = {
        who: client_of(getattr(world, who)).get(address).content.decode()
        for who in ("host_leader", "secondee", "home_handler")
    }

    assert {who: "略有波动" in text for who, text in shown.items()} == {
        "host_leader": True,
        "secondee": False,
        "home_handler": False,
    }
    assert {who: "住处较远" in text for who, text in shown.items()} == {
        "host_leader": True,
        "secondee": True,
        "home_handler": False,
    }


def test_the_work_takes_as_many_queries_for_three_rows_as_for_one(world: World) -> None:
    counts = []
    for n in (1, 2):
        for k in range(n):
            assigned(world, f"任务{n}{k}")
            raised(world, text=f"困难{n}{k}")
        secondment = one(world.host_leader, world.secondment.pk)
        with CaptureQueriesContext(connection) as caught:
            queries.work(world.host_leader, secondment, DAY)
        counts.append(len(caught))

    assert counts == [15, 15]
