"""What the clause tests tell with: days, obligations, and parts of an assessment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from guazhi.access.matrix import Role
from guazhi.assessments.commands import conclude_assessment, enter_part, release_assessment
from guazhi.hosting.commands import assign_task
from guazhi.hosting.models import Task
from guazhi.obligations.models import Obligation
from guazhi.policy import Refused, named
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.acting import meeting, seated, signed
from tests.make import World

SCORES = tuple(named("speech").assessment.indicators())


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """Expect a refusal for exactly these reasons."""
    with pytest.raises(Refused) as refusal:
        yield
    found = [finding.code for finding in refusal.value.findings]
    assert found == list(codes)


def owed(secondment: Secondment, rule: str) -> list[Obligation]:
    """The obligations of ``rule`` on a secondment, by due date."""
    rows = Obligation.objects.filter(secondment=secondment, rule=rule).exclude(state="void")
    return list(rows.order_by("due", "pk"))


def the_one(secondment: Secondment, rule: str) -> Obligation:
    """The only obligation of ``rule``."""
    (row,) = owed(secondment, rule)
    return row


def owed_by_intake(world: World, rule: str) -> list[Obligation]:
    """The obligations of ``rule`` on the intake as a whole."""
    rows = Obligation.objects.filter(intake=world.intake, secondment__isnull=True, rule=rule)
    return list(rows.exclude(state="void").order_by("due", "pk"))


def parts(world: World, kind: str, day: date, grade: str = "competent") -> None:
    """City, county and host sit, and each gives its part."""
    with clock_at(day):
        seated(world, world.secondment, kind=kind)
    for actor in (world.handler, world.county_handler, world.host_handler):
        with clock_at(day):
            enter_part(
                world.secondment.pk,
                kind=kind,
                day=day,
                scores=dict.fromkeys(SCORES, grade),
                opinion="履职尽责，群众认可",
                grade=grade,
                growth="基层工作经验明显增长",
                actor=actor,
            )


def assess(world: World, kind: str, day: date, grade: str = "competent") -> None:
    """A joint assessment, concluded and released."""
    parts(world, kind, day, grade)
    signed(world, kind=kind, day=day)
    with clock_at(day):
        conclude_assessment(
            world.secondment.pk,
            kind=kind,
            opinion="同意各方意见",
            meeting=meeting(day),
            actor=world.approver,
        )
        release_assessment(world.secondment.pk, kind=kind, day=day, actor=world.approver)


def leader_of(secondment: Secondment) -> make.Actor:
    """Somebody who leads the host unit."""
    return make.actor(Role.HOST_LEADER, secondment.host_unit)


def assign(
    world: World,
    title: str,
    *,
    substantive: bool,
    due: date = date(2026, 6, 30),
    source: str = "",
) -> Task:
    """A task that the host gives on the first day."""
    return assign_task(
        world.secondment.pk,
        title=title,
        due=due,
        substantive=substantive,
        day=date(2026, 3, 2),
        source=source,
        actor=world.host_leader,
    )
