"""The pages of summary and appraisal, and what stands on the appraisal form."""

import hashlib
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from guazhi.assessments.commands import sign_appraisal, write_summary
from guazhi.assessments.models import (
    Appraisal,
    GradeNotice,
    Summary,
    SummaryHelp,
)
from guazhi.assessments.queries import verify_appraisal
from guazhi.web.clock import clock_at
from tests.assessments.acting import (
    FINAL,
    concluded,
    drafted,
)
from tests.assessments.test_closing import signed
from tests.make import World
from tests.visitor import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sittings")]


def texts(data: bytes) -> str:
    paper = Document(BytesIO(data))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def feet(data: bytes) -> list[Any]:
    """The paragraphs at the foot of a paper."""
    return [each for part in Document(BytesIO(data)).sections for each in part.footer.paragraphs]


def test_the_summary_page_begins_with_the_facts_on_record(world: World) -> None:
    client = client_of(world.secondee)
    url = f"/assessments/{world.secondment.pk}/summary/"

    with clock_at(FINAL):
        begun = client.get(url).context["form"].initial["text"]
        sent = client.post(
            url,
            {
                "day": "2027-02-10",
                "text": begun,
                "view_of_achievement": "政绩是为群众办实事。",
                "submit": "on",
            },
        )
        silent = client.post(url, {"day": "2027-02-10", "text": "无", "view_of_achievement": ""})

    assert begun.startswith(
        "2026年3月1日至2027年2月10日（2027年2月28日期满），在清溪县龙泉乡人民政府挂任乡镇长助理。"
    )
    assert (sent.status_code, silent.status_code) == (302, 422)
    assert Summary.objects.get().submitted_on == FINAL


def test_the_host_notes_its_help(world: World) -> None:
    with clock_at(FINAL):
        row = write_summary(
            world.secondment.pk,
            text="一年来。",
            view_of_achievement="为民。",
            day=FINAL,
            actor=world.secondee,
        )
        client = client_of(world.host_leader)
        shown = client.get(f"/assessments/summaries/{row.pk}/help/")
        sent = client.post(
            f"/assessments/summaries/{row.pk}/help/", {"day": "2027-02-10", "note": "核对数据。"}
        )
        listed = client.get(f"/assessments/{world.secondment.pk}/summary/")

    assert [r.status_code for r in (shown, sent, listed)] == [200, 302, 200]
    assert SummaryHelp.objects.get().note == "核对数据。"


def test_the_host_drafts_and_its_leader_signs(world: World) -> None:
    base = f"/assessments/{world.secondment.pk}/appraisal/"
    texts_sent = {
        "day": "2027-02-10",
        "facts": "分管农业农村工作。",
        "strengths": "作风扎实。",
        "weaknesses": "统筹能力有待加强。",
        "hopes": "继续锻炼。",
    }

    with clock_at(FINAL):
        drafted_ = client_of(world.host_handler).post(base, texts_sent)
        row = Appraisal.objects.get()
        leader = client_of(world.host_leader)
        shown = leader.get(f"/assessments/appraisals/{row.pk}/sign/")
        signed = leader.post(f"/assessments/appraisals/{row.pk}/sign/", {"day": "2027-02-10"})
        again = leader.post(f"/assessments/appraisals/{row.pk}/sign/", {"day": "2027-02-10"})
        seen = client_of(world.secondee).get(base)

    assert [r.status_code for r in (drafted_, shown, signed, again, seen)] == [
        302,
        200,
        302,
        422,
        200,
    ]
    assert (seen.context["last"], seen.context["is_true"]) == (row, True)


def test_signing_is_offered_from_its_day_and_the_day_said_before(world: World) -> None:
    day = date(2027, 1, 28)
    row = drafted(world, day)
    url = f"/assessments/{world.secondment.pk}/appraisal/"

    with clock_at(day):
        leader = client_of(world.host_leader)
        early = leader.get(url)
        opened = leader.get(f"/assessments/appraisals/{row.pk}/sign/")
    with clock_at(FINAL):
        in_time = client_of(world.host_leader).get(url)

    assert [(each.context["may_sign"], each.context["opens"]) for each in (early, in_time)] == [
        (False, date(2027, 1, 29)),
        (True, None),
    ]
    assert opened["Location"] == url


