"""The second half of an intake: checks, placement, proposal, meeting, publicity, letters."""

from playwright.sync_api import Locator, expect

from guazhi.access.matrix import Role
from guazhi.programmes.models import Post
from guazhi.secondments.models import SecondmentNotice
from guazhi.selection.models import PlacementRun, Proposal
from tests import make
from tests.journeys.intake import Walk
from tests.journeys.visitor import Visitor

SEEN = "已查阅档案和体检结论，不影响履职"


def press(visitor: Visitor, message: str) -> None:
    """Press the button that says ``message``, outside of a form to fill in."""
    with visitor.page.expect_navigation():
        button = visitor.main.get_by_role("button", name=visitor.words(message), exact=True)
        button.first.click()


def mend_record(walk: Walk) -> None:
    """The city sees in the checks which fact is missing of whom, and puts it on record."""
    person = walk.cast.people[1]
    checks = f"/selection/intakes/{walk.intake}/checks/"
    city = walk.sit(walk.cast.world.handler, checks)
    walk.look("checks")
    with city.page.expect_navigation():
        city.main.get_by_role("link", name=person.name, exact=True).click()
    walk.look("checks-missing")
    city.follow("Correct the record")
    city.send(birth_month="1990-05")


def decide_singly(walk: Walk) -> None:
    """The approver decides on the first open warning, then looks at who is barred everywhere."""
    checks = f"/selection/intakes/{walk.intake}/checks/"
    city = walk.sit(walk.cast.world.approver, checks)
    barred = walk.cast.people[0]
    with city.page.expect_navigation():
        city.main.get_by_role("link", name=barred.name, exact=True).click()
    walk.look("checks-blocking")
    city.open(f"{checks}{walk.cast.people[2].pk}/")
    walk.look("checks-warning")
    city.follow("Decide on the warning")
    city.send(admits="yes", reason=SEEN)


def place(walk: Walk) -> None:
    """The city works the placement out and proves it to the byte."""
    city = walk.sit(walk.cast.world.handler, f"/selection/intakes/{walk.intake}/runs/")
    press(city, "Work out the placement")
    press(city, "Work out again")
    said = city.words("Worked out again: the same to the byte.")
    expect(city.main.get_by_text(said)).to_have_count(1)
    walk.look("run")


def try_on_board(walk: Walk) -> None:
    """On the board: why, why not elsewhere, forbid, drag; kept as another run, held against it."""
    first = PlacementRun.objects.get(intake=walk.intake)
    city = walk.sit(walk.cast.world.handler, f"/selection/runs/{first.pk}/board/")
    walk.look("board")
    page, aside = city.page, city.main.locator(".board-side")
    chips = city.main.locator(".board-areas .person-chip")
    with page.expect_response("**/board/**"):
        chips.first.click()
    with page.expect_response("**/board/**"):
        aside.get_by_role("button", name=city.words("Why not there")).click()
    expect(aside.locator(".board-answer")).to_have_count(1)
    walk.look("board-why-not")
    with page.expect_response("**/board/**"):
        aside.get_by_role("link", name=city.words("Forbid here")).click()
    expect(aside.get_by_role("link", name=city.words("Allow again"))).to_have_count(1)
    with page.expect_response("**/board/**"):
        chips.last.drag_to(_elsewhere(walk, city, chips.last))
    expect(aside.get_by_role("link", name=city.words("Unfix"))).not_to_have_count(0)
    walk.look("board-tried")
    city.main.locator("[name=remark]").fill("按部领导意见调整两人")
    press(city, "Keep as a new run")
    second = PlacementRun.objects.get(intake=walk.intake, number=2)
    city.open(f"/selection/runs/{second.pk}/")
    with page.expect_navigation():
        city.main.locator(f"a[href='/selection/runs/{second.pk}/compare/?with={first.pk}']").click()
    walk.look("compare")


def _elsewhere(walk: Walk, visitor: Visitor, chip: Locator) -> Locator:
    """A line of the board that anybody may be put on: no county's, and not the one at hand."""
    own = chip.evaluate("it => it.closest('[data-post]').dataset.post")
    rows = Post.objects.filter(intake=walk.intake, state="approved").order_by("pk")
    free = rows.exclude(category="county_assistant").exclude(pk=own or 0)
    return visitor.main.locator(f"[data-post='{free[0].pk}']")


