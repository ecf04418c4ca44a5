"""Sixteen at once: one decision, one carrying out, whatever each has seen before."""

from functools import partial

import pytest

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.ledger.verify import verify
from guazhi.secondments.models import Secondment, SecondmentNotice
from guazhi.selection.commands import carry_out, decide_placement, propose
from guazhi.selection.models import PlacementDecision
from guazhi.web import clock
from tests import make
from tests.secondments.test_races import together
from tests.selection.placing import MEMBERS, placed


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_decisions_at_once_one_stands_and_is_carried_out_once() -> None:
    world = make.world()
    proposal = propose(placed(world).run.pk, actor=world.handler)
    approvers = [make.actor(Role.CITY_APPROVER, world.city) for _ in range(16)]
    day, before = clock.today(), Secondment.objects.count()

    def decide(actor: Actor) -> object:
        return decide_placement(
            proposal.pk, meeting="部务会", day=day, members=MEMBERS, changes=[], actor=actor
        )

    decided = together(*[partial(decide, actor) for actor in approvers])
    sent = together(*[partial(carry_out, proposal.pk, actor=actor) for actor in approvers])

    assert decided == ["done", *["refused"] * 15]
    assert sent == ["done", *["refused"] * 15]
    assert PlacementDecision.objects.count() == 1
    assert Secondment.objects.count() == before + 3
    letters = SecondmentNotice.objects.order_by("serial").values_list("serial", flat=True)
    assert list(letters) == list(range(1, before + 4))
    assert list(verify()) == []
