"""What follows the parts: calibration, the meeting, the release, answers, contest, papers."""

import re
from collections.abc import Iterable

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.assessments.models import Assessment, Contest
from guazhi.simulation.stage import Placed
from tests import make
from tests.journeys.desks import press, unfold
from tests.journeys.final_round import BEST, USUAL, WORDS, Round
from tests.journeys.visitor import Visitor

MEETING = {"name": "市委组织部部务会", "present": "部长、副部长、干部科科长"}
HELPS = "帮助梳理分管工作成效，补充数据两处，就不足部分面谈一次"


def summarise(walk: Round, people: Iterable[Placed]) -> None:
    """The secondee writes the summary; the host helps and countersigns it."""
    cast = walk.desks.stage.cast
    for row in people:
        path = f"/assessments/{row.pk}/summary/"
        own = walk.desks.sit(cast.secondees[row.secondee], path)
        own.send(view_of_achievement="功成不必在我，功成必定有我。", submit=True)
        assert own.refusals() == []
        walk.desks.look(own, "summary-submitted")
        host = walk.desks.sit(cast.host_handlers[row.host], path)
        press(host, host.main.get_by_role("link", name=host.words("Help with the summary")))
        host.send(note=HELPS)
        leader = walk.desks.sit(cast.host_leaders[row.host], path)
        press(leader, leader.main.get_by_role("link", name=leader.words("Countersign")))
        leader.send(remark="情况属实。")
        assert leader.refusals() == []
    walk.desks.look(leader, "summary-countersigned")


def appraise(walk: Round, people: Iterable[Placed]) -> None:
    """The host drafts from the evidence and edits; its principal leader signs."""
    cast = walk.desks.stage.cast
    for row in people:
        path = f"/assessments/{row.pk}/appraisal/"
        host = walk.desks.sit(cast.host_handlers[row.host], path)
        press(host, host.main.get_by_role("button", name=host.words("Draft from the evidence")))
        walk.desks.look(host, "appraisal-drafted")
        host.send(
            strengths="作风扎实，善于做群众工作，敢于担当。",
            weaknesses="统筹协调能力有待加强。",
            hopes="坚持正确政绩观，继续在实践中锻炼。",
        )
        assert host.refusals() == []
        leader = walk.desks.sit(cast.host_leaders[row.host], path)
        press(leader, leader.main.get_by_role("link", name=leader.words("Sign the appraisal")))
        press(leader, leader.main.locator("form[method=post] .form-foot button"))
        assert leader.main.get_by_text(leader.words("Unchanged since it was signed.")).count() == 1
    walk.desks.look(leader, "appraisal-signed")


def settle_year(walk: Round, row: Placed) -> None:
    """Nobody has half of the year; the city settles who grades it, home and host see it."""
    cast = walk.desks.stage.cast
    path = f"/secondments/{row.pk}/?tab=assessments"
    city = walk.desks.sit(cast.handler, path)
    press(city, city.main.get_by_role("link", name=city.words("Settle who grades")))
    walk.desks.look(city)
    city.main.locator("[name=unit]").first.check()
    city.send(reason="全年主要工作在后一接收单位。")
    for actor in (cast.home_handlers[row.home], cast.host_handlers[row.host]):
        seen = walk.desks.sit(actor, path)
        assert seen.main.get_by_text("全年主要工作在后一接收单位").count() == 1
    walk.desks.look(seen, "year-settled")


def calibrate(walk: Round) -> int:
    """Moves by two people until the cap holds, then the consent; how many have the best grade."""
    cast, path = walk.desks.stage.cast, walk.page("calibration")
    city = walk.desks.sit(cast.handler, path)
    over = over_the_cap(city.main.inner_text())
    kept = [walk.disputed.name, walk.raised.name]
    moved = [*[name for name in the_best(city) if name not in kept], *kept][:over]
    for name in moved:
        city = walk.desks.sit(cast.handler, path)
        line = city.main.locator("table tbody tr", has_text=name)
        press(city, line.get_by_role("link", name=city.words("Move")))
        city.send(grade=USUAL, reason="优秀超出比例，综合平衡")
    for name in moved:
        second = walk.desks.sit(cast.approver, path)
        line = second.main.locator("section[aria-labelledby=moves] li", has_text=name)
        press(second, line.get_by_role("button", name=second.words("Confirm"), exact=True))
    walk.desks.look(second, "calibrated")
    assert over_the_cap(second.main.inner_text()) == 0
    return consent(walk, moved[0])


def the_best(page: Visitor) -> list[str]:
    """Who would have the best grade, as the calibration page lists them."""
    grade = page.page.get_by_text(WORDS[BEST], exact=True)
    rows = page.main.locator("table tbody tr").filter(has=grade)
    return [text.strip() for text in rows.locator("th a").all_inner_texts()]


def over_the_cap(text: str) -> int:
    """How many too many the calibration page says there are."""
    found = re.search(r"超出\s*(\d+)\s*人", text)
    return int(found.group(1)) if found else 0


def consent(walk: Round, name: str) -> int:
    """With a consent on record a quarter may; somebody who was moved down goes up again."""
    cast, path = walk.desks.stage.cast, walk.page("calibration")
    city = walk.desks.sit(cast.handler, path)
    unfold(city, "/consent/", given_by="市公务员局", paper="公务员函〔2027〕3号")
    walk.desks.look(city, "consented")
    most = re.search(r"最多(?:可有)?\s*(\d+)\s*人", city.main.inner_text())
    assert most is not None, city.main.inner_text()[:400]
    assert int(most.group(1)) > len(the_best(city))
    line = city.main.locator("table tbody tr", has_text=name)
    press(city, line.get_by_role("link", name=city.words("Move")))
    city.send(grade=BEST, reason="经同意提高比例，恢复原等次")
    second = walk.desks.sit(cast.approver, path)
    press(second, second.main.get_by_role("button", name=second.words("Confirm"), exact=True))
    assert over_the_cap(second.main.inner_text()) == 0
    return len(the_best(second))


