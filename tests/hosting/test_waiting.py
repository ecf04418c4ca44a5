"""What waits for each party, and where difficulties stand open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.hosting.commands import (
    accept_task,
    assign_task,
    escalate_difficulties,
    hold_talk,
    raise_difficulty,
    report_task,
    resolve_difficulty,
)
from guazhi.hosting.models import Difficulty, Task
from guazhi.hosting.queries import heat, reports_to_see, solutions_to_confirm, tasks_to_do
from guazhi.hosting.rules import by_age
from guazhi.secondments.models import Opinion
from guazhi.web.clock import clock_at
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def assigned(world: World, title: str, due: date = date(2026, 4, 30)) -> Task:
    return assign_task(
        world.secondment.pk,
        title=title,
        due=due,
        substantive=True,
        day=DAY,
        actor=world.host_leader,
    )


def raised(world: World, text: str, day: date = DAY, pk: int = 0) -> Difficulty:
    with clock_at(day):
        return raise_difficulty(
            pk or world.secondment.pk, kind="life", text=text, day=day, actor=world.host_leader
        )


@pytest.mark.parametrize(
    ("days", "counts"),
    [((), (0, 0, 0, 0)), ((0, 7, 8, 15, 16, 30, 31, 90), (2, 2, 2, 2))],
)
def test_open_difficulties_are_sorted_by_their_days(
    days: tuple[int, ...], counts: tuple[int, ...]
) -> None:
    assert by_age(days) == counts


def test_the_secondee_sees_his_tasks_until_they_are_reported(world: World) -> None:
    first, second = assigned(world, "选址", date(2026, 4, 1)), assigned(world, "调研")
    accept_task(second.pk, day=DAY, actor=world.secondee)
    report_task(second.pk, report="初稿", day=DAY, actor=world.secondee)

    seen = [list(tasks_to_do(actor)) for actor in (world.secondee, world.host_leader)]

    assert seen == [[first], []]


def test_the_host_sees_what_is_reported_and_the_secondee_what_is_solved(world: World) -> None:
    task = assigned(world, "选址")
    accept_task(task.pk, day=DAY, actor=world.secondee)
    report_task(task.pk, report="初稿", day=DAY, actor=world.secondee)
    row = raised(world, "住处漏雨")
    resolve_difficulty(row.pk, solution="已修缮", day=DAY, actor=world.host_leader)

    who = (world.host_handler, world.secondee, world.handler, world.home_handler)
    assert [list(reports_to_see(actor)) for actor in who] == [[task], [], [], []]
    assert [list(solutions_to_confirm(actor)) for actor in who] == [[], [row], [], []]


def test_heat_counts_what_is_open_by_host_and_days(world: World) -> None:
    bureau = make.found("市水利局", "organ", world.city)
    there = world.another("赵敏", host=bureau, category="city_organ", months=6)
    raised(world, "住处漏雨")
    solved = raised(world, "缺少资料", date(2026, 3, 20))
    secondee = make.actor(None, person=there.secondee)
    raise_difficulty(there.pk, kind="work", text="经费不足", day=DAY, actor=secondee)
    Difficulty.objects.filter(pk=solved.pk).update(state="closed")
    today = DAY + timedelta(days=20)
    with clock_at(today):
        escalate_difficulties(today, actor=world.handler)

    city, county = heat(world.handler, today), heat(world.county_handler, today)

    assert [(row.name, row.open, row.days, row.above) for row in city] == [
        ("市水利局", 1, 20, 1),
        ("清溪县龙泉乡人民政府", 1, 20, 1),
    ]
    assert [(row.name, [cell.count for cell in row.cells]) for row in county] == [
        ("清溪县龙泉乡人民政府", [0, 0, 1, 0])
    ]
    assert heat(world.other_county_handler, today) == []


def test_the_pages_of_city_and_county_show_the_heat(world: World) -> None:
    raised(world, "住处漏雨")

    for actor in (world.handler, world.county_handler):
        for address in ("/", "/hosting/difficulties/"):
            assert "Open difficulties by host unit" in client_of(actor).get(address).text
    for actor in (world.host_leader, world.secondee):
        found = client_of(actor).get("/hosting/difficulties/").text
        assert "Open difficulties by host unit" not in found


def test_the_list_of_difficulties_narrows_to_a_host(world: World) -> None:
    bureau = make.found("市水利局", "organ", world.city)
    there = world.another("赵敏", host=bureau, category="city_organ", months=6)
    raised(world, "住处漏雨")
    secondee = make.actor(None, person=there.secondee)
    raise_difficulty(there.pk, kind="work", text="经费不足", day=DAY, actor=secondee)

    found = client_of(world.handler).get(f"/hosting/difficulties/?state=open&host={bureau.pk}")

    assert [row.difficulty.text for row in found.context["rows"]] == ["经费不足"]


def test_taps_accept_and_urge_and_say_why_not(world: World) -> None:
    task = assigned(world, "选址")
    secondee, host = client_of(world.secondee), client_of(world.host_handler)

    answers = [
        secondee.post(f"/hosting/tasks/{task.pk}/accept/", follow=True),
        host.post(f"/hosting/tasks/{task.pk}/urge/", follow=True),
        host.post(f"/hosting/tasks/{task.pk}/urge/", follow=True),
    ]

    assert [str(*answer.context["messages"]) for answer in answers] == [
        "The task is accepted.",
        "The secondee is urged.",
        "This task has been urged today already.",
    ]
    task.refresh_from_db()
    assert (task.state, task.urged) == ("accepted", 1)


def test_a_task_is_dropped_and_given_away_by_form(world: World) -> None:
    other = world.another("李强")
    dropped, given = assigned(world, "选址"), assigned(world, "调研")
    host = client_of(world.host_handler)

    host.post(f"/hosting/tasks/{dropped.pk}/drop/", {"result": "取消", "day": "2026-03-02"})
    host.post(
        f"/hosting/tasks/{given.pk}/reassign/",
        {"to": str(other.pk), "due": "2026-05-01", "reason": "分工调整"},
    )

    states = Task.objects.order_by("pk").values_list("state", "secondment_id")
    here = world.secondment.pk
    assert list(states) == [("dropped", here), ("reassigned", here), ("assigned", other.pk)]


def test_an_opinion_fills_the_forms_and_links_both_ways(world: World) -> None:
    host = client_of(world.host_leader)
    talk = f"/hosting/secondments/{world.secondment.pk}/talk/"
    host.post(
        talk,
        {
            "day": "2026-03-02",
            "talker": "王建国",
            "manner": "alone",
            "topics_thought": "thought_steady",
            "topics_work": "work_light",
            "opinions": "希望承担更重的任务\n\n住处漏雨",
        },
    )
    first = Opinion.objects.order_by("pk").values_list("pk", flat=True)[0]
    page = host.get(f"/secondments/{world.secondment.pk}/?tab=hosting").text
    task_form = f"/hosting/secondments/{world.secondment.pk}/task/?source=opinion-{first}"
    asked = host.get(task_form)

    host.post(task_form, {**asked.context["form"].initial, "due": "2026-05-01"})

    task = Task.objects.get()
    assert "Make it a difficulty" in page
    assert (task.title, task.source_kind) == ("希望承担更重的任务", "opinion")
    shown = host.get(f"/secondments/{world.secondment.pk}/?tab=hosting").text
    assert f"/sources/task/{task.pk}/" in shown
    assert f"/sources/opinion/{task.source}/" in shown
    assert host.get(f"/sources/opinion/{task.source}/").status_code == 302
    assert client_of(world.secondee).get(f"/sources/opinion/{task.source}/").status_code == 404
    assert client_of(world.secondee).get(f"/sources/task/{task.pk}/").status_code == 302
    assert host.get("/sources/person/1/").status_code == 404


def test_the_heat_costs_the_same_for_many(world: World) -> None:
    counts = []
    for n in (1, 3):
        for k in range(n):
            task = assigned(world, f"任务{n}{k}")
            accept_task(task.pk, day=DAY, actor=world.secondee)
            raised(world, f"困难{n}{k}")
        hold_talk(
            world.secondment.pk,
            day=DAY,
            talker=f"王建国{n}",
            thought="稳定",
            work="顺利",
            actor=world.host_leader,
        )
        with CaptureQueriesContext(connection) as caught:
            heat(world.handler, DAY)
        counts.append(len(caught))

    assert counts == [1, 1]
