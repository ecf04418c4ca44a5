"""The host's answer to a personal summary, and the facts that it begins from."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.assessments.commands import (
    countersign_summary,
    return_summary,
)
from guazhi.assessments.models import Summary, SummaryDraft
from guazhi.assessments.queries import summary_draft
from guazhi.assessments.rules import check_answer
from guazhi.assessments.rules.drafting import Source, summary_from
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL
from tests.assessments.test_closing import signed, summary
from tests.assessments.test_drafting import BARE, works
from tests.make import World
from tests.refusals import codes
from tests.visitor import client_of

SUBMITTED = date(2027, 2, 10)


def test_a_summary_begins_from_the_dated_facts_on_record() -> None:
    task, other = works("task", 1, done=False), works("report", 1)
    earlier = replace(other[0], source=Source("report", 1, date(2026, 6, 1)))

    lines = summary_from(replace(BARE, tasks=task, reports=(earlier,))).splitlines()

    assert lines[1:] == [
        "2026年6月1日　提交工作汇报。",
        "2027年2月10日　承担任务“事项1”（尚未完成）。",
    ]


@pytest.mark.parametrize(
    ("day", "submitted", "answered", "latest", "found"),
    [
        (SUBMITTED, SUBMITTED, False, True, []),
        (SUBMITTED, None, False, True, ["summary_is_a_draft"]),
        (date(2027, 2, 9), SUBMITTED, False, True, ["before_the_summary"]),
        (date(2027, 2, 21), SUBMITTED, False, True, ["day_to_come"]),
        (SUBMITTED, SUBMITTED, True, True, ["summary_answered_already"]),
        (SUBMITTED, SUBMITTED, False, False, ["summary_followed"]),
    ],
)
def test_only_the_latest_version_handed_in_is_answered_once(
    day: date, submitted: date | None, answered: bool, latest: bool, found: list[str]
) -> None:
    said = check_answer(
        day,
        today=date(2027, 2, 20),
        submitted=submitted,
        is_answered=answered,
        is_latest=latest,
    )

    assert [each.code for each in said] == found


@pytest.mark.django_db
def test_a_summary_returned_is_handed_in_anew_and_then_countersigned(world: World) -> None:
    first = summary(world)
    with clock_at(FINAL):
        return_summary(first.pk, reason="请补充数据。", day=FINAL, actor=world.host_handler)
    second = summary(world)
    with clock_at(FINAL):
        countersign_summary(second.pk, remark="属实。", day=FINAL, actor=world.host_leader)

    rows = Summary.objects.values_list("version", "return_reason", "countersigned_on", "remark")
    assert list(rows) == [(1, "请补充数据。", None, ""), (2, "", FINAL, "属实。")]
    verbs = Entry.objects.filter(verb__startswith="Summary").order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "SummaryWritten",
        "SummaryReturned",
        "SummaryWritten",
        "SummaryCountersigned",
    ]


@pytest.mark.django_db
def test_nobody_but_the_host_answers_and_not_after_the_appraisal_is_signed(world: World) -> None:
    row = summary(world)
    signed(world)

    with clock_at(FINAL):
        with pytest.raises(Http404):
            countersign_summary(row.pk, day=FINAL, actor=world.secondee)
        with pytest.raises(Refused) as refused:
            return_summary(row.pk, reason="再改。", day=FINAL, actor=world.host_leader)
        page = client_of(world.secondee).get(f"/assessments/{world.secondment.pk}/summary/")

    assert page.context["form"] is None
    assert codes(refused) == ["appraisal_signed_already"]
    row.refresh_from_db()
    assert (row.countersigned_on, row.returned_on) == (None, None)


@pytest.mark.django_db
def test_the_pages_countersign_and_return(world: World) -> None:
    row = summary(world)
    host = client_of(world.host_leader)
    with clock_at(FINAL):
        empty = host.post(f"/assessments/summaries/{row.pk}/return/", {"day": "2027-02-10"})
        sent = host.post(f"/assessments/summaries/{row.pk}/countersign/", {"day": "2027-02-10"})
        page = host.get(f"/assessments/{world.secondment.pk}/summary/")

    assert (empty.status_code, sent.status_code) == (422, 302)
    assert page.context["versions"][0].countersigned_by.name == world.host_leader.name


@pytest.mark.django_db
def test_a_summary_saves_itself_and_a_version_takes_the_drafts_place(world: World) -> None:
    writer, where = client_of(world.secondee), f"/assessments/{world.secondment.pk}/summary/"
    with clock_at(FINAL):
        began = writer.get(where).context["form"]
        sent = {"text": "一年来", "view_of_achievement": "", "seen": began["seen"].value()}
        kept = writer.post(f"{where}draft/", {**sent, "edition": "0"})
        again = writer.get(where).context["form"]
        seen = [actor_draft(actor, world) for actor in (world.secondee, world.host_leader)]
        summary(world)

    assert (kept.headers.get("HX-Trigger"), again["text"].value()) == ("kept", "一年来")
    assert (again["edition"].value(), seen) == (1, [True, False])
    assert SummaryDraft.objects.count() == 0


def actor_draft(actor: Actor, world: World) -> bool:
    return summary_draft(actor, world.secondment) is not None


@pytest.mark.django_db
def test_two_windows_of_a_summary_lose_nothing(world: World) -> None:
    writer, where = client_of(world.secondee), f"/assessments/{world.secondment.pk}/summary/draft/"
    with clock_at(FINAL):
        writer.post(where, {"text": "窗口一", "edition": "0"})
        second = writer.post(where, {"text": "窗口二", "edition": "0"})
        kept = SummaryDraft.objects.get().text
        over = writer.post(where, {"text": "窗口二", "edition": "0", "over": "1"})

    assert ("窗口一" in second.content.decode(), kept) == (True, "窗口一")
    assert (second.headers.get("HX-Trigger"), over.headers.get("HX-Trigger")) == (None, "kept")
    assert SummaryDraft.objects.get().text == "窗口二"
