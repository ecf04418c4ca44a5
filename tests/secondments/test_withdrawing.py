"""Calling a secondment off before the person has gone."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from guazhi.access.matrix import Role
from guazhi.dashboards.queries import deeds
from guazhi.ledger.models import Entry
from guazhi.obligations.commands import reconcile
from guazhi.obligations.models import Obligation
from guazhi.policy import Refused, term_end
from guazhi.programmes.models import Post
from guazhi.secondments.commands import Placing, place, withdraw
from guazhi.secondments.models import Secondment, Withdrawal
from guazhi.web.clock import clock_at
from tests import make
from tests.make import START, World, enrol

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def put(world: World, name: str, post: Post) -> Secondment:
    """A person put down for a post, with what is owed for him."""
    person = enrol(name, world.bureau, sex="male")
    placing = Placing(person, world.bureau, "一级科员", post, START, term_end(START, 12))
    row = place(placing, actor=world.handler)
    reconcile(row)
    return row


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def states(row: Secondment) -> set[str]:
    return set(Obligation.objects.filter(secondment=row).values_list("state", flat=True))


@pytest.mark.parametrize("decided", [False, True])
def test_a_withdrawal_is_recorded_and_what_was_open_becomes_void(
    world: World, *, decided: bool
) -> None:
    post = make.post(world.intake, world.township_government)
    row = world.another("吴九", in_post=False) if decided else put(world, "吴九", post)
    before = states(row)

    made = withdraw(row.pk, reason="本人因病", day=DAY, actor=world.approver)

    row.refresh_from_db()
    told = Entry.objects.order_by("-seq").values_list("verb", "secondment_id")[0]
    met = {"met"} if decided else set[str]()
    assert (before, states(row)) == ({"open"} | met, {"void"} | met)
    assert (row.state, row.earliest_due) == ("withdrawn", None)
    assert (made.reason, made.day, told) == ("本人因病", DAY, ("SecondmentWithdrawn", row.pk))


def test_nobody_in_post_is_withdrawn(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        withdraw(world.secondment.pk, reason="工作需要", day=DAY, actor=world.approver)

    world.secondment.refresh_from_db()
    assert codes(refusal) == ["move_not_allowed"]
    assert (world.secondment.state, Withdrawal.objects.count()) == ("in_post", 0)


@pytest.mark.parametrize(
    ("reason", "day", "found"),
    [
        (" ", DAY, ["reason_needed"]),
        ("工作需要", date(2026, 3, 3), ["day_to_come"]),
        ("工作需要", date(2026, 1, 9), ["day_too_far_back"]),
    ],
)
def test_a_reason_is_needed_and_a_day_since_the_decision(
    world: World, reason: str, day: date, found: list[str]
) -> None:
    row = world.another("吴九", in_post=False)

    with clock_at(DAY), pytest.raises(Refused) as refusal:
        withdraw(row.pk, reason=reason, day=day, actor=world.approver)

    assert codes(refusal) == found
    assert Entry.objects.filter(verb="SecondmentWithdrawn").count() == 0


def test_a_second_withdrawal_is_refused(world: World) -> None:
    row = world.another("吴九", in_post=False)
    withdraw(row.pk, reason="工作需要", day=DAY, actor=world.approver)

    with pytest.raises(Refused) as refusal:
        withdraw(row.pk, reason="工作需要", day=DAY, actor=world.approver)

    assert codes(refusal) == ["move_not_allowed"]


def test_only_the_citys_approver_withdraws_and_never_himself(world: World) -> None:
    row = world.another("吴九", in_post=False)
    himself = make.actor(Role.CITY_APPROVER, world.city, row.secondee)
    stranger = make.actor(Role.CITY_APPROVER, make.found_city("邻市")[0])

    for actor in (himself, stranger, world.handler, world.county_handler, world.host_leader):
        with pytest.raises(Http404):
            withdraw(row.pk, reason="工作需要", day=DAY, actor=actor)


def test_the_place_of_the_post_is_free_again(world: World) -> None:
    post = make.post(world.intake, world.township_government)
    first = put(world, "吴九", post)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(world, "郑十", post)

    withdraw(first.pk, reason="本人因病", day=DAY, actor=world.approver)

    assert put(world, "郑十", post).state == "planned"


def test_it_is_offered_before_the_person_is_in_post_and_not_after(world: World) -> None:
    row = world.another("吴九", in_post=False)

    offered = [
        "secondments:withdraw" in {deed.route for deed in deeds(world.approver, each, DAY)}
        for each in (row, world.secondment)
    ]

    assert offered == [True, False]
