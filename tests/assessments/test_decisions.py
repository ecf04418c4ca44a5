"""The meeting that decides on grades: many in one act, within the cap, frozen."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    ask_override,
    conclude_assessment,
    decide_grades,
    note_cap_consent,
    release_results,
    settle_override,
)
from guazhi.assessments.models import Assessment, GradeDecision
from guazhi.assessments.queries import calibration, decision_page
from guazhi.assessments.rules import Kind
from guazhi.ledger.models import Entry
from guazhi.ledger.verify import verify
from guazhi.notices.models import Notice
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, meeting, part, seated, signed
from tests.assessments.deciding import decided, rated, sign
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db


def five(world: World) -> list[Secondment]:
    """A round of five, of whom one may be excellent."""
    return [world.secondment, *(world.another(name) for name in ("赵一", "钱二", "孙三", "周四"))]


def test_one_act_decides_on_many_with_an_entry_and_evidence_for_each(
    world: World, django_assert_max_num_queries: Any
) -> None:
    people = five(world)
    rated(world, people, "competent")

    with django_assert_max_num_queries(32 + 9 * len(people)):
        decision = decided(world, people)

    rows = Assessment.objects.filter(decision=decision)
    verbs = Entry.objects.order_by("-seq").values_list("verb", flat=True)[:6]
    met = Obligation.objects.filter(rule="midterm_assessment", state="met")
    assert [row.grade for row in rows] == ["competent"] * 5
    assert list(verbs) == [*["AssessmentConcluded"] * 5, "GradesDecided"]
    assert met.count() == 5


def test_the_list_is_frozen_and_a_change_behind_it_is_seen(world: World) -> None:
    rated(world, [world.secondment], "competent")
    decision = decided(world, [world.secondment])
    before = decision_page(world.handler, decision.pk)
    forged = decision.payload.replace('"competent"', '"excellent"')

    GradeDecision.objects.filter(pk=decision.pk).update(payload=forged)

    after = decision_page(world.handler, decision.pk)
    assert [row.grade for row in before.rows] == ["competent"]
    assert (before.is_true, after.is_true) == (True, False)


def test_nobody_is_decided_on_alone_when_another_of_the_act_is_not_ready(world: World) -> None:
    other = world.another("赵一")
    rated(world, [world.secondment], "competent")
    entries = Entry.objects.count()

    with pytest.raises(Refused) as refused:
        decided(world, [world.secondment, other])

    (finding,) = refused.value.findings
    assert (finding.code, finding.params["names"]) == ("not_ready_to_decide", "赵一")
    assert (GradeDecision.objects.count(), Entry.objects.count()) == (0, entries)


def test_only_the_city_s_approver_decides_and_on_one_intake(world: World) -> None:
    rated(world, [world.secondment], "competent")

    for actor in (world.handler, world.county_handler, world.host_leader):
        with pytest.raises(Http404), clock_at(MIDTERM):
            decide_grades(
                [world.secondment.pk], kind="midterm", meeting=meeting(MIDTERM), actor=actor
            )


def test_more_than_the_cap_is_refused_however_it_is_parted(world: World) -> None:
    people = five(world)
    rated(world, people, "excellent")

    with pytest.raises(Refused) as together:
        decided(world, people)
    decided(world, people[:1])
    with pytest.raises(Refused) as one_more:
        decided(world, people[1:2])

    assert codes(together) == ["cap_exceeded"]
    assert codes(one_more) == ["cap_exceeded"]
    assert Assessment.objects.filter(grade="excellent").count() == 1


def test_consent_raises_the_cap_to_a_quarter_and_is_noted_once(world: World) -> None:
    people = [*five(world), *(world.another(name) for name in ("吴五", "郑六", "王七"))]
    rated(world, people[:2], "excellent")
    asked = {"kind": "midterm", "given_by": "市公务员局", "paper": "函〔2026〕3号"}

    with pytest.raises(Refused) as without:
        decided(world, people[:2])
    with clock_at(MIDTERM):
        note_cap_consent(world.intake.pk, day=MIDTERM, actor=world.handler, **asked)
        with pytest.raises(Refused) as again:
            note_cap_consent(world.intake.pk, day=MIDTERM, actor=world.handler, **asked)
    decided(world, people[:2])

    assert (codes(without), codes(again)) == (["cap_needs_consent"], ["consent_noted_already"])
    assert Assessment.objects.filter(grade="excellent").count() == 2


def test_calibrated_to_the_cap_by_a_move_that_all_sign_again(world: World) -> None:
    people = five(world)
    rated(world, people[:2], "excellent")
    with clock_at(MIDTERM):
        move = ask_override(
            people[1].pk,
            kind="midterm",
            grade="competent",
            reason="优秀超出比例，综合平衡",
            day=MIDTERM,
            actor=world.handler,
        )
        settle_override(move.pk, confirm=True, actor=world.approver)
    with pytest.raises(Refused) as unsigned:
        decided(world, people[:2])
    sign(world, people[1:2])

    decided(world, people[:2])

    assert (move.was, codes(unsigned)) == ("excellent", ["not_ready_to_decide"])
    grades = dict(Assessment.objects.values_list("secondment__secondee__name", "grade"))
    assert grades == {"谭敏": "excellent", "赵一": "competent"}


def test_calibration_shows_everybody_by_unit_or_name_with_sources_and_the_cap(
    world: World, django_assert_num_queries: Any
) -> None:
    people = five(world)
    rated(world, people[:2], "excellent")

    def shown(**more: Any) -> Any:
        return calibration(world.handler, world.intake, Kind.MIDTERM, MIDTERM, **more)

    with django_assert_num_queries(10):
        found = shown(by_name=True)

    names = [row.secondment.secondee.name for row in found.rows]
    assert names == [row.secondment.secondee.name for row in shown().rows]
    assert [row.step for row in found.rows].count("signed") == 2
    signed_by_all = found.ready[0]
    assert dict(signed_by_all.judged) == {"city": ["95"], "county": ["95"], "host": ["95"]}
    assert (found.room.ceiling.most, found.room.proposed, found.room.over) == (1, 2, 1)


def test_a_city_official_on_secondment_is_not_found_in_his_own_round(world: World) -> None:
    rated(world, [world.secondment], "competent")
    decision = decided(world, [world.secondment])
    own = make.granted(make.account_of(world.secondee), Role.CITY_HANDLER, world.city)
    actor = make.actor_of(own, MIDTERM)

    found = calibration(actor, world.intake, Kind.MIDTERM, MIDTERM)

    assert (list(found.rows), list(found.decisions)) == ([], [])
    with pytest.raises(Http404):
        decision_page(actor, decision.pk)


def test_who_left_early_before_it_came_to_that_does_not_count_for_the_cap(world: World) -> None:
    people = five(world)
    Secondment.objects.filter(pk=people[4].pk).update(state="ended_early", end=date(2026, 6, 1))

    found = calibration(world.handler, world.intake, Kind.MIDTERM, MIDTERM)

    assert found.room is not None
    assert found.room.ceiling.total == 4


def test_an_extension_after_mid_term_leaves_the_midterm_result_as_it_is(world: World) -> None:
    rated(world, [world.secondment], "competent")
    decided(world, [world.secondment])
    with clock_at(MIDTERM):
        make.change_term(
            world.secondment.pk, kind="extension", new_end=date(2027, 5, 31), actor=world.handler
        )

    owed = Obligation.objects.exclude(state="void").filter(secondment=world.secondment)
    assert Assessment.objects.get(kind="midterm").grade == "competent"
    assert owed.get(rule="midterm_assessment").state == "met"
    assert owed.get(rule="final_assessment").due == date(2027, 5, 31)


def test_deciding_on_many_and_telling_them_asks_as_much_as_for_one(world: World) -> None:
    people = five(world)
    rated(world, people, "competent")
    asked = []
    for rows in (people[:1], people[1:]):
        with CaptureQueriesContext(connection) as deciding:
            decided(world, rows)
        with CaptureQueriesContext(connection) as telling, clock_at(MIDTERM):
            release_results(
                [row.pk for row in rows], kind="midterm", day=MIDTERM, actor=world.approver
            )
        asked.append((len(deciding), len(telling)))

    assert asked == [(27, 17), (27, 17)]
    assert (
        Notice.objects.filter(kind="assessment_released", reader=world.home_handler.user_id).count()
        == 5
    )


def test_of_sixteen_decisions_at_once_the_cap_lets_one_pass(transactional_db: None) -> None:
    world = make.world()
    people = [world.secondment, *(world.another(f"同志{n}") for n in range(4))]
    rated(world, people, "excellent")
    start, outcomes = Barrier(16), []

    def meet(pk: int) -> None:
        try:
            start.wait(30)
            with clock_at(MIDTERM):
                decide_grades([pk], kind="midterm", meeting=meeting(MIDTERM), actor=world.approver)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.findings[0].code)
        except OperationalError:  # a database in memory does not wait
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [Thread(target=meet, args=(people[n % 5].pk,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(outcomes) == 16
    assert {*outcomes} <= {"done", "cap_exceeded", "concluded_already", "busy"}
    assert outcomes.count("done") == 1
    assert Assessment.objects.filter(grade="excellent").count() == 1
    (entry,) = Entry.objects.filter(verb="GradesDecided")
    assert (entry.payload["count"], [*verify()]) == (1, [])


def test_an_opinion_of_ones_own_is_kept_and_else_that_of_the_chair(world: World) -> None:
    seated(world, world.secondment)
    for actor, opinion in ((world.handler, "城市意见"), (world.county_handler, "县里意见")):
        part(world.secondment, actor, opinion=opinion)
    part(world.secondment, world.host_leader, opinion="乡里意见")
    signed(world)

    decided(world, [world.secondment])

    assert Assessment.objects.get().opinion == "城市意见"


def test_a_decision_is_not_dated_before_the_parts(world: World) -> None:
    rated(world, [world.secondment], "competent")

    with pytest.raises(Refused) as early, clock_at(MIDTERM):
        conclude_assessment(
            world.secondment.pk,
            kind="midterm",
            opinion="同意",
            meeting=meeting(MIDTERM - timedelta(days=1)),
            actor=world.approver,
        )

    assert codes(early) == ["before_the_parts"]
