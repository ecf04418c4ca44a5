"""A democratic evaluation: slips are printed, people vote on phones, the host counts."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from guazhi.assessments.commands import cast_ballot
from guazhi.assessments.models import Poll
from tests.assessments.voting import marks
from tests.journeys.conftest import PHONE, Site, Visit
from tests.make import World

ON = "2027-02-08"


def codes_on(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".slip-code").all_inner_texts()]


def tick(page: Page, grade: str) -> None:
    """Tick every question by the words of a grade, and send."""
    for group in page.locator("fieldset.ticks").all():
        group.get_by_label(grade, exact=True).check(force=True)
    with page.expect_navigation():
        page.locator("main form button").click()


def test_slips_are_printed_phones_vote_and_the_host_counts(
    town: World, visit: Visit, on_day: Callable[[str], None], site: Site
) -> None:
    on_day(ON)
    host = visit(town.host_handler)
    host.open(f"/assessments/{town.secondment.pk}/ballots/?kind=final")
    host.send(
        opens_at=f"{ON}T08:00", closes_at="2027-02-10T18:00", people_team="6", people_staff="9"
    )
    assert host.violations() == []
    with host.page.expect_navigation():
        host.main.get_by_role("button", name=host.words("Make all slips")).click()
    codes = codes_on(host.page)
    assert (len(codes), host.overflow(), host.violations()) == (15, [], [])
    sheets = host.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 2

    by_square = visit(size=PHONE)
    by_square.open(f"/vote/#{codes[0]}")
    expect(by_square.main.get_by_role("heading", name="谭敏")).to_be_visible()
    assert "#" not in by_square.page.url
    assert (by_square.overflow(), by_square.violations()) == ([], [])
    tick(by_square.page, "优秀")
    by_hand = visit(size=PHONE, language="en")
    by_hand.open("/vote/")
    assert by_hand.violations() == []
    by_hand.page.keyboard.type(codes[1].lower().replace("-", " "))
    by_hand.page.keyboard.press("Enter")
    by_hand.page.wait_for_url("**/vote/")
    expect(by_hand.main.get_by_role("heading", name="谭敏")).to_be_visible()
    assert by_hand.overflow() == []
    tick(by_hand.page, "Competent")
    plain = site.browser.new_context(java_script_enabled=False, viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    without = plain.new_page()
    without.goto(f"{site.url}/vote/")
    without.locator("[name=code]").fill(codes[2])
    without.locator("main form button").click()
    tick(without, "优秀")
    shown = [
        page.locator("main h1").inner_text() for page in (by_square.page, by_hand.page, without)
    ]
    plain.close()
    for code in codes[3:12]:
        cast_ballot(code, marks=marks(), source="")

    away = visit(town.host_leader, size=PHONE, language="en")
    away.open(f"/assessments/{town.secondment.pk}/ballots/?kind=final")
    assert (away.overflow(), away.violations()) == ([], [])
    host.open(f"/assessments/{town.secondment.pk}/ballots/?kind=final")
    assert host.main.get_by_text("已有12人测评，共15人。").count() == 1
    host.main.get_by_role("button", name=host.words("Close and count")).click()
    with host.page.expect_navigation():
        host.page.locator("dialog[open] button[value=yes]").click()

    assert shown == ["感谢参与", "Thank you", "感谢参与"]
    assert Poll.objects.get().state == "counted"
    assert host.main.get_by_text(host.words("Unchanged since it was counted")).count() == 1
    assert (host.overflow(), host.violations()) == ([], [])
    away.page.reload()
    assert away.overflow() == []
