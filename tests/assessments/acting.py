"""Shared acting for these tests: parts, conclusions and appraisals with lawful content."""

from datetime import date

from guazhi.access.actor import Actor
from guazhi.assessments.commands import conclude_assessment, draft_appraisal, enter_part
from guazhi.assessments.models import Appraisal, Assessment, AssessmentPart
from guazhi.policy import named
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests.make import World

MIDTERM = date(2026, 8, 31)
FINAL = date(2027, 2, 10)
END = date(2027, 2, 28)
SCORES = dict.fromkeys(named("speech").assessment.indicators(), "competent")


def part(
    secondment: Secondment,
    actor: Actor,
    *,
    kind: str = "midterm",
    day: date = MIDTERM,
    grade: str = "competent",
) -> AssessmentPart:
    with clock_at(day):
        return enter_part(
            secondment.pk,
            kind=kind,
            day=day,
            scores=SCORES,
            opinion="履职认真，群众认可。",
            growth="独立负责了产业项目。",
            grade=grade,
            actor=actor,
        )


def parts(world: World, *, kind: str = "midterm", day: date = MIDTERM) -> None:
    for actor in (world.handler, world.county_handler, world.host_leader):
        part(world.secondment, actor, kind=kind, day=day)


def concluded(
    world: World, *, kind: str = "final", day: date = FINAL, release: bool = True
) -> Assessment:
    parts(world, kind=kind, day=day)
    with clock_at(day):
        return conclude_assessment(
            world.secondment.pk,
            kind=kind,
            grade="competent",
            opinion="同意考核组意见。",
            day=day,
            release=release,
            actor=world.approver,
        )


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
