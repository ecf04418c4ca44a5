"""What is owed for an intake: reconciling keeps what forums and practices met."""

from datetime import date

import pytest

from guazhi.coordination.commands import (
    plan_forum,
    propose_practice,
    publish_practice,
    record_forum,
)
from guazhi.ledger.verify import verify
from guazhi.obligations.commands import reconcile_intake
from guazhi.obligations.models import Obligation
from guazhi.web import clock
from tests.make import World

pytestmark = pytest.mark.django_db


def test_a_quarters_forum_practice_and_spread_stay_met(world: World) -> None:
    with clock.clock_at(date(2026, 4, 10)):
        forum = plan_forum(
            world.intake.pk,
            day=date(2026, 4, 10),
            place="市委会议室",
            agenda="听取汇报",
            actor=world.handler,
        )
        record_forum(
            forum.pk,
            day=date(2026, 4, 10),
            chair="李部长",
            attended=[world.secondment.pk],
            notes="逐人汇报",
            thought_trends="安心",
            work_trends="扎实",
            actor=world.handler,
        )
    with clock.clock_at(date(2026, 4, 20)):
        practice = propose_practice(
            world.intake.pk,
            title="例会制",
            text="周例会",
            source="forum",
            day=date(2026, 4, 20),
            actor=world.handler,
        )
        publish_practice(practice.pk, day=date(2026, 4, 20), actor=world.approver)

    reconcile_intake(world.intake)

    met = Obligation.objects.filter(intake=world.intake, secondment=None, state="met")
    assert list(met.order_by("rule").values_list("rule", "occurrence", "met_on")) == [
        ("forum", "01", date(2026, 4, 10)),
        ("practice_spread", f"practice_proposed-{practice.pk}", date(2026, 4, 20)),
        ("practice_summed_up", f"forum_held-{forum.pk}", date(2026, 4, 20)),
    ]
    assert list(verify()) == []
