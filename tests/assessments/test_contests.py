"""What a person is told, his answer, and the contest of the result."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from guazhi.assessments.commands import (
    acknowledge_result,
    ask_override,
    decide_grades,
    file_contest,
    note_refusal,
    release_results,
    settle_contest,
    settle_override,
    sign_appraisal,
    withdraw_contest,
)
from guazhi.assessments.models import Assessment, Contest, GradeDecision, GradeNotice, PartSignature
from guazhi.assessments.queries import person_paper
from guazhi.assessments.queries.dockets import verify_assessment
from guazhi.assessments.queries.letters import minutes_values
from guazhi.assessments.queries.printed import form
from guazhi.assessments.queries.releases import letter
from guazhi.assessments.rules import Outcome
from guazhi.assessments.rules.contests import ContestState, Level, Past, clock_of
from guazhi.assessments.rules.papers import PaperKind
from guazhi.ledger.models import Entry
from guazhi.notices.models import Notice
from guazhi.obligations.models import Obligation
from guazhi.policy import named
from guazhi.policy.findings import Refused
from guazhi.programmes.queries import calendar
from guazhi.web.clock import clock_at
from tests.assessments.acting import FINAL, MIDTERM, concluded, drafted, meeting
from tests.assessments.deciding import decided, deputy, rated, sign, told
from tests.make import World
from tests.refusals import codes
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
LAST = MIDTERM + timedelta(days=30)
POLICY = named("speech").assessment.contest
GROUNDS = "重点项目已通过验收，实绩评价偏低"


def filed(world: World, day: date = MIDTERM) -> Contest:
    with clock_at(day):
        row = Assessment.objects.get()
        return file_contest(row.pk, grounds=GROUNDS, day=day, actor=world.secondee)


def settled(world: World, row: Contest, outcome: Outcome, day: date, actor: Any = None) -> Contest:
    with clock_at(day):
        return settle_contest(
            row.pk, meeting=meeting(day), outcome=outcome, actor=actor or deputy(world)
        )


def test_each_person_is_told_by_a_notice_of_its_own_number_and_reads_of_it(world: World) -> None:
    other = world.another("赵一")

    first, second = told(world, world.secondment, other)

    assert {first.number, second.number} == {"挂考通〔2026〕1号", "挂考通〔2026〕2号"}
    rows = Assessment.objects.order_by("pk")
    assert [row.released_on for row in rows] == [MIDTERM, MIDTERM]
    inbox = Notice.objects.filter(kind="assessment_released", secondment=world.secondment)
    readers = {world.secondee.user_id, world.home_handler.user_id}
    assert set(inbox.values_list("reader", flat=True)) == readers


@pytest.mark.parametrize("spoilt", ["undecided", "unsigned", "changed", "twice"])
def test_a_grade_is_not_told_before_it_is_signed_by_all_and_decided(
    world: World, spoilt: str
) -> None:
    expected = {
        "undecided": "not_concluded_yet",
        "unsigned": "signatures_missing",
        "changed": "changed_meanwhile",
        "twice": "released_already",
    }
    if spoilt == "twice":
        told(world)
    else:
        rated(world, [world.secondment], "competent")
    if spoilt in {"unsigned", "changed"}:
        decided(world, [world.secondment])
    if spoilt == "unsigned":
        PartSignature.objects.filter(party="host").delete()
    if spoilt == "changed":
        Assessment.objects.update(payload="{}")

    with pytest.raises(Refused) as refused, clock_at(MIDTERM):
        release_results([world.secondment.pk], kind="midterm", day=MIDTERM, actor=world.approver)

    assert codes(refused) == [expected[spoilt]]
    released = Entry.objects.filter(verb="AssessmentReleased").count()
    assert released == (1 if spoilt == "twice" else 0)


def test_the_person_signs_once_and_nobody_else_for_him(world: World) -> None:
    (notice,) = told(world)

    for actor in (world.handler, world.home_handler, world.host_leader):
        with pytest.raises(Http404):
            acknowledge_result(notice.pk, day=MIDTERM, actor=actor)
    with clock_at(MIDTERM):
        acknowledge_result(notice.pk, day=MIDTERM, remark="已阅", actor=world.secondee)
        with pytest.raises(Refused) as again:
            note_refusal(
                notice.pk, day=MIDTERM, witness="陈主任", remark="", actor=world.host_handler
            )

    kept = GradeNotice.objects.get()
    assert (kept.answered_on, kept.is_refused, kept.remark) == (MIDTERM, False, "已阅")
    assert codes(again) == ["notice_answered_already"]
    assert Entry.objects.order_by("-seq").values_list("verb", flat=True)[0] == "ResultAcknowledged"


@pytest.mark.parametrize(
    ("witness", "found"), [("谭敏", ["witness_is_party"]), ("", ["words_needed"]), ("陈主任", [])]
)
def test_a_refusal_to_sign_needs_a_witness_who_is_nobody_s_party(
    world: World, witness: str, found: list[str]
) -> None:
    (notice,) = told(world)
    seen: list[str] = []

    with clock_at(MIDTERM):
        try:
            note_refusal(
                notice.pk, day=MIDTERM, witness=witness, remark="", actor=world.host_handler
            )
        except Refused as refused:
            seen = [finding.code for finding in refused.findings]

    assert seen == found
    assert GradeNotice.objects.get().is_refused is not bool(found)


def test_a_review_may_be_asked_for_until_the_thirtieth_day(world: World) -> None:
    told(world)

    with pytest.raises(Refused) as late:
        filed(world, LAST + timedelta(days=1))
    row = filed(world, LAST)

    (finding,) = late.value.findings
    assert (finding.code, finding.params["last"]) == ("contest_late", LAST)
    assert (row.level, row.due) == ("review", LAST + timedelta(days=30))
    owed = Obligation.objects.get(rule="review_decided")
    assert (owed.state, owed.due) == ("open", row.due)
    assert Assessment.objects.get().grade == "competent"


def test_only_the_person_contests_and_only_one_at_a_time(world: World) -> None:
    told(world)
    row = Assessment.objects.get()
    for actor in (world.handler, world.home_handler, world.host_leader):
        with pytest.raises(Http404), clock_at(MIDTERM):
            file_contest(row.pk, grounds=GROUNDS, day=MIDTERM, actor=actor)
    first = filed(world)

    with pytest.raises(Refused) as second:
        filed(world)
    with clock_at(MIDTERM):
        withdraw_contest(first.pk, day=MIDTERM, actor=world.secondee)

    assert codes(second) == ["contest_not_possible"]
    assert filed(world).level == "review"
    assert Obligation.objects.filter(rule="review_decided", state="open").count() == 1


def test_nobody_decides_on_what_he_took_part_in(world: World) -> None:
    told(world)
    row = filed(world)

    with pytest.raises(Refused) as refused:
        settled(world, row, Outcome("程序规范，维持原等次"), MIDTERM, world.approver)

    assert codes(refused) == ["own_part_contested"]
    assert Contest.objects.get().state == "waiting"


def test_a_changed_result_is_a_new_decision_and_a_notice_that_supersedes(world: World) -> None:
    (before,) = told(world)
    row, day = filed(world), MIDTERM + timedelta(days=10)

    settled(world, row, Outcome("任务未完成属实", grade="basically_competent"), day)

    after = GradeNotice.objects.get(supersedes=before)
    kept = Assessment.objects.get()
    assert (kept.grade, kept.decision_id) == ("basically_competent", after.decision_id)
    assert GradeDecision.objects.count() == 2
    assert Contest.objects.get().decision_id == after.decision_id
    assert verify_assessment(kept, world.secondment)
    assert Obligation.objects.get(rule="review_decided").state == "met"
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["ContestSettled", "GradesDecided", "AssessmentReleased"]


def test_the_papers_after_a_review_tell_of_it_and_of_the_appeal_that_is_left(
    world: World,
) -> None:
    (before,) = told(world)
    day = MIDTERM + timedelta(days=10)
    row = filed(world)
    settled(world, row, Outcome("任务未完成属实", grade="basically_competent"), day)

    after = GradeNotice.objects.get(supersedes=before)
    (grade,) = (
        part.text
        for part in form(
            person_paper(world.handler, PaperKind.MIDTERM, row.assessment_id), day
        ).parts
        if "基本称职" in part.text
    )
    assert [letter(each)["rights"] for each in (before, after)] == [
        "如对考核结果有异议，可自收到本通知之日起30日内提出复核申请；复核、申诉期间不停止执行。",
        "如对复核结果不服，可自收到本通知之日起15日内提出申诉；复核、申诉期间不停止执行。",
    ]
    assert letter(after)["body"].endswith("的中期考核，经复核确定为基本称职等次。")
    minutes = minutes_values(after.decision)
    assert minutes["title"] == "研究挂职干部中期考核等次复核会议纪要"
    assert str(minutes["body"]).startswith(
        "会议听取了谭敏同志中期考核等次复核情况汇报。原确定等次为称职。"
    )
    assert grade.splitlines() == [
        "基本称职",
        "考核得分：85.00。",
        "2026年9月10日经复核，由称职变更。",
    ]


def test_an_appraisal_signed_before_its_result_changed_says_so(world: World) -> None:
    concluded(world)
    with clock_at(FINAL):
        sign_appraisal(drafted(world).pk, day=FINAL, actor=world.host_leader)
    row = filed(world, FINAL)
    url = f"/assessments/{world.secondment.pk}/appraisal/"

    before = client_of(world.host_leader).get(url).context["changed"]
    settled(world, row, Outcome("任务未完成属实", grade="basically_competent"), FINAL)
    after = client_of(world.host_leader).get(url).context["changed"]

    assert (before, after) == (None, FINAL)


def test_a_contest_never_lifts_anybody_over_the_cap(world: World) -> None:
    told(world)
    row = filed(world)

    with pytest.raises(Refused) as refused:
        settled(world, row, Outcome("实绩突出", grade="excellent"), MIDTERM)

    assert codes(refused) == ["cap_exceeded"]


def test_after_a_review_an_appeal_names_the_organ_above_and_then_it_is_over(world: World) -> None:
    told(world)
    reviewed = MIDTERM + timedelta(days=20)
    settled(world, filed(world), Outcome("程序规范，维持原等次"), reviewed)
    with pytest.raises(Refused) as late:
        filed(world, reviewed + timedelta(days=16))
    row = filed(world, reviewed + timedelta(days=15))

    with pytest.raises(Refused) as bare:
        settled(world, row, Outcome("维持复核决定"), row.day)
    said = Outcome("维持复核决定", organ="省委组织部", paper="申诉决定〔2026〕1号")
    settled(world, row, said, row.day)
    with pytest.raises(Refused) as third:
        filed(world, row.day)

    assert (codes(late), codes(third)) == (["contest_late"], ["contest_not_possible"])
    assert codes(bare) == ["words_needed", "words_needed"]
    assert Contest.objects.get(level="appeal").organ == "省委组织部"


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(0, 60))
def test_the_clock_of_a_contest(told_on: date, later: int) -> None:
    reviewed = told_on + timedelta(days=later)
    past = [Past(Level.REVIEW, ContestState.UPHELD, reviewed)]

    review = clock_of(POLICY, told_on, [], calendar())
    appeal = clock_of(POLICY, told_on, past, calendar())

    assert review is not None
    assert appeal is not None
    assert (review.level, review.last - told_on) == (Level.REVIEW, timedelta(days=30))
    assert (appeal.level, appeal.last - reviewed) == (Level.APPEAL, timedelta(days=15))
    assert (review.left(review.last), review.left(review.last + timedelta(days=1))) == (0, -1)
    assert clock_of(POLICY, None, [], calendar()) is None


def said(world: World, actor: Any, pages: list[str]) -> str:
    """All that somebody may read on these pages, each with its answer."""
    client = client_of(actor, "zh-hans")
    found = []
    with clock_at(MIDTERM):
        for page in pages:
            answer = client.get(page)
            text = answer.content.decode() if answer.status_code == 200 else ""
            found.append(f"{page} {answer.status_code} {text}")
    return "".join(found)


def test_until_it_is_told_nobody_but_those_who_decide_learns_of_a_grade(world: World) -> None:
    rated(world, [world.secondment], "competent")
    with clock_at(MIDTERM):
        move = ask_override(
            world.secondment.pk,
            kind="midterm",
            grade="basically_competent",
            reason="任务未完成",
            day=MIDTERM,
            actor=world.handler,
        )
        settle_override(move.pk, confirm=True, actor=world.approver)
    sign(world, [world.secondment])
    decision = decided(world, [world.secondment])
    pk, assessment = world.secondment.pk, Assessment.objects.get().pk
    tabs = [f"/secondments/{pk}/?tab={tab}" for tab in ("overview", "assessments", "history")]
    pages = [
        *tabs,
        "/",
        "/register/",
        "/notices/",
        "/search/?q=谭敏",
        f"/assessments/results/{assessment}/",
        f"/assessments/decisions/{decision.pk}/",
        f"/assessments/intakes/{world.intake.pk}/calibration/?kind=midterm",
        f"/assessments/intakes/{world.intake.pk}/results/",
        f"/assessments/{pk}/papers/",
    ]

    hidden = ("基本称职", "85.00", "提请调整等次")
    before = {
        actor.name: [word for word in hidden if word in said(world, actor, pages)]
        for actor in (world.secondee, world.home_handler)
    }
    with clock_at(MIDTERM):
        release_results([pk], kind="midterm", day=MIDTERM, actor=world.approver)
    after = said(world, world.secondee, pages)

    assert before == {"谭敏": [], "home_handler": []}
    assert "确定为基本称职等次" in after
    grades = Entry.objects.filter(payload__icontains="basically")
    assert grades.count() == 0


def test_the_pages_of_a_result_and_a_contest_do_what_they_offer(world: World) -> None:
    told(world)
    pk = Assessment.objects.get().pk
    own, second = client_of(world.secondee), client_of(deputy(world))
    base, day = f"/assessments/results/{pk}/", {"day": MIDTERM.isoformat()}

    with clock_at(MIDTERM):
        shown = own.get(base)
        signed = own.post(f"{base}acknowledge/", day)
        empty = own.post(f"{base}contest/", {**day, "grounds": ""})
        sent = own.post(f"{base}contest/", {**day, "grounds": GROUNDS})
        row = Contest.objects.get()
        waits = second.get(f"/assessments/contests/{row.pk}/")
        refused = second.post(
            f"/assessments/contests/{row.pk}/settle/",
            {**day, "name": "部务会", "present": "部长", "reason": "", "grade": ""},
        )
        done = second.post(
            f"/assessments/contests/{row.pk}/settle/",
            {**day, "name": "部务会", "present": "部长", "reason": "程序规范", "grade": ""},
        )

    assert [a.status_code for a in (shown, signed, empty, sent)] == [200, 302, 422, 302]
    assert [a.status_code for a in (waits, refused, done)] == [200, 422, 302]
    assert Contest.objects.get().state == "upheld"


def test_the_pages_of_a_round_decide_and_release_it(world: World) -> None:
    rated(world, [world.secondment], "competent")
    client = client_of(world.approver)
    intake = f"/assessments/intakes/{world.intake.pk}"
    form = {"name": "部务会", "day": MIDTERM.isoformat(), "present": "部长"}
    picked = {**form, "picked": world.secondment.pk}

    with clock_at(MIDTERM):
        shown = client.get(f"{intake}/calibration/?kind=midterm")
        nobody = client.post(f"{intake}/decide/?kind=midterm", form)
        sent = client.post(f"{intake}/decide/?kind=midterm", picked)
        listed = client.get(sent.headers["Location"])
        released = client.post(f"{sent.headers['Location']}release/")
        again = client.post(f"{sent.headers['Location']}release/")

    assert [a.status_code for a in (shown, nobody, sent, listed)] == [200, 422, 302, 200]
    assert (released.status_code, again.status_code) == (302, 422)
    assert "has been released already" in again.content.decode()
    assert GradeNotice.objects.count() == 1


def test_a_move_is_asked_for_on_its_page_and_confirmed_by_another(world: World) -> None:
    rated(world, [world.secondment], "competent")
    handler, approver = client_of(world.handler), client_of(world.approver)
    pk = world.secondment.pk
    wanted = {"grade": "basically_competent", "reason": "任务质量不高", "day": MIDTERM.isoformat()}

    with clock_at(MIDTERM):
        asked = handler.post(f"/assessments/{pk}/move/?kind=midterm", wanted)
        move = Assessment.objects.get().overrides.get()
        own = handler.post(f"/assessments/moves/{move.pk}/settle/", {"confirm": "yes"})
        unsaid = approver.post(f"/assessments/moves/{move.pk}/settle/")
        confirmed = approver.post(f"/assessments/moves/{move.pk}/settle/", {"confirm": "yes"})
        with pytest.raises(Refused) as unsigned:
            decide_grades([pk], kind="midterm", meeting=meeting(MIDTERM), actor=world.approver)

    assert [a.status_code for a in (asked, own, unsaid, confirmed)] == [302, 404, 422, 302]
    assert Assessment.objects.get().decided == "basically_competent"
    assert codes(unsigned) == ["signatures_missing"]


def test_a_review_asked_for_after_the_term_is_owed_all_the_same(world: World) -> None:
    concluded(world)
    day = date(2027, 3, 8)

    row = filed(world, day)

    owed = Obligation.objects.get(rule="review_decided")
    assert (owed.state, owed.due) == ("open", day + timedelta(days=30))
    settled(world, row, Outcome("程序规范，维持原等次"), date(2027, 3, 20))
    owed.refresh_from_db()
    assert owed.state == "met"
