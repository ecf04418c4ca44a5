"""At most so many secondees with one host at a time, where the policy says so."""

from datetime import date

import pytest

from guazhi.policy import named
from guazhi.policy.findings import Finding, Refused
from guazhi.programmes.commands import adopt_policy
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules.checks import most_at_a_time
from tests import make

TERM = (date(2026, 3, 1), date(2027, 2, 28))
BEFORE = (date(2025, 3, 1), date(2026, 2, 28))
FIRST_HALF = (date(2026, 1, 1), date(2026, 6, 30))
SECOND_HALF = (date(2026, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("others", "most"),
    [
        ([], 0),
        ([BEFORE], 0),
        ([TERM], 1),
        ([FIRST_HALF, SECOND_HALF], 1),
        ([TERM, SECOND_HALF], 2),
        ([TERM, TERM], 2),
    ],
)
def test_those_are_counted_who_are_there_on_one_day(
    others: list[tuple[date, date]], most: int
) -> None:
    assert most_at_a_time(TERM, others) == most


def test_nobody_is_placed_beyond_what_the_policy_allows(world: make.World) -> None:
    world.intake.policy = adopt_policy(named("strict"), actor=world.handler)
    world.intake.save()
    start, host = date(2027, 3, 1), world.township_government

    def send(name: str) -> None:
        make.secondment(
            world, name, home=world.bureau, host=host, start=start, months=24, in_post=False
        )

    send("赵甲")
    send("赵乙")
    before = Secondment.objects.count()

    with pytest.raises(Refused) as refused:
        send("赵丙")

    assert refused.value.findings == (Finding("team_full", params={"unit": host.name, "most": 2}),)
    assert Secondment.objects.count() == before
