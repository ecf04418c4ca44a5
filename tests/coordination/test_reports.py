"""Work reports: by the policy's sections, saved as they are typed, countersigned or returned."""

from datetime import date

import pytest
from django.http import Http404

from guazhi.coordination import queries
from guazhi.coordination.commands import (
    countersign_report,
    plan_forum,
    return_report,
    save_draft,
    submit_report,
)
from guazhi.coordination.models import ReportDraft, WorkReport
from guazhi.hosting.commands import raise_difficulty
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
TEXTS = {"work": "走访八个村", "thought": "安心工作"}


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def reported(world: World, sections: dict[str, str] | None = None) -> WorkReport:
    return submit_report(
        world.secondment.pk, day=DAY, sections=sections or TEXTS, actor=world.secondee
    )


def test_the_host_countersigns_and_it_is_recorded(world: World) -> None:
    report = reported(world)

    countersign_report(report.pk, remark="情况属实", actor=world.host_handler)

    report.refresh_from_db()
    assert (report.state, report.remark, report.signed_on) == ("countersigned", "情况属实", DAY)
    assert Entry.objects.latest("seq").verb == "ReportCountersigned"


def test_a_report_returned_is_handed_in_anew_and_keeps_the_first_text(world: World) -> None:
    report = reported(world)
    return_report(report.pk, reason="请写具体", actor=world.host_handler)

    again = reported(world, {**TEXTS, "work": "走访八个村，办结六件"})

    assert (again.pk, again.state) == (report.pk, "submitted")
    assert again.earlier == [{"day": "2026-03-02", "sections": TEXTS, "reason": "请写具体"}]


def test_what_does_not_wait_is_neither_signed_nor_returned(world: World) -> None:
    report = reported(world)
    countersign_report(report.pk, actor=world.host_handler)

    with pytest.raises(Refused) as twice:
        countersign_report(report.pk, actor=world.host_handler)
    with pytest.raises(Refused) as late:
        return_report(report.pk, reason="", actor=world.host_handler)

    assert codes(twice) == ["report_does_not_wait"]
    assert codes(late) == ["report_does_not_wait", "words_needed"]


@pytest.mark.parametrize("who", ["handler", "county_handler", "home_handler", "secondee"])
def test_only_the_host_countersigns(world: World, who: str) -> None:
    report = reported(world)

    with pytest.raises(Http404):
        countersign_report(report.pk, actor=getattr(world, who))


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        ({"work": "", "thought": " "}, [("words_needed", "work"), ("words_needed", "thought")]),
        ({**TEXTS, "diary": "每日打卡"}, [("section_unknown", "")]),
    ],
)
def test_the_policy_says_which_sections_there_are(
    world: World, sections: dict[str, str], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as refusal:
        reported(world, sections)

    assert [(finding.code, finding.field) for finding in refusal.value.findings] == found
    assert not WorkReport.objects.exists()


def test_a_draft_is_seen_by_its_writer_only_and_gone_when_handed_in(world: World) -> None:
    save_draft(world.secondment.pk, sections=TEXTS, edition=0, actor=world.secondee)
    readers = (world.secondee, world.host_leader, world.handler)

    seen = [queries.draft(actor, world.secondment) is not None for actor in readers]
    reported(world)

    assert seen == [True, False, False]
    assert not ReportDraft.objects.exists()


def test_two_windows_lose_nothing(world: World) -> None:
    client = client_of(world.secondee)
    where = f"/coordination/secondments/{world.secondment.pk}/draft/"
    client.post(where, {"work": "窗口一", "thought": "", "edition": "0"})

    second = client.post(where, {"work": "窗口二", "thought": "", "edition": "0"})
    kept = ReportDraft.objects.get().sections["work"]
    over = client.post(where, {"work": "窗口二", "thought": "", "edition": "0", "over": "1"})

    assert ("窗口一" in second.content.decode(), kept) == (True, "窗口一")
    assert (second.headers.get("HX-Trigger"), over.headers.get("HX-Trigger")) == (None, "kept")
    assert ReportDraft.objects.get().sections["work"] == "窗口二"


def test_handing_in_from_a_stale_window_shows_both_texts(world: World) -> None:
    save_draft(
        world.secondment.pk,
        sections={"work": "另一窗口的文本", "thought": "稳"},
        edition=0,
        actor=world.secondee,
    )
    client = client_of(world.secondee)
    where = f"/secondments/{world.secondment.pk}/report/"
    sent = {**TEXTS, "day": "2026-03-02", "edition": "0"}

    refused = client.post(where, sent)
    again = client.post(where, {**sent, "edition": refused.context["form"]["edition"].value()})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert ("另一窗口的文本" in page, "走访八个村" in page) == (True, True)
    assert (again.status_code, WorkReport.objects.get().sections["work"]) == (302, "走访八个村")


def test_what_is_known_stands_in_a_new_report(world: World) -> None:
    raise_difficulty(
        world.secondment.pk,
        kind="life",
        text="周转房漏雨",
        day=DAY,
        level="host",
        actor=world.secondee,
    )

    answer = client_of(world.secondee).get(f"/secondments/{world.secondment.pk}/report/")

    assert answer.context["form"]["problems"].value() == "Still open: 周转房漏雨"


def test_the_host_finds_what_waits_and_signs_it_on_the_page(world: World) -> None:
    report = reported(world)
    client = client_of(world.host_handler)

    home = client.get("/")
    listed = client.get("/coordination/reports/?state=submitted")
    answer = client.post(f"/coordination/reports/{report.pk}/countersign/", {"remark": ""})

    assert [(key, count) for _kind, key, count in home.context["waits"]] == [("report", 1)]
    assert [row.report for row in listed.context["reports"]] == [report]
    assert answer["Location"] == f"/coordination/reports/{report.pk}/"


def test_a_report_that_lies_ready_is_attached_when_a_forum_is_planned(world: World) -> None:
    report = reported(world)

    forum = plan_forum(
        world.intake.pk, day=DAY, place="市委会议室", agenda="听取汇报", actor=world.handler
    )

    report.refresh_from_db()
    assert report.forum == forum
    assert queries.without_report(forum).count() == 0


def test_a_return_without_a_reason_shows_the_sentence(world: World) -> None:
    report = reported(world)

    answer = client_of(world.host_handler).post(
        f"/coordination/reports/{report.pk}/return/", {"reason": ""}
    )

    assert (answer.status_code, list(answer.context["return_form"].errors)) == (422, ["reason"])
