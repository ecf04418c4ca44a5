"""What is overdue climbs the ladder of the policy: owner, leader, department; once each."""

from datetime import date, timedelta

import pytest

from guazhi.access.actor import Actor
from guazhi.access.models import Grant
from guazhi.ledger.models import Entry
from guazhi.notices.commands import escalate
from guazhi.notices.models import Notice
from guazhi.notices.queries import items, unread
from guazhi.obligations.models import Obligation
from tests import make

pytestmark = pytest.mark.django_db
SYSTEM = Actor(user_id=None, person_id=None, name="guazhi daily", is_command_line=True)
DUE = date(2026, 3, 20)


@pytest.fixture
def owed(world: make.World) -> Obligation:
    """The only thing open: the host owes the training plan by 20 March."""
    Notice.objects.all().delete()
    leaders = Grant.objects.filter(role="host_leader")
    leaders.exclude(user=world.host_leader.user_id).delete()
    Obligation.objects.filter(state=Obligation.OPEN).exclude(rule="training_plan").update(
        state=Obligation.WAIVED
    )
    row = Obligation.objects.get(rule="training_plan")
    row.due = DUE
    row.save()
    return row


def readers() -> list[tuple[int, str]]:
    rows = Notice.objects.filter(kind="obligation_overdue").order_by("pk")
    return list(rows.values_list("reader_id", "occurrence"))


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (-3, []),
        (0, []),
        (2, []),
        (3, ["leader"]),
        (9, ["leader"]),
        (10, ["leader", "department"]),
        (11, ["department"]),
        (17, ["department"]),
        (18, []),
    ],
)
def test_on_which_day_whom(
    world: make.World, owed: Obligation, days: int, steps: list[str]
) -> None:
    leader, county = world.host_leader.user_id, world.county_handler.user_id
    expected = {"leader": (leader, f"leader:{DUE}"), "department": (county, f"department:{DUE}")}

    escalate(DUE + timedelta(days=days), actor=SYSTEM)

    assert readers() == [expected[step] for step in steps]


def test_again_makes_nothing_and_records_nothing(world: make.World, owed: Obligation) -> None:
    day = DUE + timedelta(days=3)

    counts = [escalate(day, actor=SYSTEM) for _ in range(3)]
    counts.append(escalate(day + timedelta(days=1), actor=SYSTEM))

    assert counts == [1, 0, 0, 0]
    entries = Entry.objects.filter(verb="ObligationsEscalated")
    assert [entry.payload for entry in entries] == [{"day": "2026-03-23", "notices": 1}]


def test_where_no_county_sits_the_city_is_told(world: make.World, owed: Obligation) -> None:
    account = make.account_of(world.county_handler)
    account.is_active = False
    account.save()

    escalate(DUE + timedelta(days=11), actor=SYSTEM)

    assert readers() == [(world.handler.user_id, f"department:{DUE}")]


def test_a_new_date_climbs_anew(world: make.World, owed: Obligation) -> None:
    escalate(DUE + timedelta(days=3), actor=SYSTEM)
    owed.due = DUE + timedelta(days=30)
    owed.save()

    made = escalate(owed.due + timedelta(days=3), actor=SYSTEM)

    assert made == 1


@pytest.mark.parametrize("state", [Obligation.WAIVED])
def test_what_is_no_longer_owed_does_not_climb(
    world: make.World, owed: Obligation, state: str
) -> None:
    owed.state = state
    owed.save()

    assert escalate(DUE + timedelta(days=3), actor=SYSTEM) == 0


def test_the_notice_says_what_and_whose_it_is(world: make.World, owed: Obligation) -> None:
    escalate(DUE + timedelta(days=3), actor=SYSTEM)

    (item,) = items(world.host_leader, unread(world.host_leader))

    assert item.duty is not None
    assert (item.duty.zh, item.owner, item.due) == (
        "制定培养工作计划",
        "清溪县龙泉乡人民政府",
        DUE,
    )


def test_escalating_costs_the_same_however_much_is_overdue(
    world: make.World, owed: Obligation, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        world.another(f"李强{number}")
    Obligation.objects.filter(state=Obligation.OPEN).update(due=DUE, opens=date(2026, 1, 1))

    with django_assert_max_num_queries(20):  # type: ignore[operator]
        made = escalate(DUE + timedelta(days=3), actor=SYSTEM)

    assert made > 20