def test_an_unsigned_appraisal_is_not_there_for_the_secondee(world: World) -> None:
    row = drafted(world)
    client = client_of(world.secondee)

    page = client.get(f"/assessments/{world.secondment.pk}/appraisal/")
    paper = client.get(f"/assessments/papers/appraisal/{row.pk}/")

    assert (page.status_code, page.context["last"], paper.status_code) == (200, None, 404)


def test_every_field_stands_on_the_paper(world: World) -> None:
    concluded(world)
    person = world.secondment.secondee
    person.birth_month, person.ethnic_group = date(1997, 8, 1), "土家族"
    person.work_began, person.education = date(2020, 7, 1), "硕士研究生"
    person.save()
    with clock_at(FINAL):
        write_summary(
            world.secondment.pk,
            text="{{ 7*7 }} <w:p>一年来协助分管农业农村工作。",
            view_of_achievement="政绩是为群众办实事。",
            day=FINAL,
            actor=world.secondee,
        )
        row = drafted(world)
        sign_appraisal(row.pk, day=FINAL, actor=world.host_leader)
        answer = client_of(world.host_leader).get(f"/assessments/papers/appraisal/{row.pk}/")

    paper = texts(answer.content)
    row.refresh_from_db()
    foot = Document(BytesIO(answer.content)).sections[0].footer.paragraphs[0].text
    assert answer["Content-Disposition"].endswith(
        "%E9%89%B4%E5%AE%9A%E8%A1%A8_%E8%B0%AD%E6%95%8F.docx"
    )
    for expected in (
        "谭\u3000敏",
        "男",
        "1997.08\n（29岁）",
        "土家族",
        "2020.07",
        "硕士研究生",
        "市教育局\u3000一级科员",
        "清溪县龙泉乡人民政府\u3000乡镇长助理",
        "2026年3月1日至2027年2月28日",
        "{{ 7*7 }} <w:p>一年来协助分管农业农村工作。",
        "政绩观方面：政绩是为群众办实事。",
        f"主要表现：{row.facts}",
        f"今后希望：{row.hopes}",
        "期满考核等次：称职。同意考核组意见。",
        "2027年2月10日",
    ):
        assert expected in paper
    assert "草稿" not in paper
    assert foot == f"第1版\u3000sha256 {row.digest}"


def test_the_paper_of_an_unsigned_version_is_marked_a_draft(world: World) -> None:
    row = drafted(world)

    answer = client_of(world.host_handler).get(f"/assessments/papers/appraisal/{row.pk}/")

    assert "草稿，未经签署" in texts(answer.content)


@pytest.mark.parametrize(("before", "after"), [("sha256", "sm3"), ("sm3", "sha256")])
def test_a_change_after_signing_is_a_version_of_its_own_under_the_digest_of_its_day(
    world: World, settings: Any, before: str, after: str
) -> None:
    """The papers of both versions, the pages, and what was signed of the assessment."""
    settings.DIGEST = before
    notice = GradeNotice.objects.get(assessment=concluded(world))
    first = signed(world)
    settings.DIGEST = after
    second = signed(world, date(2027, 2, 20))
    client, base = client_of(world.host_leader), f"/assessments/{world.secondment.pk}"

    with clock_at(date(2027, 2, 20)):
        page = client.get(f"{base}/appraisal/").content.decode()
        listed = client.get(f"{base}/papers/").content.decode()
        papers = [client.get(f"/assessments/papers/appraisal/{row.pk}/") for row in (first, second)]

    first.refresh_from_db()
    for row, name in ((first, before), (second, after)):
        assert (row.digest_name, verify_appraisal(row)) == (name, True)
        assert row.digest == hashlib.new(name, row.payload.encode()).hexdigest()
    for frozen in (notice, notice.assessment, notice.decision):
        assert frozen.digest == hashlib.new(before, frozen.payload.encode()).hexdigest()
    assert (page.count(f"{after} {second.digest}"), page.count(first.digest)) == (1, 0)
    assert (page.count("Superseded"), page.count("Unchanged since it was signed.")) == (1, 1)
    assert listed.count(">Superseded<") == 1
    for answer, row in zip(papers, (first, second), strict=True):
        foot = "".join(each.text for each in feet(answer.content))
        assert foot.count(f"{row.digest_name} {row.digest}") == 1
    assert [texts(answer.content).count("本版已被新版替代") > 0 for answer in papers] == [
        True,
        False,
    ]
