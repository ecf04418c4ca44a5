"""The end of the term: appraisal, its paper, and the use of the result."""

import io
from collections.abc import Callable
from datetime import date

import docx

from guazhi.assessments.models import Appraisal, ResultUse
from guazhi.assessments.queries.paper import verify_appraisal
from guazhi.obligations.models import Obligation
from guazhi.secondments.commands import return_home
from tests.assessments.acting import concluded, drafted
from tests.journeys.conftest import Visit
from tests.make import World

PARTS = {
    "facts": "分管乡村振兴，走访12个村。",
    "strengths": "作风扎实，善于做群众工作。",
    "weaknesses": "统筹能力有待加强。",
    "hopes": "坚持正确政绩观，继续锻炼。",
}


def state(pk: int, rule: str) -> str:
    """How the one obligation of ``rule`` stands."""
    return Obligation.objects.exclude(state="void").get(secondment=pk, rule=rule).state


def test_the_appraisal_is_drafted_signed_and_printed(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2027-02-15")
    handler, leader = visit(town.host_handler), visit(town.host_leader)
    handler.open("/")
    handler.follow("作出组织鉴定")
    handler.send(**PARTS)
    assert handler.main.get_by_role("link", name="签署组织鉴定").count() == 0

    leader.open(f"/assessments/{pk}/appraisal/")
    leader.follow("Sign the appraisal")
    leader.main.locator("form[method=post] .form-foot button").click()
    with leader.page.expect_navigation():
        leader.page.locator("dialog[open] button[value=yes]").click()

    row = Appraisal.objects.get(secondment=pk)
    assert (row.signed_on, state(pk, "appraisal")) == (date(2027, 2, 15), "met")
    with leader.page.expect_download() as waiting:
        leader.main.get_by_role("link", name=leader.words("Appraisal form (docx)")).click()
    paper = docx.Document(io.BytesIO(waiting.value.path().read_bytes()))
    cells = {cell.text for table in paper.tables for line in table.rows for cell in line.cells}
    assert any(PARTS["facts"] in text for text in cells)


def test_a_signed_appraisal_can_no_longer_be_changed(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2027-02-15")
    row = drafted(town, date(2027, 2, 15))
    leader = visit(town.host_leader)
    leader.open(f"/assessments/appraisals/{row.pk}/sign/")
    stale = visit(town.host_leader)
    stale.open(f"/assessments/appraisals/{row.pk}/sign/")
    for visitor in (leader, stale):
        visitor.main.locator("form[method=post] .form-foot button").click()
        with visitor.page.expect_navigation():
            visitor.page.locator("dialog[open] button[value=yes]").click()

    signed = Appraisal.objects.get(secondment=pk)

    assert len(stale.refusals()) == 1
    assert (signed.facts, verify_appraisal(signed)) == (row.facts, True)
    leader.open(f"/assessments/{pk}/appraisal/")
    assert leader.main.get_by_role("link", name="签署组织鉴定").count() == 0
    assert leader.main.get_by_text(leader.words("Unchanged since it was signed.")).count() == 1


def test_the_city_records_the_use_of_the_result_after_the_end(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    concluded(town)
    on_day("2027-03-01")
    return_home(pk, day=date(2027, 2, 28), actor=town.approver)
    on_day("2027-03-20")
    city = visit(town.handler)
    city.open("/")

    city.main.locator("li", has_text="谭敏").get_by_role("link", name="考核结果运用").click()
    city.page.wait_for_url("**/use/")
    city.send(
        occasion="appointment",
        meeting="市委常委会",
        decision="任市教育局办公室副主任",
        how_considered="考核称职，作为任用的重要依据之一",
    )

    assert ResultUse.objects.get(secondment=pk).meeting == "市委常委会"
    assert state(pk, "result_used") == "met"