def propose(walk: Walk) -> None:
    """The city makes a proposal of the second run, keeps one person at home, prints the paper."""
    second = PlacementRun.objects.get(intake=walk.intake, number=2)
    city = walk.sit(walk.cast.world.handler, f"/selection/runs/{second.pk}/")
    press(city, "Propose to the meeting")
    row = city.main.locator("tr", has_text=walk.cast.people[1].name)
    with city.page.expect_navigation():
        row.get_by_role("link", name=city.words("Change"), exact=True).click()
    walk.look("change-line")
    city.send(post="0", reason="本人脱产培训三个月")
    walk.look("proposal")
    walk.download(city, "Paper for the meeting")
    walk.download(city, "PDF")


def decide(walk: Walk) -> None:
    """The approver decides on all warnings alike and records the meeting, which keeps one back."""
    proposal = Proposal.objects.get(intake=walk.intake)
    city = walk.sit(walk.cast.world.approver, f"/selection/proposals/{proposal.pk}/")
    city.follow("Decide on all alike")
    walk.look("warnings")
    city.send(admits="yes", reason=SEEN)
    city.follow("Record the decision")
    line = proposal.lines.get(person=walk.cast.people[2])
    city.write(line_0=line.pk, post_0="0", reason_0="单位重点工作需要，暂缓选派")
    members = "王部长，部长\n陈副部长，副部长\n刘副部长，副部长"
    city.write(meeting="市委组织部部务会", members=members, number="安组干〔2026〕47号")
    walk.look("decide")
    city.send()
    walk.look("decided")


def publish(walk: Walk) -> None:
    """The list is public; the handler records what somebody says, the approver settles it."""
    proposal = Proposal.objects.get(intake=walk.intake)
    path = f"/selection/proposals/{proposal.pk}/"
    city = walk.sit(walk.cast.world.handler, path)
    walk.download(city, "List made public")
    city.follow("Objection")
    walk.look("objection")
    city.send(source="来电", text="反映其在原单位分管项目进展缓慢")
    city = walk.sit(walk.cast.world.approver, path)
    button = city.words("Send them and issue the letters")
    expect(city.main.get_by_role("button", name=button)).to_have_count(0)
    city.follow("Settle the objection")
    city.send(outcome="unfounded", answer="经核实，项目按计划推进，反映不属实。")
    walk.look("public")


def carry_out(walk: Walk) -> None:
    """The approver creates every secondment and letter in one act, and takes the letters."""
    proposal = Proposal.objects.get(intake=walk.intake)
    city = walk.sit(walk.cast.world.approver, f"/selection/proposals/{proposal.pk}/")
    button = city.words("Send them and issue the letters")
    city.main.get_by_role("button", name=button).click()
    with city.page.expect_navigation():
        city.page.locator("#ask button[value=yes]").click()
    walk.look("carried-out")
    walk.download(city, "All letters")
    walk.download(city, "ZIP")


def hand_out(walk: Walk) -> None:
    """The host and the secondee see the secondment and the letter with its number."""
    letter = SecondmentNotice.objects.filter(secondment__intake=walk.intake).order_by("pk")[0]
    row = letter.secondment
    host = next(each for each in walk.cast.hosts if each.unit.pk == row.host_unit_id)
    for name, actor in (
        ("host", host.leader),
        ("secondee", walk.cast.own(row.secondee)),
    ):
        visitor = walk.sit(actor, "/")
        walk.look(f"{name}-home")
        visitor.open(f"/secondments/{row.pk}/?tab=history")
        expect(visitor.main.get_by_role("link", name=letter.number, exact=True)).to_have_count(1)
        walk.look(f"{name}-secondment")


def read_ledger(walk: Walk) -> None:
    """The audit officer reads what happened and verifies the chain."""
    auditor = walk.sit(make.actor(Role.AUDIT_OFFICER, walk.cast.world.city), "/ledger/")
    walk.look("ledger")
    auditor.follow("Verify the ledger")
    press(auditor, "Verify the whole chain now")
    expect(auditor.main.get_by_text(auditor.words("The ledger is whole"))).to_have_count(1)
