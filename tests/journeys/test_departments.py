"""What county and city do: contacts, forums, good practice, the joint assessment."""

from collections.abc import Callable
from datetime import date

from guazhi.coordination.models import Contact, Forum, Practice
from guazhi.obligations.models import Obligation
from guazhi.policy import named
from tests.assessments.acting import part
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor
from tests.make import World

PART = {
    **{f"score_{key}": "competent" for key in named("speech").assessment.indicators()},
    "opinion": "履职认真，群众认可。",
    "grade": "competent",
}


def states(rule: str, **where: int) -> list[str]:
    """How the obligations of ``rule`` stand, in the order in which they fall due."""
    rows = Obligation.objects.filter(rule=rule, **where).exclude(state="void")
    return list(rows.order_by("due", "pk").values_list("state", flat=True))


def test_the_county_records_a_contact_with_the_host(town: World, visit: Visit) -> None:
    pk = town.secondment.pk
    county = visit(town.county_handler)
    county.open("/")

    county.follow("县（区）委组织部联系接收单位")
    for topic in ("分管工作进展顺利", "食宿妥当、生活正常", "思想稳定、安心挂职"):
        county.main.get_by_label(topic).first.check()
    county.send()

    assert states("county_contact", secondment=pk)[:2] == ["met", "open"]
    county.open(f"/secondments/{pk}/?tab=coordination")
    assert county.main.get_by_text("分管工作进展顺利").count() == 1


def test_the_county_plans_its_quarter_in_one_tap(town: World, visit: Visit) -> None:
    county = visit(town.county_handler)
    county.open("/coordination/contacts/plan/")

    county.main.get_by_role("button", name="一键排定本季度").click()
    county.page.wait_for_url("**/contacts/plan/?quarter=*")

    planned = Contact.objects.filter(host=town.township_government, state="planned")
    assert planned.count() == 1


def test_the_city_plans_and_records_a_forum_with_attendance(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    on_day("2026-05-20")
    absent = town.extra["elsewhere"]
    city = visit(town.handler)
    city.open("/")
    city.follow("召开挂职干部座谈会")
    city.page.locator("main .actions a.btn-primary").click()
    city.page.wait_for_url("**/plan-forum/")
    city.send(day="2026-05-20", place="市委组织部三楼会议室", agenda="听取工作汇报")

    city.main.locator(f"[name=away][value='{absent.pk}']").check()
    city.send(
        chair="市委组织部副部长",
        notes="逐一听取汇报。",
        thought_trends="普遍稳定",
        work_trends="已进入角色",
    )

    forum = Forum.objects.get(intake=town.intake)
    assert forum.held_on == date(2026, 5, 20)
    assert dict(forum.attendances.values_list("secondment", "attended")) == {
        town.secondment.pk: True,
        absent.pk: False,
    }
    assert states("forum", intake=town.intake.pk)[:2] == ["met", "open"]


def test_the_city_publishes_a_practice_that_a_host_proposed(town: World, visit: Visit) -> None:
    host = visit(town.host_leader)
    host.open(f"/coordination/intakes/{town.intake.pk}/propose-practice/")
    host.send(title="民情日记", text="每周走访两户，记下诉求，逐件答复。", source="task")
    city = visit(town.handler)
    city.open("/")

    city.follow("推广好经验好做法")
    city.follow("Publish to all")
    city.send()

    practice = Practice.objects.get(intake=town.intake)
    assert practice.deliveries.count() == 2
    assert states("practice_spread", intake=town.intake.pk) == ["met"]


def sees_result(visitor: Visitor, pk: int) -> bool:
    """Whether the assessment stands on the person's page with its grade."""
    visitor.open(f"/secondments/{pk}/?tab=assessments")
    return visitor.main.locator(".tag", has_text="称职").count() == 1


def test_the_joint_assessment_is_signed_by_all_and_open_to_home_after_its_release(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    path = f"/assessments/{pk}/assessment/?kind=midterm"
    on_day("2026-08-31")
    city, approver, county = visit(town.handler), visit(town.approver), visit(town.county_handler)
    host, home, secondee = visit(town.host_leader), visit(town.home_handler), visit(town.secondee)
    city.open(path)
    city.follow("Set who sits")
    city.send()
    part(town.secondment, town.host_leader)
    county.open("/")
    county.follow("参加中期考核")
    assert county.main.get_by_text("履职认真，群众认可。").count() == 0
    county.send(**PART)
    city.open("/")
    city.main.locator("li", has_text="谭敏").get_by_role("link", name="参加中期考核").click()
    city.page.wait_for_url("**/assessment/**")
    city.send(**PART)
    assert city.main.get_by_text("履职认真，群众认可。").count() == 3

    for party in (city, county, host):
        party.open(path)
        party.send()
    approver.open(path)
    approver.follow("Conclude the assessment")
    approver.send(opinion="同意各方意见。", name="市委组织部部务会", present="部长、副部长")

    assert states("midterm_part", secondment=pk) == ["met", "met", "met"]
    assert states("midterm_assessment", secondment=pk) == ["met"]
    assert [sees_result(home, pk), sees_result(secondee, pk)] == [False, False]
    approver.open(path)
    approver.follow("Release the result")
    approver.send()
    assert [sees_result(home, pk), sees_result(secondee, pk)] == [True, True]
