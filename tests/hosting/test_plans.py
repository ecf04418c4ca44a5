"""The training plan: proposed, agreed, approved, returned, superseded; what its lines carry."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.actor import Capability
from guazhi.hosting.commands import agree_plan, approve_plan, assign_task, draft_plan, return_plan
from guazhi.hosting.models import PlanItem, Task, TrainingPlan
from guazhi.hosting.queries import first_draft, plan_items, plans, waiting_plans
from guazhi.hosting.rules import PlanLine
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.people.commands import write_resume
from guazhi.people.rules.resume import Line
from guazhi.policy.findings import Refused
from guazhi.secondments.queries import one
from tests import make
from tests.make import PLAN, World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def drafted(world: World, **said: Any) -> TrainingPlan:
    given: dict[str, Any] = {"goals": "目标", "measures": "措施", "lines": PLAN, "day": DAY}
    return draft_plan(world.secondment.pk, **{**given, **said}, actor=world.host_handler)


def approved(world: World, **said: Any) -> TrainingPlan:
    plan = drafted(world, **said)
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    return approve_plan(plan.pk, day=DAY, actor=world.host_leader)


def codes(refusal: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def met() -> int:
    return Obligation.objects.filter(rule="training_plan", state="met").count()


def test_a_plan_is_proposed_agreed_and_approved_each_recorded_once(world: World) -> None:
    before = Entry.objects.count()

    approved(world)

    found = list(Entry.objects.order_by("seq").values_list("verb", flat=True))[before:]
    assert found == ["PlanDrafted", "PlanAgreed", "PlanApproved"]
    assert met() == 1


def test_each_says_his_own_word_only(world: World) -> None:
    plan = drafted(world)

    for actor in (world.host_handler, world.host_leader, world.home_handler):
        with pytest.raises(Http404):
            agree_plan(plan.pk, day=DAY, actor=actor)
    with pytest.raises(Http404):
        return_plan(plan.pk, reason="不同意", actor=world.host_leader)
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    for actor in (world.host_handler, world.secondee):
        with pytest.raises(Http404):
            approve_plan(plan.pk, day=DAY, actor=actor)
    with pytest.raises(Http404):
        return_plan(plan.pk, reason="不同意", actor=world.secondee)


def test_it_is_approved_only_after_the_secondee_agreed_and_once(world: World) -> None:
    plan = drafted(world)
    with pytest.raises(Refused) as early:
        approve_plan(plan.pk, day=DAY, actor=world.host_leader)
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    approve_plan(plan.pk, day=DAY, actor=world.host_leader)

    with pytest.raises(Refused) as again:
        approve_plan(plan.pk, day=DAY, actor=world.host_leader)

    assert (codes(early), codes(again)) == (["plan_not_agreed"], ["plan_approved_already"])


def test_a_plan_is_not_approved_before_it_was_agreed(world: World) -> None:
    plan = drafted(world)
    agree_plan(plan.pk, day=DAY, actor=world.secondee)

    with pytest.raises(Refused) as refusal:
        approve_plan(plan.pk, day=date(2026, 3, 1), actor=world.host_leader)

    assert codes(refusal) == ["approval_before_draft"]
    assert met() == 0


def test_a_plan_goes_back_with_a_reason_from_either(world: World) -> None:
    first = drafted(world)
    with pytest.raises(Refused) as silent:
        return_plan(first.pk, reason=" ", actor=world.secondee)
    return_plan(first.pk, reason="时间偏紧", actor=world.secondee)
    second = drafted(world)
    agree_plan(second.pk, day=DAY, actor=world.secondee)

    return_plan(second.pk, reason="目标过低", actor=world.host_leader)

    found = TrainingPlan.objects.order_by("version").values_list("state", "returned_reason")
    assert codes(silent) == ["words_needed"]
    assert list(found) == [("returned", "时间偏紧"), ("returned", "目标过低")]


def test_an_approved_plan_stands_until_a_new_version_is_approved(world: World) -> None:
    approved(world)
    second = drafted(world, lines=[PlanLine("新目标", "新措施", "新节点", DAY, number=2)])
    meanwhile = plans(world.secondee, world.secondment, DAY)
    agree_plan(second.pk, day=DAY, actor=world.secondee)
    approve_plan(second.pk, day=DAY, actor=world.host_leader)

    found = plans(world.secondee, world.secondment, DAY)

    assert [row.in_force for row in meanwhile.versions] == [False, True]
    assert [(row.in_force, row.is_superseded) for row in found.versions] == [
        (True, False),
        (False, True),
    ]
    assert PlanItem.objects.filter(plan__version=1).count() == 2


def test_the_history_shows_what_changed(world: World) -> None:
    drafted(world)
    drafted(
        world,
        goals="新目标",
        lines=[PlanLine("独立承担实质性工作", "牵头两项工作", "成果", date(2026, 7, 31), number=2)],
    )

    latest = plans(world.host_handler, world.secondment, DAY).versions[0]

    changed = {(change.number, str(change.before), change.after) for change in latest.changes}
    assert {number for number, _before, _after in changed} == {0, 1, 2}
    assert (0, "目标", "新目标") in changed
    assert (2, "牵头产业园选址", "牵头两项工作") in changed
    assert (1, "熟悉基层情况", "") in changed


def test_the_later_of_two_writers_sees_the_other_text_and_keeps_his(world: World) -> None:
    address = f"/hosting/secondments/{world.secondment.pk}/plan/"
    client = client_of(world.host_handler)
    sent = {
        "day": "2026-03-02",
        "goals": "我的目标",
        "measures": "我的措施",
        "based_on": "0",
        "lines": "1",
        "line0-goal": "我的一条",
        "line0-measure": "做法",
        "line0-milestone": "节点",
        "line0-due": "2026-05-31",
    }
    drafted(world, goals="别人的目标")

    refused = client.post(address, sent)
    again = client.post(address, {**sent, "based_on": "1"})

    page = refused.content.decode()
    assert (refused.status_code, again.status_code) == (422, 302)
    assert ("别人的目标" in page, "我的目标" in page) == (True, True)
    assert 'name="based_on" value="1"' in page
    assert TrainingPlan.objects.count() == 2


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "plan_without_lines"),
        ([PlanLine("目标", " ", "节点", DAY)], "plan_line_incomplete"),
        ([PlanLine("目标", "措施", "节点", date(2027, 3, 1))], "day_out_of_term"),
        ([PlanLine("甲", "乙", "丙", DAY, number=1)] * 2, "plan_line_twice"),
    ],
)
def test_lines_are_there_complete_and_within_the_term(
    world: World, lines: list[PlanLine], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        drafted(world, lines=lines)

    assert codes(refusal) == [code]
    assert TrainingPlan.objects.count() == 0


def first_lacks(world: World) -> list[str]:
    secondment = one(world.host_handler, world.secondment.pk, Capability.DRAFT_PLAN)
    found = first_draft(secondment)
    assert found is not None
    return [line.lack.zh for line in found.lines if line.lack]


def test_the_first_draft_names_what_the_record_does_not_show(world: World) -> None:
    before = first_lacks(world)
    line = Line(date(2020, 7, 1), None, "云岭县白水镇信访办干部")
    write_resume(world.secondment.secondee_id, [line], actor=world.handler)

    after = first_lacks(world)

    assert (before, after) == (["乡镇基层工作经历", "急难险重任务历练"], [])


def test_the_draft_page_comes_filled_for_the_person(world: World) -> None:
    address = f"/hosting/secondments/{world.secondment.pk}/plan/"

    page = client_of(world.host_handler).get(address).content.decode()

    assert "Work in a township" in page
    assert world.secondment.secondee.name in page


def carrying(world: World, item: int, title: str) -> Task:
    return assign_task(
        world.secondment.pk,
        title=title,
        due=date(2026, 4, 30),
        substantive=True,
        day=DAY,
        plan_item=item,
        actor=world.host_leader,
    )


def test_a_task_carries_no_line_of_another_plan(world: World) -> None:
    approved(world)
    world.secondment, own = world.another(), world.secondment
    (item, _second) = plan_items(world.host_handler, own)

    with pytest.raises(Refused) as refusal:
        carrying(world, item.pk, "牵头选址")

    assert codes(refusal) == ["plan_item_of_another"]
    assert Task.objects.count() == 0


def test_a_line_of_the_plan_is_chosen_on_the_page_of_a_task(world: World) -> None:
    approved(world)
    (first, _second) = plan_items(world.host_handler, world.secondment)
    client = client_of(world.host_handler)
    address = f"/hosting/secondments/{world.secondment.pk}/task/"
    said = {"day": "2026-03-02", "due": "2026-04-30", "title": "走访", "plan_item": str(first.pk)}

    asked = client.get(address, {"plan_item": first.pk}).content.decode()
    answer = client.post(address, said)

    assert f'<option value="{first.pk}" selected>1 熟悉基层情况' in asked
    assert answer.status_code == 302
    assert Task.objects.get().plan_item == first


def test_tasks_carry_a_line_from_version_to_version(world: World) -> None:
    approved(world)
    (first, _second) = plan_items(world.host_handler, world.secondment)
    for title, result in (("甲", "done"), ("乙", "assigned"), ("丙", "dropped")):
        row = carrying(world, first.pk, title)
        Task.objects.filter(pk=row.pk).update(state=result)
    drafted(world, lines=[PlanLine("甲", "乙", "丙", DAY, number=first.number)])

    latest = plans(world.secondee, world.secondment, DAY).versions[0]

    assert [(line.tasks, line.done, line.share) for line in latest.lines] == [(2, 1, 50)]


def test_what_waits_stands_on_the_list_of_whom_it_waits_for(world: World) -> None:
    desks = (world.secondee, world.host_leader, world.host_handler)
    plan = drafted(world)
    proposed = [len(waiting_plans(actor)) for actor in desks]
    agree_plan(plan.pk, day=DAY, actor=world.secondee)
    agreed = [len(waiting_plans(actor)) for actor in desks]
    return_plan(plan.pk, reason="目标过低", actor=world.host_leader)
    returned = [len(waiting_plans(actor)) for actor in desks]
    drafted(world)

    again = [len(waiting_plans(actor)) for actor in desks]

    assert [proposed, agreed, returned, again] == [[1, 0, 0], [0, 1, 0], [0, 1, 1], [1, 0, 0]]
    assert b"waits for your word" in client_of(world.secondee).get("/").content


def test_the_secondee_agrees_and_the_leader_returns_by_pages(world: World) -> None:
    plan = drafted(world)
    word = {"day": "2026-03-02", "reason": "同意"}

    agreed = client_of(world.secondee).post(
        f"/hosting/plans/{plan.pk}/agree/", {**word, "verdict": "yes"}
    )
    shown = client_of(world.host_leader).get(f"/hosting/plans/{plan.pk}/approve/")
    silent = client_of(world.host_leader).post(
        f"/hosting/plans/{plan.pk}/approve/", {"day": "2026-03-02", "verdict": "no"}
    )
    returned = client_of(world.host_leader).post(
        f"/hosting/plans/{plan.pk}/approve/", {**word, "verdict": "no"}
    )

    plan.refresh_from_db()
    answers = (agreed, shown, silent, returned)
    assert [answer.status_code for answer in answers] == [302, 200, 422, 302]
    assert (plan.state, plan.remark) == ("returned", "同意")


def test_a_plan_of_another_host_looks_missing(world: World) -> None:
    plan = drafted(world)
    elsewhere = make.found("云岭县白水镇人民政府", "organ", world.other_county)
    stranger = make.actor(make.Role.HOST_LEADER, elsewhere)

    answer = client_of(stranger).get(f"/hosting/plans/{plan.pk}/approve/")

    assert answer.status_code == 404
