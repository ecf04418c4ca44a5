"""From the calibration of a round to the contest of a result."""

from collections.abc import Callable
from datetime import date

from guazhi.assessments.models import Assessment, Contest, GradeNotice
from tests.assessments.deciding import deputy, rated, sign
from tests.journeys.conftest import PHONE, Visit
from tests.make import World

ON = date(2026, 8, 31)


def test_a_round_is_calibrated_to_the_cap_decided_told_signed_and_contested(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    people = [town.secondment, *(town.another(name) for name in ("赵一", "钱二", "孙三", "李四"))]
    on_day(ON.isoformat())
    rated(town, people[:2], "excellent", day=ON)
    rated(town, people[2:], "competent", day=ON)
    city, second = visit(town.handler), visit(town.approver)
    round_of = f"/assessments/intakes/{town.intake.pk}/calibration/?kind=midterm"

    city.open(round_of)
    assert (city.overflow(), city.violations()) == ([], [])
    assert city.main.get_by_text("超出 1 人").count() == 1
    city.main.locator("tr", has_text="赵一").get_by_role("link", name="调整").click()
    city.page.wait_for_url("**/move/**")
    city.send(grade="competent", reason="优秀超出比例，综合平衡")
    second.open(round_of)
    second.main.locator("li", has_text="赵一").get_by_role("button", name="确定").click()
    second.page.wait_for_url("**/calibration/**")
    sign(town, people[1:2], ON)

    second.open(round_of)
    with second.page.expect_navigation():
        second.main.get_by_role("link", name="研究确定 5 人等次").click()
    assert (second.overflow(), second.violations()) == ([], [])
    second.send(name="市委组织部部务会", present="部长、副部长", number="纪要〔2026〕8号")
    assert (second.overflow(), second.violations()) == ([], [])
    second.main.get_by_role("button", name="发布 5 人的结果").click()
    with second.page.expect_navigation():
        second.page.locator("dialog[open] button[value=yes]").click()
    assert GradeNotice.objects.count() == 5

    own = visit(town.secondee, PHONE)
    own.open("/")
    with own.page.expect_navigation():
        own.main.get_by_role("link", name="阅知签收").click()
    assert (own.overflow(), own.violations()) == ([], [])
    own.send(remark="已阅")
    with own.page.expect_navigation():
        own.main.get_by_role("link", name="提出复核（申诉）").click()
    own.send(grounds="民主测评时在外招商，参评人员了解不全面")
    row = Contest.objects.get()

    other = visit(deputy(town))
    other.open(f"/assessments/contests/{row.pk}/")
    assert (other.overflow(), other.violations()) == ([], [])
    other.send(name="市委组织部部务会", present="部长", reason="程序规范，维持原等次")

    row.refresh_from_db()
    assert (row.state, GradeNotice.objects.get(assessment=row.assessment).remark) == (
        "upheld",
        "已阅",
    )
    assert Assessment.objects.filter(grade="excellent").count() == 1
