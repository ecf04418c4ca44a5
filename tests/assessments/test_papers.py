"""Papers: their state and the file that keeps them, as docx and PDF, for one and for an intake."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from docx import Document

from guazhi.access.matrix import Role
from guazhi.access.queries import actor_of
from guazhi.assessments.commands import (
    acknowledge_result,
    ask_override,
    conclude_assessment,
    countersign_summary,
    note_minutes,
    note_refusal,
    note_veto,
    settle_override,
)
from guazhi.assessments.models import Appraisal, Assessment, GradeNotice, Summary
from guazhi.assessments.queries import decisions_in, papers_in, papers_of, person_paper
from guazhi.assessments.queries.letters import notice_values
from guazhi.assessments.queries.printed import PARTIES, TEMPLATES, form, values
from guazhi.assessments.rules.papers import PaperKind, PaperState, is_filed, mark
from guazhi.documents.rendering import render
from guazhi.documents.wording import full_day
from guazhi.ledger.models import Entry
from guazhi.web import clock
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments import acting
from tests.assessments.acting import FINAL, concluded, drafted, parts
from tests.assessments.test_closing import signed, summary
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
K, S = PaperKind, PaperState


@pytest.mark.parametrize(
    ("kind", "state", "filed", "across"),
    [
        (K.SUMMARY, S.DRAFT, False, "草　稿"),
        (K.SUMMARY, S.SUBMITTED, False, ""),
        (K.SUMMARY, S.RETURNED, False, "草　稿"),
        (K.SUMMARY, S.COUNTERSIGNED, False, ""),
        (K.APPRAISAL, S.DRAFT, False, "草　稿"),
        (K.APPRAISAL, S.SIGNED, True, ""),
        (K.APPRAISAL, S.SUPERSEDED, False, "已　作　废"),
        (K.MIDTERM, S.RELEASED, True, ""),
        (K.FINAL, S.CONCLUDED, False, "草　稿"),
        (K.FINAL, S.RELEASED, True, ""),
    ],
)
def test_only_what_is_concluded_and_in_force_goes_to_the_personnel_file(
    kind: PaperKind, state: PaperState, filed: bool, across: str
) -> None:
    assert (is_filed(kind, state), mark(state)) == (filed, across)


def everything(world: World) -> dict[PaperKind, Summary | Appraisal | Assessment]:
    """One paper of each kind but the mid-term one."""
    row = summary(world)
    with clock_at(FINAL):
        countersign_summary(row.pk, remark="属实。", day=FINAL, actor=world.host_leader)
    return {K.SUMMARY: row, K.FINAL: concluded(world), K.APPRAISAL: signed(world)}


def test_the_page_says_of_each_paper_its_state_and_which_file_keeps_it(world: World) -> None:
    everything(world)
    with clock_at(FINAL):
        drafted(world, facts="补充：牵头完成改革试点。")

        page = client_of(world.host_leader).get(f"/assessments/{world.secondment.pk}/papers/")

    groups = [
        [(row["paper"].kind, row["paper"].state) for row in rows]
        for _title, rows, _words in page.context["groups"]
    ]
    assert groups == [
        [(K.FINAL, S.RELEASED), (K.APPRAISAL, S.SIGNED)],
        [(K.SUMMARY, S.COUNTERSIGNED), (K.APPRAISAL, S.DRAFT), (K.FINAL_NOTICE, S.ISSUED)],
    ]
    assert [(row.secondment, is_last) for row, is_last in page.context["notices"]] == [
        (world.secondment, True)
    ]


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("handler", [K.FINAL, K.APPRAISAL, K.APPRAISAL]),
        ("home_handler", [K.APPRAISAL]),
        ("secondee", [K.APPRAISAL]),
    ],
)
def test_home_and_secondee_see_what_was_signed_and_released(
    world: World, reader: str, seen: list[PaperKind]
) -> None:
    concluded(world, release=False)
    signed(world)
    drafted(world, facts="补充：牵头完成改革试点。")

    found = papers_of(getattr(world, reader), world.secondment)

    assert [each.kind for each in found] == seen


@pytest.mark.parametrize("kind", [K.SUMMARY, K.FINAL, K.APPRAISAL])
def test_a_paper_comes_as_docx_and_as_pdf_with_one_text_and_each_is_recorded(
    world: World, kind: PaperKind
) -> None:
    row = everything(world)[kind]
    client = client_of(world.handler)
    found = person_paper(world.handler, kind, row.pk)

    with clock_at(FINAL):
        docx, pdf = (
            client.get(f"/assessments/papers/{kind.value}/{row.pk}/{how}")
            for how in ("", "?as=pdf")
        )

    words = _words(docx.content)
    lines = [line for part in form(found, FINAL).parts for line in part.text.splitlines()]
    assert [line for line in lines if line not in words] == []
    assert ("{{" in words, "{%" in words, pdf.content[:4]) == (False, False, b"%PDF")
    assert Entry.objects.filter(verb__endswith="Printed", subject=row.pk).count() == 2


def _words(docx: bytes) -> str:
    (table,) = Document(BytesIO(docx)).tables
    return "\n".join(cell.text for row in table.rows for cell in row.cells)


def test_a_draft_has_its_mark_across_each_page_and_a_signed_form_names_its_file(
    world: World,
) -> None:
    draft = person_paper(world.handler, K.APPRAISAL, drafted(world).pk)
    found = person_paper(world.handler, K.APPRAISAL, signed(world).pk)

    marked, plain = (
        _header(render(TEMPLATES[K.APPRAISAL], values(each, FINAL))) for each in (draft, found)
    )

    assert (form(draft, FINAL).mark, form(draft, FINAL).status) == ("草　稿", "草稿，未经签署")
    assert (form(found, FINAL).mark, form(found, FINAL).status) == ("", "归入干部人事档案第三类")
    assert ('string="草　稿"' in marked, "textpath" in plain) == (True, False)


def _header(docx: bytes) -> str:
    with ZipFile(BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/header")]
        return "".join(archive.read(name).decode() for name in sorted(names))


def test_the_registration_form_has_the_grade_and_who_signed(world: World) -> None:
    found = person_paper(world.secondee, K.FINAL, concluded(world).pk)

    shown = form(found, FINAL)

    assert [part.label for part in shown.parts][:3] == [
        "考核类型",
        "考 核 组\n意　　见",
        "考核等次",
    ]
    assert shown.parts[2].text.splitlines()[0] == "称职"
    assert [part.label for part in shown.parts][3:] == [*PARTIES.values(), "本人意见"]


def bound(world: World) -> None:
    about: Any = {"kind": "final", "day": FINAL, "actor": world.handler}
    note_veto(world.secondment.pk, veto="absence", facts="连续旷工六日", **about)


def move(world: World) -> None:
    about: Any = {"kind": "final", "day": FINAL, "actor": world.handler}
    grade, reason = "basically_competent", "任务完成质量不高"
    asked = ask_override(world.secondment.pk, grade=grade, reason=reason, **about)
    settle_override(asked.pk, confirm=True, actor=world.approver)


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (bound, "因有“旷工或逾期不归累计超过五个工作日”情形，等次不高于不称职。"),
        (move, "2027年2月10日由称职调整为基本称职：任务完成质量不高"),
    ],
)
def test_the_registration_form_says_why_the_grade_is_not_that_of_the_total(
    world: World, happens: Callable[[World], None], told: str
) -> None:
    parts(world, kind="final", day=FINAL)
    with clock_at(FINAL):
        happens(world)
    acting.signed(world, kind="final", day=FINAL, dissent="本方保留意见")
    with clock_at(FINAL):
        row = conclude_assessment(
            world.secondment.pk,
            kind="final",
            opinion="同意。",
            meeting=acting.meeting(FINAL),
            actor=world.approver,
        )

    shown = form(person_paper(world.handler, K.FINAL, row.pk), FINAL)

    assert shown.parts[2].text.splitlines()[2:] == [told]


def test_a_result_that_is_not_released_is_not_there_for_the_secondee(world: World) -> None:
    row = concluded(world, release=False)

    with clock_at(FINAL):
        answers = [
            client_of(actor).get(f"/assessments/papers/final/{row.pk}/")
            for actor in (world.handler, world.secondee)
        ]
        other_kind = client_of(world.handler).get(f"/assessments/papers/midterm/{row.pk}/")

    assert [answer.status_code for answer in (*answers, other_kind)] == [200, 404, 404]


@pytest.mark.parametrize("kind", [K.SUMMARY, K.FINAL, K.APPRAISAL])
def test_those_of_an_intake_come_in_one_pdf_or_zip_and_each_is_recorded(
    world: World, kind: PaperKind
) -> None:
    row = everything(world)[kind]
    client = client_of(world.handler)
    where = f"/assessments/intakes/{world.secondment.intake_id}/papers/{kind.value}/"
    with clock_at(FINAL):
        joined, zipped = (client.get(f"{where}{how}") for how in ("", "?as=zip"))

    with ZipFile(BytesIO(zipped.content)) as archive:
        names = archive.namelist()
    assert joined.content[:4] == b"%PDF"
    assert [name.rpartition("_")[2] for name in names] == [f"{world.secondment.secondee.name}.docx"]
    printed = Entry.objects.filter(verb__endswith="Printed").order_by("seq")
    assert list(printed.values_list("subject", flat=True)) == [row.pk, row.pk]


def test_an_intake_without_such_papers_says_so(world: World) -> None:
    where = f"/assessments/intakes/{world.secondment.intake_id}"

    answer = client_of(world.handler).get(f"{where}/papers/appraisal/")

    assert answer["Location"] == f"{where}/results/"


def test_the_papers_of_an_intake_take_as_many_questions_for_one_as_for_two(
    world: World,
) -> None:
    other = world.another()
    counted = []
    for secondment in (world.secondment, other):
        Summary.objects.create(
            secondment=secondment,
            version=1,
            day=FINAL,
            submitted_on=FINAL,
            text="一年来。",
            made_at=clock.now(),
        )
        with CaptureQueriesContext(connection) as asked:
            forms = [
                form(each, FINAL) for each in papers_in(world.handler, world.intake, K.SUMMARY)
            ]
        counted.append((len(forms), len(asked)))

    assert counted == [(1, 2), (2, 2)]


def test_a_notice_of_a_grade_is_a_letter_with_its_number_and_the_way_to_contest(
    world: World,
) -> None:
    concluded(world)
    (notice,) = GradeNotice.objects.all()
    client = client_of(world.secondee)

    with clock_at(FINAL):
        docx, pdf = (
            client.get(f"/assessments/papers/final_notice/{notice.pk}/{how}")
            for how in ("", "?as=pdf")
        )

    lines = [line.text for line in Document(BytesIO(docx.content)).paragraphs if line.text]
    assert lines[:3] == ["挂考通〔2027〕1号", "关于谭敏同志挂职期满考核等次的通知", "谭敏同志："]
    assert lines[3].endswith("期满考核，确定为称职等次。")
    assert "提出复核申请" in lines[4]
    assert lines[-1].startswith("本人已阅知。")
    assert pdf.content[:4] == b"%PDF"
    assert (
        Entry.objects.filter(verb="GradeNoticePrinted", subject=notice.assessment_id).count() == 2
    )


def test_the_minutes_have_the_list_as_it_was_decided_and_are_the_city_s(world: World) -> None:
    row = concluded(world)
    where = f"/assessments/decisions/{row.decision_id}/minutes/"

    with clock_at(FINAL):
        docx, pdf, county = (
            client_of(actor).get(f"{where}{how}")
            for actor, how in (
                (world.handler, ""),
                (world.handler, "?as=pdf"),
                (world.county_handler, ""),
            )
        )

    (table,) = Document(BytesIO(docx.content)).tables
    cells = [[cell.text for cell in line.cells] for line in table.rows]
    assert (len(cells), cells[1][:4], cells[1][-1]) == (
        2,
        ["1", "谭敏", "清溪县龙泉乡人民政府", "85.00"],
        "称职",
    )
    assert (pdf.content[:4], county.status_code) == (b"%PDF", 404)
    assert Entry.objects.filter(verb="GradeMinutesPrinted").count() == 2


def test_nobody_reads_in_the_minutes_how_he_was_graded_himself(world: World) -> None:
    row = concluded(world, release=False)
    account = make.granted(make.account_of(world.secondee), Role.CITY_HANDLER, world.city)
    graded = actor_of(account, FINAL)
    where = f"/assessments/decisions/{row.decision_id}/minutes/"

    with clock_at(FINAL):
        answer = client_of(graded).get(where)
        listed = [decisions_in(actor, world.intake) for actor in (graded, world.handler)]
        with pytest.raises(Http404):
            note_minutes(row.decision_id or 0, actor=graded)

    assert answer.status_code == 404
    assert listed == [[], [row.decision]]


def own_words(world: World) -> tuple[str, str, str]:
    """What the person says on the registration form, the line of the signature, and the day."""
    row = Assessment.objects.get(kind="final")
    last = form(person_paper(world.handler, K.FINAL, row.pk), FINAL).parts[-1]
    return last.text, last.signed, last.day


def receipt_of(notice: GradeNotice) -> str:
    return str(notice_values(GradeNotice.objects.get(pk=notice.pk))["receipt"])


def test_the_registration_form_and_the_notice_wait_for_the_person_to_sign(world: World) -> None:
    concluded(world)

    (notice,) = GradeNotice.objects.all()

    blank = "本人签名：　　　　　　"
    assert own_words(world) == ("", blank, "年　　月　　日")
    assert receipt_of(notice) == f"本人已阅知。　{blank}　年　　月　　日"


@pytest.mark.parametrize(
    ("remark", "own", "first"),
    [
        ("", "本人已阅知考核结果。", "本人已阅知。"),
        ("接受考核结果。", "接受考核结果。", "接受考核结果。"),
    ],
)
def test_who_signed_for_a_grade_stands_on_both_papers_with_what_he_said(
    world: World, remark: str, own: str, first: str
) -> None:
    concluded(world)
    (notice,) = GradeNotice.objects.all()

    with clock_at(FINAL):
        acknowledge_result(notice.pk, day=FINAL, remark=remark, actor=world.secondee)

    signed_by = "本人签名：谭敏（系统签收）"
    assert own_words(world) == (own, signed_by, full_day(FINAL))
    assert receipt_of(notice) == f"{first}\n{signed_by}　{full_day(FINAL)}"


def test_who_would_not_sign_stands_on_both_papers_with_the_witness(world: World) -> None:
    concluded(world)
    (notice,) = GradeNotice.objects.all()

    with clock_at(FINAL):
        note_refusal(
            notice.pk, day=FINAL, witness="陈立", remark="对等次有看法", actor=world.host_handler
        )

    told = "本人拒绝签字，见证人：陈立。\n说明：对等次有看法"
    noted_by = f"经办人：{world.host_handler.name}"
    assert own_words(world) == (told, noted_by, full_day(FINAL))
    assert receipt_of(notice) == f"{told}\n{noted_by}　{full_day(FINAL)}"


def test_a_summary_that_was_handed_in_says_by_whom(world: World) -> None:
    row = summary(world)

    shown = form(person_paper(world.handler, K.SUMMARY, row.pk), FINAL)

    assert (shown.parts[1].signed, shown.parts[1].day) == (
        "本人签名：谭敏（系统提交）",
        full_day(row.submitted_on),
    )
