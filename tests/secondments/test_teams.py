"""At most so many secondees with one host at a time, where the policy says so."""

from datetime import date

import pytest

from guazhi.policy import named
from guazhi.policy.findings import Finding, Refused
from guazhi.programmes.commands import adopt_policy
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import check_team
from tests import make

TERM = (date(2026, 3, 1), date(2027, 2, 28))
BEFORE = (date(2025, 3, 1), date(2026, 2, 28))
FIRST_HALF = (date(2026, 1, 1), date(2026, 6, 30))
SECOND_HALF = (date(2026, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("others", "most", "codes"),
    [
        ([], 1, []),
        ([BEFORE], 1, []),
        ([TERM], 1, ["team_full"]),
        ([FIRST_HALF, SECOND_HALF], 2, []),
        ([FIRST_HALF, SECOND_HALF], 1, ["team_full"]),
        ([TERM, SECOND_HALF], 2, ["team_full"]),
        ([TERM, TERM], 0, []),
    ],
)
def test_a_host_is_full_when_too_many_are_there_on_one_day(
    others: list[tuple[date, date]], most: int, codes: list[str]
) -> None:
    found = check_team(TERM, others, unit="教育局", most=most)

    assert [finding.code for finding in found] == codes


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
