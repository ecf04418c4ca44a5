"""How long after the last day work may still be brought to an end is a matter of the policy."""

from datetime import date, timedelta

import pytest

from guazhi.hosting.commands import accept_task, assign_task, report_task
from guazhi.policy import named
from guazhi.policy.findings import Refused
from guazhi.programmes.commands import adopt_policy
from guazhi.secondments.commands.reach import appraisal_days, closing_days
from guazhi.secondments.models import Secondment
from guazhi.web.clock import clock_at
from tests.make import World

LATE = date(2027, 3, 10)


def under(world: World, days: int) -> Secondment:
    """The secondment under a policy that lets work be ended so many days after the last one."""
    pack = named("speech")
    known = pack.parameters["closing_days_after_end"]
    changed = {"closing_days_after_end": known.model_copy(update={"value": days})}
    other = pack.model_copy(update={"parameters": {**pack.parameters, **changed}})
    Secondment.objects.update(policy=adopt_policy(other, actor=world.handler))
    return Secondment.objects.select_related("policy").get(pk=world.secondment.pk)


def test_the_shipped_policies_name_the_days(world: World) -> None:
    days = closing_days(world.secondment), appraisal_days(world.secondment)

    assert days == (timedelta(days=60), timedelta(days=90))


@pytest.mark.parametrize(("days", "codes"), [(10, []), (9, ["day_out_of_term"])])
def test_a_report_comes_within_the_days_of_the_policy(
    world: World, days: int, codes: list[str]
) -> None:
    secondment = under(world, days)
    with clock_at(date(2027, 2, 20)):
        task = assign_task(
            secondment.pk,
            title="选址",
            due=date(2027, 2, 28),
            substantive=True,
            day=date(2027, 2, 20),
            actor=world.host_leader,
        )
        accept_task(task.pk, day=date(2027, 2, 20), actor=world.secondee)

    found = []
    with clock_at(LATE):
        try:
            report_task(task.pk, report="已办结", day=LATE, actor=world.secondee)
        except Refused as refusal:
            found = [finding.code for finding in refusal.findings]

    assert found == codes
