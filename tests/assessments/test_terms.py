"""Assessments of a term that takes another course: a new host, an early end, an extension."""

from datetime import date

import pytest

from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    conclude_assessment,
    set_sitting,
)
from guazhi.assessments.models import (
    Assessment,
    AssessmentPart,
    PartSignature,
)
from guazhi.assessments.queries.dockets import drawn_up
from guazhi.assessments.queries.papers import person_paper
from guazhi.assessments.queries.printed import form
from guazhi.assessments.rules.papers import PaperKind
from guazhi.assessments.rules.sitting import Chosen
from guazhi.ledger.models import Entry
from guazhi.obligations.models import Obligation
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import meeting, part, parts, signed
from tests.assessments.test_signing import conclude
from tests.make import World
from tests.refusals import codes

pytestmark = pytest.mark.django_db
STORY = {"TermChanged", "AssessmentDrawnUp", "GradesDecided", "AssessmentConcluded"}


def test_a_new_host_gives_its_part_too_and_the_old_one_s_stays(world: World) -> None:
    parts(world)
    signed(world)
    township = make.found("凤凰镇", "township", world.county)
    new = make.found("清溪县凤凰镇人民政府", "organ", township)
    type(world.secondment).objects.filter(pk=world.secondment.pk).update(
        host_unit=new, host_path=new.path
    )
    leader = make.actor(Role.HOST_LEADER, new, name="新镇长")
    PartSignature.objects.update(voided_at="2026-08-31T00:00:00Z")

    with pytest.raises(Refused) as refused:
        conclude(world)
    set_sitting(
        world.secondment.pk,
        kind="midterm",
        members=[
            Chosen(world.handler.user_id, is_chair=True),
            Chosen(world.county_handler.user_id),
            Chosen(leader.user_id),
        ],
        actor=world.handler,
    )
    part(world.secondment, leader)

    assert codes(refused) == ["parts_missing"]
    assert AssessmentPart.objects.filter(party="host").count() == 2


def test_ended_early_before_mid_term_the_final_one_stands_alone_without_a_grade(
    world: World,
) -> None:
    last = date(2026, 7, 31)
    with clock_at(date(2026, 7, 1)):
        make.change_term(world.secondment.pk, kind="early_end", new_end=last, actor=world.handler)
    world.secondment.refresh_from_db()
    parts(world, kind="final", day=date(2026, 7, 20))
    signed(world, kind="final", day=date(2026, 7, 20))
    with clock_at(date(2026, 7, 20)):
        done = conclude_assessment(
            world.secondment.pk,
            kind="final",
            opinion="同意。",
            meeting=meeting(date(2026, 7, 20)),
            actor=world.approver,
        )

    story = [entry.verb for entry in Entry.objects.order_by("seq") if entry.verb in STORY]
    voided = Obligation.objects.filter(secondment=world.secondment, rule="midterm_part")
    assert set(voided.values_list("state", flat=True)) == {"void"}
    assert story == ["TermChanged", "AssessmentDrawnUp", "GradesDecided", "AssessmentConcluded"]
    lines = drawn_up(done)["lines"]
    assert (done.grade, done.has_dissent) == ("undetermined", False)
    assert [line[1] for line in lines if line[0] == "absent"] == ["home", "ballot", "midterm"]
    assert lines[-1][2] == "153 ÷ 365 < 50 %"
    paper = person_paper(world.handler, PaperKind.FINAL, done.pk)
    assert form(paper, last).parts[2].text.splitlines() == [
        "不定等次",
        "实际挂职时间不足规定比例，不定等次。",
    ]


def test_an_extension_after_mid_term_keeps_it_and_it_counts_in_the_final_one(world: World) -> None:
    parts(world)
    signed(world)
    conclude(world)
    with clock_at(date(2026, 10, 1)):
        make.change_term(
            world.secondment.pk,
            kind="extension",
            new_end=date(2027, 5, 31),
            actor=world.handler,
        )
    world.secondment.refresh_from_db()
    with pytest.raises(Refused) as early:
        parts(world, kind="final", day=date(2027, 2, 10))
    parts(world, kind="final", day=date(2027, 5, 20))

    found = Assessment.objects.get(kind="final")
    assert codes(early) == ["too_early"]
    assert ["judged", "midterm", "2026-08-31", "85"] in drawn_up(found)["lines"]
    assert Assessment.objects.get(kind="midterm").grade == "competent"
    story = [entry.verb for entry in Entry.objects.order_by("seq") if entry.verb in STORY]
    assert story == [
        *("AssessmentDrawnUp", "GradesDecided", "AssessmentConcluded"),  # the mid-term one
        *("TermChanged", "AssessmentDrawnUp"),  # the final one, in the new window
    ]