def decide(walk: Round) -> None:
    """The meeting is recorded for all at once."""
    approver = walk.desks.sit(walk.desks.stage.cast.approver, walk.page("calibration"))
    press(approver, approver.main.get_by_role("link", name=re.compile("研究确定")))
    walk.desks.look(approver)
    approver.send(**MEETING, number="部务会纪要〔2027〕8号")
    assert approver.refusals() == []
    walk.desks.look(approver, "decision")


def release(walk: Round) -> None:
    """Everybody is told by a numbered notice."""
    approver = walk.desks.sit(walk.desks.stage.cast.approver, walk.page("calibration"))
    link = approver.main.locator("section[aria-labelledby=decisions] a").first
    press(approver, link)
    press(approver, approver.main.get_by_role("button", name=re.compile("发布")))
    walk.desks.look(approver, "released")
    assert approver.main.get_by_text("未发布").count() == 0


def result_of(row: Placed) -> str:
    """The page of somebody's result."""
    found = Assessment.objects.get(secondment=row.pk, kind="final")
    return f"/assessments/results/{found.pk}/"


def answer(walk: Round) -> None:
    """One acknowledges on a phone; another would not sign, before a witness."""
    cast = walk.desks.stage.cast
    row = walk.people[0]
    own = walk.desks.sit(cast.secondees[row.secondee], "/", phone=True)
    press(own, own.main.get_by_role("link", name="阅知签收").first)
    walk.desks.look(own)
    own.send(remark="已阅")
    walk.desks.look(own, "acknowledged")
    row = walk.people[1]
    host = walk.desks.sit(cast.host_handlers[row.host], result_of(row))
    witness = "吴建军（办公室主任）"
    unfold(host, "/refusal/", witness=witness, remark="当面送达，本人不愿签字")
    walk.desks.look(host, "refused-to-sign")
    assert host.main.get_by_text(witness).count() == 1


def contest(walk: Round, grounds: str) -> Contest:
    """The person contests the result; it stands meanwhile."""
    row, cast = walk.low, walk.desks.stage.cast
    own = walk.desks.sit(cast.secondees[row.secondee], result_of(row), phone=True)
    press(own, own.main.get_by_role("link", name=own.words("Contest the result")))
    walk.desks.look(own)
    own.send(grounds=grounds)
    assert own.refusals() == []
    filed = Contest.objects.filter(secondment=row.pk).latest("pk")
    waits = walk.desks.sit(cast.approver, f"/assessments/contests/{filed.pk}/")
    told = waits.words("A contest does not suspend the result.")
    assert waits.main.get_by_text(told).count() == 1
    home = walk.desks.sit(cast.home_handlers[row.home], result_of(row))
    assert home.main.get_by_text(told).count() == 1
    return filed


def settle(walk: Round, row: Contest, actor: Actor, **outcome: str) -> None:
    """Somebody who had no part in it decides."""
    page = walk.desks.sit(actor, f"/assessments/contests/{row.pk}/")
    page.send(**MEETING, **outcome)
    assert page.refusals() == []
    walk.desks.look(page, f"contest-{row.level}-settled")


def third(walk: Round) -> Actor:
    """Somebody of the department who has decided nothing yet."""
    return make.actor(Role.CITY_APPROVER, walk.desks.stage.cast.city, name="常务副部长")


def fetch_of(walk: Round, row: Placed) -> dict[str, bytes]:
    """Every paper of one person, as docx and as PDF."""
    city = walk.desks.sit(walk.desks.stage.cast.handler, f"/assessments/{row.pk}/papers/")
    links = city.main.locator("a.btn-sm")
    found = {}
    for link in links.all():
        name = str(link.get_attribute("aria-label"))
        found[name] = walk.desks.fetch(city, link)
    return found


def fetch_of_all(walk: Round) -> dict[str, bytes]:
    """Every paper of everybody: one PDF each, a zip each, the minutes, the evidence pack."""
    intake = walk.desks.stage.intake.pk
    city = walk.desks.sit(walk.desks.stage.cast.approver, f"/assessments/intakes/{intake}/results/")
    card = city.main.locator("section[aria-labelledby=papers]")
    found = {}
    for link in card.locator("a.btn-sm").all():
        name = str(link.get_attribute("aria-label") or link.get_attribute("href"))
        found[name] = walk.desks.fetch(city, link)
    return found


def read_the_ledger(walk: Round, verbs: Iterable[str]) -> list[str]:
    """The deeds among ``verbs`` that the ledger does not tell of; the chain is whole."""
    officer = walk.desks.stage.cast.officers[Role.AUDIT_OFFICER]
    untold = []
    for verb in verbs:
        page = walk.desks.sit(officer, f"/ledger/?verb={verb}&since=2027-01-29")
        if not page.main.locator("tbody tr").count():
            untold.append(verb)
    page = walk.desks.sit(officer, "/ledger/verify/")
    press(page, page.main.locator("form button"))
    walk.desks.look(page)
    assert page.main.locator(".is-green").count() == 1
    return untold
