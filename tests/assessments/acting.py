"""Shared acting for these tests: parts, conclusions and appraisals with lawful content."""

from datetime import date

from guazhi.access.actor import Actor
from guazhi.assessments.commands import (
    Signing,
    conclude_assessment,
    draft_appraisal,
    enter_part,
    release_assessment,
    save_part,
    set_sitting,
    sign_assessments,
)
from guazhi.assessments.models import Appraisal, Assessment, AssessmentPart, SittingMember
from guazhi.assessments.rules.decisions import Meeting
from guazhi.assessments.rules.sitting import Chosen
from guazhi.policy import named
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests.make import World

MIDTERM = date(2026, 8, 31)
FINAL = date(2027, 2, 10)
END = date(2027, 2, 28)
SCORES = dict.fromkeys(named("speech").assessment.indicators(), "competent")


def seated(
    world: World, secondment: Secondment, *others: Actor, kind: str = "midterm"
) -> list[SittingMember]:
    """The sitting of an assessment: everybody of the small city who may, and ``others``."""
    members = (world.handler, world.county_handler, world.host_leader, world.host_handler, *others)
    return set_sitting(
        secondment.pk,
        kind=kind,
        members=[Chosen(each.user_id, is_chair=not n) for n, each in enumerate(members)],
        actor=world.handler,
    )


def signed(world: World, *, kind: str = "midterm", day: date = MIDTERM, dissent: str = "") -> None:
    """All three parties sign what was drawn up."""
    row = Assessment.objects.get(secondment=world.secondment, kind=kind)
    with clock_at(day):
        for actor in (world.handler, world.county_handler, world.host_leader):
            sign_assessments(
                [Signing(world.secondment.pk, row.digest, dissent)],
                kind=kind,
                day=day,
                actor=actor,
            )


def part(
    secondment: Secondment,
    actor: Actor,
    *,
    kind: str = "midterm",
    day: date = MIDTERM,
    grade: str = "competent",
    opinion: str = "履职认真，群众认可。",
    edition: int | None = None,
) -> AssessmentPart:
    with clock_at(day):
        return enter_part(
            secondment.pk,
            kind=kind,
            day=day,
            scores=SCORES,
            opinion=opinion,
            growth="独立负责了产业项目。",
            edition=edition,
            grade=grade,
            actor=actor,
        )


def half_rated(world: World) -> AssessmentPart:
    """A mid-term where the county has drafted, the host has given its part and nobody else has."""
    seated(world, world.secondment)
    with clock_at(MIDTERM):
        save_part(
            world.secondment.pk,
            kind="midterm",
            content={"opinion": "机密草稿"},
            edition=0,
            actor=world.county_handler,
        )
    return part(world.secondment, world.host_leader, grade="excellent", opinion="机密意见")


def parts(world: World, *, kind: str = "midterm", day: date = MIDTERM) -> None:
    if not SittingMember.objects.filter(secondment=world.secondment, assessment__kind=kind):
        seated(world, world.secondment, kind=kind)
    for actor in (world.handler, world.county_handler, world.host_leader):
        part(world.secondment, actor, kind=kind, day=day)


def concluded(
    world: World, *, kind: str = "final", day: date = FINAL, release: bool = True
) -> Assessment:
    parts(world, kind=kind, day=day)
    signed(world, kind=kind, day=day)
    with clock_at(day):
        row = conclude_assessment(
            world.secondment.pk,
            kind=kind,
            opinion="同意考核组意见。",
            meeting=meeting(day),
            actor=world.approver,
        )
        if release:
            release_assessment(world.secondment.pk, kind=kind, day=day, actor=world.approver)
            row.refresh_from_db()
    return row


def meeting(day: date) -> Meeting:
    """The meeting of the department that decides on grades."""
    return Meeting("市委组织部部务会", day, "部长、副部长、干部科科长")


def drafted(world: World, day: date = FINAL, facts: str = "分管农业农村工作。") -> Appraisal:
    with clock_at(day):
        return draft_appraisal(
            world.secondment.pk,
            facts=facts,
            strengths="作风扎实，善于做群众工作。",
            weaknesses="统筹能力有待加强。",
            hopes="坚持正确政绩观，继续锻炼。",
            day=day,
            actor=world.host_handler,
        )
