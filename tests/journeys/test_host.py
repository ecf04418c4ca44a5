"""The first day at the host: everything through its page, and the light turns."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator

from guazhi.hosting.commands import escalate_difficulties, raise_difficulty
from guazhi.hosting.models import Mentorship, Talk
from guazhi.ledger.models import Entry
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor
from tests.make import World


def agree_on_a_plan(town: World, host: Visitor, visit: Visit) -> None:
    host.open("/")
    host.follow("制定培养工作计划")
    assert host.main.locator("[name=line0-lack]").input_value() == "乡镇基层工作经历"
    host.send(goals="熟悉乡镇全面工作", measures="分管乡村振兴，联系两个村")
    secondee = visit(town.secondee)
    secondee.open("/")
    secondee.follow("Agree or return")
    secondee.send()
    host.open("/")
    host.follow("Approve or return")
    host.send()


def mentor_and_house(town: World, host: Visitor) -> None:
    host.open("/")
    host.follow("单位主要领导担任帮带责任人")
    assert host.main.locator("[name=mentor]").input_value() == str(town.leader.pk)
    host.send()

    host.open("/")
    host.follow("帮带责任人确认帮带")
    host.follow("Accept the mentoring")
    host.send()
    host.send(themes=True, text="一起梳理分管工作", note="可以压担子")

    host.open("/")
    host.follow("落实食宿等生活条件")
    host.send(lodging="周转房一间", meals="职工食堂", contact="办公室")


def test_the_host_does_the_first_days_work_and_the_light_turns_green(
    town: World, visit: Visit
) -> None:
    pk = town.secondment.pk
    host = visit(town.host_leader)
    before = Entry.objects.count()
    assert host.light(pk) == "red"

    host.open("/")
    host.follow("接收单位确认接收")
    host.send(responsible="王建国")
    assert host.light(pk) == "yellow"

    agree_on_a_plan(town, host, visit)
    mentor_and_house(town, host)

    host.open("/")
    host.follow("介绍单位基本情况和工作职能")
    host.send(briefer="王建国", situation="全乡12个村", functions="乡政府职能与各站所分工")

    host.open("/")
    host.follow("明确工作分工")
    host.send(
        duties="分管乡村振兴",
        powers="主持专题会议",
        in_roster=True,
        in_meetings=True,
        in_study=True,
    )

    host.open("/")
    host.follow("安排首项实质性工作")
    host.send(title="牵头产业园选址", substantive=True, due="2026-04-30")

    host.open("/")
    host.follow("听取挂职干部意见")
    for topic in ("thought_steady", "work_on_track"):
        host.main.locator(f"[value={topic}]").check()
    host.send(no_opinions=True)

    host.open("/")
    host.follow("生活关心和支持")
    host.send(kind="lodging", text="安排周转房一套")

    assert host.light(pk) == "yellow"
    host.open("/")
    assert host.main.locator(".items li", has_text="谭敏").all_inner_texts() == []
    home = visit(town.home_handler)
    home.open("/")
    home.main.locator("li", has_text="谭敏").get_by_role("link", name="与原单位工作脱钩").click()
    home.page.wait_for_url("**/decouple/")
    home.send(
        handed_to="市教育局办公室李某", matters="文稿起草、信访接待", confirmed_on="2026-03-02"
    )
    assert home.light(pk) == "green"
    assert Mentorship.objects.get(secondment=pk).mentor_id == town.leader.pk
    assert list(Entry.objects.order_by("seq").values_list("verb", flat=True)[before:]) == [
        "HostAccepted",
        "PlanDrafted",
        "PlanAgreed",
        "PlanApproved",
        "MentorNamed",
        "MentorSet",
        "MentoringAccepted",
        "MentoringDone",
        "LivingArranged",
        "BriefingGiven",
        "WorkDivided",
        "TaskAssigned",
        "TalkHeld",
        "CareGiven",
        "WorkHandedOver",
        "HandoverConfirmed",
    ]


FEW = 8


def test_a_talk_is_recorded_by_a_few_presses_and_no_typing(town: World, visit: Visit) -> None:
    host = visit(town.host_leader)
    host.open("/")
    presses = 0

    def press(target: Locator) -> None:
        nonlocal presses
        target.click()
        presses += 1

    press(host.main.get_by_role("link", name="听取挂职干部意见").first)
    host.page.wait_for_url("**/talk/")
    press(host.main.get_by_label("思想稳定、安心挂职"))
    press(host.main.get_by_label("分管工作进展顺利"))
    press(host.main.locator("[name=no_opinions]"))
    press(host.main.locator("form[method=post] .form-foot button"))
    host.page.wait_for_url("**tab=hosting")

    talk = Talk.objects.get(secondment=town.secondment)
    assert presses <= FEW
    assert (talk.topics, talk.talker) == (["thought_steady", "work_on_track"], "王建国")
    assert host.standing(town.secondment.pk, "听取挂职干部意见")[0] == "按期办结"


def test_a_host_makes_up_the_answer_to_a_difficulty_that_has_gone_up(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    hard = raise_difficulty(
        pk, kind="life", text="宿舍没有热水", day=date(2026, 3, 2), actor=town.secondee
    )
    on_day("2026-03-20")
    escalate_difficulties(date(2026, 3, 20), actor=town.handler)
    host = visit(town.host_handler)

    host.open("/")
    host.follow("及时答复困难问题")
    host.follow("Make up the answer")
    host.send(answer="已报修，迟复说明")

    hard.refresh_from_db()
    assert (hard.level, hard.state) == ("county", "raised")
    assert sorted(host.standing(pk, "及时答复困难问题")) == ["临期", "逾期办结"]


def test_a_refused_form_says_why_and_keeps_what_was_written(town: World, visit: Visit) -> None:
    host = visit(town.host_leader)
    host.open(f"/hosting/secondments/{town.secondment.pk}/talk/")
    before = Entry.objects.count()

    host.main.locator("details.more > summary").click()
    host.send(talker="王建国", thought="思想稳定", work="熟悉工作", day="2027-12-31")

    assert len(host.refusals()) > 0
    assert host.main.locator("[name=thought]").input_value() == "思想稳定"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("field", ["briefer", "situation", "functions"])
def test_a_form_left_empty_names_the_field(town: World, visit: Visit, field: str) -> None:
    host = visit(town.host_leader)
    host.open(f"/hosting/secondments/{town.secondment.pk}/briefing/")
    filled = {"briefer": "王建国", "situation": "乡情", "functions": "职能"} | {field: ""}

    host.send(**filled)

    wrong = host.main.locator(".field.has-error [name]")
    assert [box.get_attribute("name") for box in wrong.all()] == [field]
