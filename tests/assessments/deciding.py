"""A round in the small city that is drawn up and signed, for tests of decisions and contests."""

from collections.abc import Iterable
from datetime import date

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.assessments.commands import (
    Signing,
    decide_grades,
    enter_part,
    release_results,
    set_sittings,
    sign_assessments,
)
from guazhi.assessments.models import Assessment, GradeDecision, GradeNotice
from guazhi.assessments.rules.sitting import Chosen, Seating
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import MIDTERM, SCORES, meeting
from tests.make import World


def speaking(world: World) -> tuple[Actor, ...]:
    """Who sits for city, county and host."""
    return (world.handler, world.county_handler, world.host_leader)


def rated(world: World, people: Iterable[Secondment], grade: str, *, day: date = MIDTERM) -> None:
    """Everybody is rated alike by all three parties, which have signed."""
    rows = list(people)
    seats = tuple(Chosen(each.user_id, is_chair=not n) for n, each in enumerate(speaking(world)))
    with clock_at(day):
        set_sittings(
            [Seating(tuple(row.pk for row in rows), seats)], kind="midterm", actor=world.handler
        )
        for row in rows:
            for actor in speaking(world):
                enter_part(
                    row.pk,
                    kind="midterm",
                    day=day,
                    scores=dict.fromkeys(SCORES, grade),
                    opinion="履职尽责，群众认可。",
                    grade=grade,
                    actor=actor,
                )
        sign(world, rows, day)


def sign(world: World, rows: Iterable[Secondment], day: date = MIDTERM) -> None:
    """All three parties sign what is drawn up of these."""
    drawn_up = Assessment.objects.filter(secondment__in=[row.pk for row in rows], kind="midterm")
    wanted = [Signing(row.secondment_id, row.digest, "意见不同") for row in drawn_up.order_by("pk")]
    with clock_at(day):
        for actor in speaking(world):
            sign_assessments(wanted, kind="midterm", day=day, actor=actor)


def decided(world: World, people: Iterable[Secondment], day: date = MIDTERM) -> GradeDecision:
    """A meeting decides on these."""
    with clock_at(day):
        return decide_grades(
            [row.pk for row in people], kind="midterm", meeting=meeting(day), actor=world.approver
        )


def told(world: World, *people: Secondment, day: date = MIDTERM) -> list[GradeNotice]:
    """These are rated competent, decided on and told."""
    rows = people or (world.secondment,)
    rated(world, rows, "competent", day=day)
    decided(world, rows, day)
    with clock_at(day):
        return release_results(
            [row.pk for row in rows], kind="midterm", day=day, actor=world.approver
        )


def deputy(world: World) -> Actor:
    """Another approver of the department, who had no part in the assessment."""
    return make.actor(Role.CITY_APPROVER, world.city, name="分管副部长")
