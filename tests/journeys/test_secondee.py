"""The secondee, on a phone: reads, reports, raises what is hard, and sums up at the end."""

from collections.abc import Callable
from datetime import date

from guazhi.coordination.commands import propose_practice, publish_practice
from guazhi.hosting.commands import answer_difficulty, assign_task, resolve_difficulty
from guazhi.hosting.models import Difficulty, Task
from guazhi.obligations.models import Obligation
from tests.journeys.conftest import PHONE, Visit
from tests.make import World

FIRST = date(2026, 3, 2)


def states(pk: int, rule: str) -> list[str]:
    """How the obligations of ``rule`` stand, in the order in which they fall due."""
    rows = Obligation.objects.filter(secondment=pk, rule=rule).exclude(state="void")
    return list(rows.order_by("due", "pk").values_list("state", flat=True))


def test_the_secondee_reads_a_practice_and_says_so(town: World, visit: Visit) -> None:
    practice = propose_practice(
        town.intake.pk,
        title="民情日记",
        text="每周走访两户，记下诉求，逐件答复。",
        source="report",
        secondment_id=None,
        day=FIRST,
        actor=town.handler,
    )
    publish_practice(practice.pk, day=FIRST, actor=town.approver)
    secondee = visit(town.secondee, PHONE)
    secondee.open("/coordination/practices/")

    secondee.follow("民情日记")
    secondee.page.get_by_role("button", name=secondee.words("I have read it")).click()
    secondee.main.locator("#messages .is-green").wait_for()

    practice.refresh_from_db()
    assert [row.read_on for row in practice.deliveries.filter(secondment=town.secondment)] == [
        FIRST
    ]
    assert secondee.page.get_by_role("button", name="我已阅读").count() == 0


def test_the_secondee_hands_in_a_work_report(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2026-05-18")
    secondee = visit(town.secondee, PHONE)
    secondee.open("/")

    secondee.follow("挂职干部工作汇报")
    secondee.send(work="走访12个村，完成产业园选址", thought="逐步适应基层工作")

    assert states(pk, "work_report")[:2] == ["met", "open"]
    secondee.open(f"/secondments/{pk}/?tab=coordination")
    assert secondee.main.get_by_text("走访12个村").count() == 1


def test_the_secondee_reports_on_a_task(town: World, visit: Visit) -> None:
    pk = town.secondment.pk
    task = assign_task(
        pk,
        title="牵头产业园选址",
        substantive=True,
        due=date(2026, 4, 30),
        day=FIRST,
        actor=town.host_leader,
    )
    secondee = visit(town.secondee, PHONE)
    secondee.open(f"/secondments/{pk}/?tab=hosting")

    with secondee.page.expect_navigation():
        secondee.main.get_by_role("button", name=secondee.words("Accept the task")).click()
    secondee.follow("Report on the task")
    secondee.send(report="已提出三处备选地块")

    assert Task.objects.get(pk=task.pk).report == "已提出三处备选地块"
    assert secondee.main.locator("#messages .is-green").count() == 1


def test_a_difficulty_goes_to_the_host_and_back_until_the_secondee_says_it_is_solved(
    town: World, visit: Visit
) -> None:
    pk = town.secondment.pk
    secondee = visit(town.secondee, PHONE)
    secondee.open(f"/secondments/{pk}/")
    secondee.follow("Raise a difficulty")
    secondee.send(kind="life", text="宿舍没有热水", level="host")
    assert states(pk, "difficulty_answered") == ["open"]

    host = visit(town.host_handler)
    host.open("/")
    host.follow("及时答复困难问题")
    host.follow("Answer the difficulty")
    host.send(answer="本周内请人来修")
    host.open("/hosting/difficulties/")
    host.follow("Give the solution")
    host.send(solution="已更换热水器")

    secondee.open("/hosting/difficulties/")
    secondee.follow("Confirm the solution")
    secondee.send(solved="yes")

    assert states(pk, "difficulty_answered") == ["met"]
    assert states(pk, "difficulty_closed") == ["met"]
    assert Difficulty.objects.get(secondment=pk).closed_on == FIRST


def test_a_difficulty_that_is_not_solved_goes_back(town: World, visit: Visit) -> None:
    pk = town.secondment.pk
    secondee = visit(town.secondee, PHONE)
    secondee.open(f"/hosting/secondments/{pk}/difficulty/")
    secondee.send(kind="life", text="宿舍没有热水", level="host")
    row = Difficulty.objects.get(secondment=pk)
    answer_difficulty(row.pk, answer="本周内请人来修", day=FIRST, actor=town.host_handler)
    resolve_difficulty(row.pk, solution="已更换热水器", day=FIRST, actor=town.host_handler)
    secondee.open("/hosting/difficulties/")
    secondee.follow("Confirm the solution")

    secondee.send(solved="no", remark="晚上仍然没有热水")

    row.refresh_from_db()
    assert row.closed_on is None
    assert states(pk, "difficulty_closed") == ["open"]


def test_the_secondee_writes_the_summary_at_the_end(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2027-02-08")
    secondee = visit(town.secondee, PHONE)
    secondee.open("/")

    secondee.follow("个人挂职总结")
    secondee.send(
        text="一年来，走遍12个村，牵头建成产业园。", view_of_achievement="功成不必在我", submit=True
    )

    assert states(pk, "summary") == ["met"]
    assert secondee.main.get_by_text("功成不必在我").count() >= 1
