"""The pages of assessment: what each party sees and does there."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.assessments import queries
from guazhi.assessments.commands import sign_appraisal, use_result, write_summary
from guazhi.assessments.models import (
    Appraisal,
    Assessment,
    AssessmentPart,
    PartSignature,
    ResultUse,
    SittingMember,
    Summary,
    SummaryHelp,
)
from guazhi.assessments.rules import Kind
from guazhi.web.clock import clock_at
from tests.assessments.acting import (
    END,
    FINAL,
    MIDTERM,
    SCORES,
    concluded,
    drafted,
    part,
    parts,
    seated,
    signed,
)
from tests.make import World
from tests.visitor import client_of

MEETING = {"name": "市委组织部部务会", "present": "部长、副部长"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sittings(world: World) -> None:
    """Who sits on the assessments of the small city."""
    for kind in ("midterm", "final"):
        seated(world, world.secondment, kind=kind)


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.user_id is not None
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def texts(data: bytes) -> str:
    paper = Document(BytesIO(data))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


PART = {
    "day": "2026-08-31",
    **{f"score_{key}": value for key, value in SCORES.items()},
    "opinion": "履职认真。",
    "growth": "",
    "grade": "competent",
}


def test_a_party_gives_its_part_on_the_sitting_page(world: World) -> None:
    client = signed_in(world.county_handler)
    url = f"/assessments/{world.secondment.pk}/assessment/"

    with clock_at(MIDTERM):
        shown = client.get(url)
        sent = client.post(f"{url}?kind=midterm", PART)

    assert (shown.status_code, shown.context["kind"]) == (200, "midterm")
    assert (sent.status_code, sent["Location"]) == (302, f"{url}?kind=midterm")
    assert AssessmentPart.objects.get().party == "county"


def test_a_part_without_a_dimension_says_which(world: World) -> None:
    client = signed_in(world.host_handler)

    with clock_at(MIDTERM):
        answer = client.post(
            f"/assessments/{world.secondment.pk}/assessment/?kind=midterm",
            {**PART, "score_clean_hands": ""},
        )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["score_clean_hands"]
    assert AssessmentPart.objects.count() == 0


def test_parts_of_others_are_closed_until_all_are_in(world: World) -> None:
    part(world.secondment, world.handler)
    part(world.secondment, world.county_handler)

    before = queries.sitting(world.county_handler, world.secondment, Kind.MIDTERM)
    part(world.secondment, world.host_leader)
    after = queries.sitting(world.county_handler, world.secondment, Kind.MIDTERM)

    assert [(s.party, s.is_in, s.part is not None) for s in before.seats] == [
        ("city", True, False),
        ("county", True, True),
        ("host", False, False),
    ]
    assert [s.part is not None for s in after.seats] == [True, True, True]


def test_a_dissenting_opinion_is_not_on_the_page_of_others(world: World) -> None:
    part(world.secondment, world.handler)
    AssessmentPart.objects.update(opinion="机密意见")

    with clock_at(MIDTERM):
        answer = signed_in(world.host_leader).get(f"/assessments/{world.secondment.pk}/assessment/")

    assert "机密意见" not in answer.content.decode()


def test_the_secondee_and_home_never_see_the_sitting(world: World) -> None:
    url = f"/assessments/{world.secondment.pk}/assessment/"

    assert [
        signed_in(actor).get(url).status_code for actor in (world.secondee, world.home_handler)
    ] == [404, 404]


def test_the_city_concludes_and_releases(world: World) -> None:
    parts(world, kind="final", day=FINAL)
    signed(world, kind="final", day=FINAL)
    client = signed_in(world.approver)
    base = f"/assessments/{world.secondment.pk}"

    with clock_at(FINAL):
        shown = client.get(f"{base}/conclude/?kind=final")
        sent = client.post(
            f"{base}/conclude/?kind=final",
            {"day": "2027-02-10", "opinion": "同意考核组意见。", **MEETING},
        )
        confirmed = client.get(f"{base}/release/?kind=final")
        released = client.post(f"{base}/release/?kind=final", {"day": "2027-02-10"})

    assert [r.status_code for r in (shown, sent, confirmed, released)] == [200, 302, 200, 302]
    assert (shown.context["cap"].total, shown.context["cap"].most) == (1, 0)
    assert Assessment.objects.get(kind="final").released_on == FINAL


def test_an_unknown_kind_is_not_found(world: World) -> None:
    client = signed_in(world.approver)

    assert client.get(f"/assessments/{world.secondment.pk}/assessment/?kind=x").status_code == 404


def test_concluding_too_soon_says_who_is_missing(world: World) -> None:
    part(world.secondment, world.handler, kind="final", day=FINAL)

    with clock_at(FINAL):
        answer = signed_in(world.approver).post(
            f"/assessments/{world.secondment.pk}/conclude/?kind=final",
            {"day": "2027-02-10", "opinion": "同意。", **MEETING},
        )

    assert answer.status_code == 422
    assert world.county_department.name in answer.context["form"].non_field_errors()[0]


def test_home_and_secondee_see_a_result_once_it_is_released(world: World) -> None:
    actors = (world.home_handler, world.secondee)
    concluded(world, release=False)
    before = [queries.assessments(actor).count() for actor in actors]
    Assessment.objects.update(released_on=FINAL)

    assert (before, [queries.assessments(actor).count() for actor in actors]) == ([0, 0], [1, 1])


def test_the_summary_page_begins_with_the_facts_on_record(world: World) -> None:
    client = signed_in(world.secondee)
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
        client = signed_in(world.host_leader)
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
        drafted_ = signed_in(world.host_handler).post(base, texts_sent)
        row = Appraisal.objects.get()
        leader = signed_in(world.host_leader)
        shown = leader.get(f"/assessments/appraisals/{row.pk}/sign/")
        signed = leader.post(f"/assessments/appraisals/{row.pk}/sign/", {"day": "2027-02-10"})
        again = leader.post(f"/assessments/appraisals/{row.pk}/sign/", {"day": "2027-02-10"})
        seen = signed_in(world.secondee).get(base)

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
        leader = signed_in(world.host_leader)
        early = leader.get(url)
        opened = leader.get(f"/assessments/appraisals/{row.pk}/sign/")
    with clock_at(FINAL):
        in_time = signed_in(world.host_leader).get(url)

    assert [(each.context["may_sign"], each.context["opens"]) for each in (early, in_time)] == [
        (False, date(2027, 1, 29)),
        (True, None),
    ]
    assert opened["Location"] == url


def test_an_unsigned_appraisal_is_not_there_for_the_secondee(world: World) -> None:
    row = drafted(world)
    client = signed_in(world.secondee)

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
        answer = signed_in(world.host_leader).get(f"/assessments/papers/appraisal/{row.pk}/")

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

    answer = signed_in(world.host_handler).get(f"/assessments/papers/appraisal/{row.pk}/")

    assert "草稿，未经签署" in texts(answer.content)


def test_the_use_of_a_result_is_recorded_beside_all_earlier_results(world: World) -> None:
    concluded(world)
    client = signed_in(world.approver)
    url = f"/assessments/{world.secondment.pk}/use/"
    sent = {
        "occasion": "appointment",
        "meeting": "市委常委会",
        "day": "2027-04-01",
        "decision": "任命",
        "considered": "on",
        "how_considered": "期满考核称职，作为任用依据。",
    }

    with clock_at(date(2027, 4, 1)):
        shown = client.get(url)
        answer = client.post(url, sent)
        refused = client.post(url, {**sent, "how_considered": "无"})

    assert [row["final"] for row in shown.context["rows"]] == ["称职"]
    assert (answer.status_code, refused.status_code) == (302, 422)
    assert ResultUse.objects.get().occasion == "appointment"


def test_results_of_a_person_come_back_in_any_later_consideration(world: World) -> None:
    concluded(world)
    with clock_at(date(2027, 4, 1)):
        use_result(
            world.secondment.pk,
            occasion="training",
            meeting="部务会",
            day=date(2027, 4, 1),
            decision="列入培训",
            considered=False,
            how_considered="本次为普训，不以结果为据。",
            actor=world.approver,
        )

    (result,) = queries.results_of(world.handler, world.secondment.secondee)

    assert result.final is not None
    assert (result.final.grade, [use.occasion for use in result.uses]) == (
        "competent",
        ["training"],
    )


def test_the_results_of_an_intake_show_how_grades_spread_and_no_ranking(world: World) -> None:
    world.another("安一")
    concluded(world)

    answer = signed_in(world.handler).get(f"/assessments/intakes/{world.intake.pk}/results/")

    names = [row["result"].secondment.secondee.name for row in answer.context["rows"]]
    _label, bars = answer.context["spread"][1]
    assert names == ["安一", "谭敏"]
    assert [sum(count for _tone, count in bar.parts) for bar in bars] == [0, 1, 0, 0, 0]


def test_the_number_of_queries_does_not_grow_with_people(world: World) -> None:
    client = signed_in(world.handler)
    url = f"/assessments/intakes/{world.intake.pk}/results/"
    client.get(url)

    counts = []
    for names in ((), ("李一", "李二")):
        for name in names:
            world.another(name)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_person_page_is_told_what_there_is_and_what_may_be_done(world: World) -> None:
    concluded(world)

    for_city = queries.work(world.approver, world.secondment, FINAL)
    for_secondee = queries.work(world.secondee, world.secondment, FINAL)

    assert (for_city.final_grade, for_city.may_see_sitting, for_city.may_use) == (
        "称职",
        True,
        True,
    )
    assert (for_secondee.final_grade, for_secondee.may_see_sitting, for_secondee.may_use) == (
        "称职",
        False,
        False,
    )
    assert world.secondment.end == END


def test_one_press_sets_a_round_and_another_signs_what_waits(world: World) -> None:
    other = world.another("赵一")
    url = f"/assessments/intakes/{world.intake.pk}/round/"
    with clock_at(MIDTERM):
        shown = client_of(world.handler).get(f"{url}?kind=midterm")
        pressed = client_of(world.handler).post(f"{url}set/?kind=midterm")
        for actor in (world.handler, world.county_handler, world.host_leader):
            part(other, actor)
        digest = Assessment.objects.get(secondment=other, kind="midterm").digest
        stale = client_of(world.host_leader).post(
            f"{url}sign/?kind=midterm", {"picked": f"{other.pk}:{'0' * 64}"}
        )
        signing = client_of(world.host_leader).post(
            f"{url}sign/?kind=midterm", {"picked": f"{other.pk}:{digest}"}
        )

    assert (shown.context["missing"], pressed.status_code) == (1, 302)
    assert (stale.status_code, signing.status_code) == (422, 302)
    assert list(PartSignature.objects.values_list("party", "digest")) == [("host", digest)]


def test_the_sitting_of_one_person_is_set_on_its_page(world: World) -> None:
    host = world.township_government
    url = f"/assessments/{world.secondment.pk}/sitting/?kind=midterm"
    sent = {
        f"users_{world.city_department.pk}": world.handler.user_id,
        f"users_{world.county_department.pk}": world.county_handler.user_id,
        f"name_{host.pk}": "刘乡长",
        "chair": world.handler.user_id,
    }

    shown = client_of(world.handler).get(url)
    without = client_of(world.handler).post(url, {**sent, f"name_{host.pk}": ""})
    done = client_of(world.handler).post(url, sent)

    assert [each.status_code for each in (shown, without, done)] == [200, 422, 302]
    names = SittingMember.objects.filter(assessment__kind="midterm").values_list("name", flat=True)
    assert sorted(names) == sorted([world.handler.name, world.county_handler.name, "刘乡长"])


def test_the_sitting_page_costs_the_same_for_every_record(world: World) -> None:
    parts(world)
    url = f"/assessments/{world.secondment.pk}/assessment/?kind=midterm"
    client = client_of(world.handler)
    with clock_at(MIDTERM):
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
    for name in ("赵一", "钱二"):
        world.another(name)
    with clock_at(MIDTERM), CaptureQueriesContext(connection) as more:
        answer = client.get(url)

    assert len(more) == len(one)
    results = [step["result"] for step in answer.context["steps"] if not step["detail"]]
    assert results[-3:-1] == ["85", "85.00"]


def test_a_party_is_shown_what_it_may_do_step_by_step(world: World) -> None:
    parts(world)
    page = f"/assessments/{world.secondment.pk}/assessment"
    row = Assessment.objects.get(kind="midterm")
    client = client_of(world.handler)
    with clock_at(MIDTERM):
        veto = client.post(
            f"{page}/veto/?kind=midterm",
            {"veto": "warning", "day": "2026-08-01", "facts": "受警告处分一次"},
        )
        asked = client.post(
            f"{page}/override/?kind=midterm",
            {"grade": "basically_competent", "day": "2026-08-31", "reason": "任务完成不好"},
        )
        unsure = client.post(
            f"{page}/sign/?kind=midterm", {"day": "2026-08-31", "digest": row.digest}
        )
        fresh = Assessment.objects.get(kind="midterm").digest
        signing = client.post(f"{page}/sign/?kind=midterm", {"day": "2026-08-31", "digest": fresh})
        heard = client_of(world.home_handler).post(
            f"{page}/home/?kind=final",
            {"day": "2026-08-31", "grade": "competent", "opinion": "同意"},
        )

    assert [each.status_code for each in (veto, asked, unsure, signing)] == [302, 302, 422, 302]
    assert heard.status_code == 422
