"""Sixteen at once: no more nominations, proposals and people at a post than there may be."""

from collections.abc import Callable
from functools import partial

import pytest

from guazhi.people.models import Person
from guazhi.programmes.commands import Asked, call_upon, open_intake, schedule_intake
from guazhi.selection.commands import change_line, nominate, propose, submit_nominations
from guazhi.selection.models import Nomination, Proposal
from guazhi.web import clock
from tests import make
from tests.make import World
from tests.secondments.test_races import together
from tests.selection.calling import DAYS, NOMINATIONS, TEXTS, Calling, clerk, opened, written
from tests.selection.placing import placed

MANY = 16

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """A world that other connections see."""
    return make.world()


def at_that_time(act: Callable[[], object]) -> object:
    """Do it on a day on which nominations are taken, whatever thread this is."""
    with clock.clock_at(NOMINATIONS):
        return act()


def beside(world: World, other: Calling) -> int:
    """A second intake of the programme, which asks the bureau for people on the same days."""
    intake = open_intake(
        world.city, world.city_department, programme="上派下挂", name="2027年第二批",
        start=other.intake.start, end=other.intake.end, policy=world.policy, actor=world.handler,
    )  # fmt: skip
    schedule_intake(intake.pk, **DAYS, actor=world.handler)
    call_upon(intake.pk, [Asked(world.bureau, people=True, quota=2)], actor=world.handler)
    return intake.pk


def test_of_sixteen_forms_submitted_at_once_the_quota_goes_through(world: World) -> None:
    calling = opened(world)  # the bureau's quota is two
    rows = [written(world, calling, clerk(world, f"周{place}")) for place in range(MANY)]

    done = together(
        *[
            partial(at_that_time, partial(submit_nominations, [row.pk], actor=world.home_handler))
            for row in rows
        ]
    )

    assert done == ["done"] * 2 + ["refused"] * (MANY - 2)
    assert Nomination.objects.filter(state="submitted").count() == 2


def test_whom_two_intakes_want_at_once_is_nominated_in_one(world: World) -> None:
    calling = opened(world)
    person: Person = clerk(world)
    intakes = [calling.intake.pk, beside(world, calling)] * (MANY // 2)

    done = together(
        *[
            partial(
                at_that_time,
                partial(
                    nominate, intake, world.bureau.pk, person_id=person.pk, category="township",
                    actor=world.home_handler, **TEXTS,
                ),
            )
            for intake in intakes
        ]
    )  # fmt: skip

    assert done == ["done"] + ["refused"] * (MANY - 1)
    assert Nomination.objects.filter(person=person).count() == 1


def test_of_sixteen_proposals_at_once_one_is_made(world: World) -> None:
    found = placed(world)

    done = together(*[partial(propose, found.run.pk, actor=world.handler)] * MANY)

    assert done == ["done"] + ["refused"] * (MANY - 1)
    assert Proposal.objects.count() == 1


def test_one_place_goes_to_one_of_those_who_are_sent_there_at_once(world: World) -> None:
    found = placed(world)
    proposal = propose(found.run.pk, actor=world.handler)
    lines = list(proposal.lines.order_by("pk"))
    for line in lines:
        if line.post_id is not None:
            change_line(line.pk, post=None, reason="重新研究", actor=world.handler)

    done = together(
        *[
            partial(
                change_line, line.pk, post=found.posts[0].pk, reason="工作需要", actor=world.handler
            )
            for line in lines * (MANY // len(lines))
        ]
    )

    assert done == ["done"] + ["refused"] * (MANY - 1)
    assert proposal.lines.filter(post=found.posts[0]).count() == 1
