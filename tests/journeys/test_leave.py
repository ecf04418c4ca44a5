"""Leave on a phone: asked for, decided on, reported back from and confirmed, a few presses each."""

from collections.abc import Callable

from guazhi.secondments.models import Leave
from tests.journeys.conftest import PHONE, Visit
from tests.make import World


def test_leave_goes_from_asking_to_reporting_back(
    town: World, visit: Visit, on_day: Callable[[str], None]
) -> None:
    pk = town.secondment.pk
    on_day("2026-05-11")
    secondee, leader = visit(town.secondee, PHONE), visit(town.host_leader, PHONE)
    secondee.open(f"/secondments/{pk}/ask-leave/")

    secondee.send(
        kind="sick",
        start="2026-05-12",
        end="2026-05-13",
        until_noon="early",
        place="市人民医院",
        reason="入院检查",
        substitute="张办事员",
    )
    asked = [*secondee.violations(), *secondee.overflow()]
    leader.open("/")
    leader.follow("Decide")
    leader.send(substitute_told=True)
    on_day("2026-05-14")
    secondee.open("/")
    secondee.follow("Report back")
    secondee.send(back_on="2026-05-13", back_at_noon="late")
    leader.open("/")
    leader.follow("Confirm the return")
    leader.send()
    leader.open("/secondments/leaves/?show=all")

    row = Leave.objects.get(secondment=pk)
    assert (row.state, row.halves, row.until_noon) == ("ended", 3, True)
    assert asked == []
    assert [*leader.violations(), *leader.overflow()] == []
