"""From a run to letters: the city's handler proposes, the approver records the meeting and sends."""

from guazhi.secondments.models import SecondmentNotice
from guazhi.selection.models import Proposal
from tests.journeys.conftest import PHONE, Visit
from tests.journeys.visitor import Visitor
from tests.make import World
from tests.selection.placing import line_of, placed


def press(visitor: Visitor, message: str) -> None:
    """Press the button of the page's head."""
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("button", name=visitor.words(message)).click()


def test_a_placement_is_proposed_studied_decided_and_carried_out(town: World, visit: Visit) -> None:
    placed(town, admitted=False)
    handler, approver = visit(town.handler), visit(town.approver, PHONE)
    handler.open(f"/selection/intakes/{town.intake.pk}/runs/")
    press(handler, "Work out the placement")
    press(handler, "Work out again")
    press(handler, "Propose to the meeting")
    proposal = Proposal.objects.get()
    handler.open(f"/selection/lines/{line_of(proposal, '孙三').pk}/change/")
    handler.send(post="0", reason="本人脱产培训")
    assert (handler.violations(), handler.overflow()) == ([], [])

    approver.open(f"/selection/proposals/{proposal.pk}/")
    with approver.page.expect_download() as paper:
        approver.main.get_by_role("link", name="PDF").click()
    approver.follow("Decide on all alike")
    assert (approver.violations(), approver.overflow()) == ([], [])
    approver.send(admits="yes", reason="已查阅档案，符合条件")
    approver.follow("Record the decision")
    assert (approver.violations(), approver.overflow()) == ([], [])
    approver.send(meeting="部务会", members="王部长，部长\n陈副部长，副部长", number="〔2026〕3号")
    button = approver.words("Send them and issue the letters")
    approver.main.get_by_role("button", name=button).click()
    with approver.page.expect_navigation():
        approver.page.locator("#ask button[value=yes]").click()
    with approver.page.expect_download() as letters:
        approver.main.get_by_role("link", name="ZIP").click()

    assert paper.value.suggested_filename.startswith("拟派挂职干部方案")
    assert letters.value.suggested_filename.endswith(".zip")
    assert (approver.violations(), approver.overflow()) == ([], [])
    proposal.refresh_from_db()
    sent = set(proposal.lines.filter(post__isnull=False).values_list("person_id", flat=True))
    told = SecondmentNotice.objects.filter(secondment__decision__number="〔2026〕3号")
    assert {notice.secondment.secondee_id for notice in told} == sent
    assert len(sent) == 2
    assert line_of(proposal, "孙三").person_id not in sent
