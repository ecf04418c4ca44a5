"""A return from leave that nobody reported climbs the ladder: secondee, leader, department."""

from datetime import date

import pytest

from guazhi.access.actor import Actor
from guazhi.ledger.models import Entry
from guazhi.notices.commands import escalate_leaves
from guazhi.notices.models import Notice
from guazhi.obligations.models import Obligation
from guazhi.secondments.commands import ask_leave, decide_leave, extend_leave, report_back
from guazhi.secondments.models import Leave
from guazhi.web.clock import clock_at
from tests.make import World

pytestmark = pytest.mark.django_db
SYSTEM = Actor(user_id=None, person_id=None, name="guazhi daily", is_command_line=True)
LAST, BY = date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def away(world: World) -> Leave:
    """One day of leave, back by the tenth."""
    row = ask_leave(
        world.secondment.pk,
        kind="personal",
        start=LAST,
        end=LAST,
        place="省城",
        reason="家事",
        substitute="张办事员",
        actor=world.secondee,
    )
    return decide_leave(row.pk, said="consented", substitute_told=True, actor=world.host_leader)


def told() -> list[tuple[int, str]]:
    rows = Notice.objects.filter(kind="leave_overdue").order_by("pk")
    return list(rows.values_list("reader_id", "occurrence"))


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        (BY, []),
        (date(2026, 3, 11), ["owner"]),
        (date(2026, 3, 13), ["owner", "leader"]),
        (date(2026, 3, 20), ["leader", "department"]),
    ],
)
def test_on_which_day_whom(world: World, away: Leave, day: date, steps: list[str]) -> None:
    seats = {
        "owner": world.secondee.user_id,
        "leader": world.host_leader.user_id,
        "department": world.county_handler.user_id,
    }
    before = Obligation.objects.count()

    made = [escalate_leaves(day, actor=SYSTEM) for _again in range(2)]

    found = told()
    assert [row for row in found if row[0] in seats.values()] == [
        (seats[step], f"{step}:{BY}") for step in steps
    ]
    assert made == [len(found), 0]
    assert Entry.objects.filter(verb="LeavesEscalated").count() == bool(steps)
    assert Obligation.objects.count() == before


@pytest.mark.parametrize("deed", ["report", "extend"])
def test_nobody_is_told_of_one_who_reported_back_or_asked_for_more(
    world: World, away: Leave, deed: str
) -> None:
    with clock_at(BY):
        if deed == "report":
            report_back(away.pk, back_on=BY, actor=world.secondee)
        else:
            extend_leave(away.pk, end=BY, reason="事情未办完", actor=world.secondee)

    assert escalate_leaves(date(2026, 3, 11), actor=SYSTEM) == 0
