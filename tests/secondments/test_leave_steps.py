"""Reporting back from leave, extending it, calling it back, and steps out of order."""

from datetime import date, timedelta
from typing import Any

import pytest

from guazhi.policy.findings import Refused
from guazhi.secondments.commands import (
    call_back_leave,
    confirm_back,
    decide_leave,
    extend_leave,
    report_back,
    revise_leave,
)
from guazhi.secondments.models import Leave
from guazhi.secondments.queries import (
    leave_work,
)
from guazhi.web.clock import clock_at
from tests.make import World
from tests.secondments.test_leave import MONDAY, approve, ask, county_approver, refused, told, verbs

pytestmark = pytest.mark.django_db


def granted(world: World, days: int = 2, **changes: Any) -> Leave:
    return approve(ask(world, days, **changes), world.host_leader)


def test_who_reports_back_early_has_taken_fewer_days(world: World) -> None:
    row = granted(world, days=3)
    with clock_at(MONDAY + timedelta(days=2)):
        report_back(
            row.pk, back_on=MONDAY + timedelta(days=1), back_at_noon=True, actor=world.secondee
        )

        confirm_back(row.pk, agrees=True, actor=world.host_handler)

    row.refresh_from_db()
    assert (row.state, row.end, row.until_noon) == ("ended", MONDAY + timedelta(days=1), True)
    assert row.halves == 3
    assert verbs()[-2:] == ["LeaveReportedBack", "LeaveEnded"]


def test_the_host_says_why_it_does_not_confirm_a_return(world: World) -> None:
    row = granted(world)
    with clock_at(date(2026, 3, 11)):
        report_back(row.pk, back_on=date(2026, 3, 11), actor=world.secondee)
        confirm_back(row.pk, agrees=False, remark="本人尚未到岗", actor=world.host_leader)

    row.refresh_from_db()
    assert (row.state, row.back_on, row.remark) == ("granted", None, "本人尚未到岗")
    assert told("leave_disputed") == {world.secondee.name}


def test_steps_out_of_order_or_twice_are_refused(world: World) -> None:
    row = ask(world)
    found = []

    def attempt(command: object, **words: object) -> None:
        with pytest.raises(Refused) as refusal:
            command(row.pk, **words)  # type: ignore[operator]
        found.extend(refused(refusal))

    decide = {"said": "consented", "actor": world.host_leader}
    back = {"back_on": date(2026, 3, 11), "actor": world.secondee}
    with clock_at(date(2026, 3, 11)):
        attempt(report_back, **back)
        attempt(confirm_back, agrees=True, actor=world.host_leader)
        attempt(extend_leave, end=date(2026, 3, 13), reason="未愈", actor=world.secondee)
        attempt(decide_leave, **decide)
        approve(row, world.host_leader)
        attempt(decide_leave, **decide)
        attempt(revise_leave, **{**_words(row), "actor": world.secondee})
        attempt(report_back, **{**back, "back_on": date(2026, 3, 12)})
        attempt(report_back, **{**back, "back_on": MONDAY})
        attempt(call_back_leave, actor=world.secondee)
        report_back(row.pk, back_on=date(2026, 3, 11), actor=world.host_handler)
        attempt(report_back, **back)
        attempt(confirm_back, agrees=True, actor=world.host_handler)
        confirm_back(row.pk, agrees=True, actor=world.host_leader)
        attempt(confirm_back, agrees=True, actor=world.host_leader)

    assert found == [
        "leave_not_granted",
        "not_reported_back",
        "leave_not_granted",
        "substitute_not_told",
        "leave_does_not_wait",
        "leave_not_returned",
        "day_to_come",
        "back_before_leave",
        "leave_has_begun",
        "reported_back_already",
        "reporter_confirms_not",
        "leave_is_over",
    ]


def _words(row: Leave) -> dict[str, Any]:
    names = ("kind", "start", "end", "place", "reason", "substitute")
    return {name: getattr(row, name) for name in names}


def test_an_extension_is_approved_by_the_length_of_the_whole(world: World) -> None:
    county = county_approver(world)
    first = granted(world)
    with clock_at(date(2026, 3, 10)):
        longer = extend_leave(
            first.pk, end=date(2026, 3, 12), reason="检查结果未出", actor=world.secondee
        )
        with pytest.raises(Refused) as twice:
            extend_leave(first.pk, end=date(2026, 3, 12), reason="再延", actor=world.secondee)
        approve(longer, world.host_leader, county)
    with clock_at(date(2026, 3, 13)):
        report_back(longer.pk, back_on=date(2026, 3, 13), actor=world.secondee)
        confirm_back(longer.pk, agrees=True, actor=world.host_handler)

    first.refresh_from_db()
    assert refused(twice) == ["leave_has_extension"]
    assert (longer.start, longer.halves) == (date(2026, 3, 11), 4)
    assert (first.state, first.back_on) == ("ended", date(2026, 3, 13))
    assert leave_work(world.secondee, world.secondment, date(2026, 3, 13)).days == 4


def test_a_returned_extension_keeps_its_kind_and_beginning_and_may_bring_a_substitute(
    world: World,
) -> None:
    first = granted(world, days=1, until_noon=True, substitute="")
    with clock_at(MONDAY):
        with pytest.raises(Refused) as alone:
            extend_leave(first.pk, end=MONDAY, reason="未看完", actor=world.secondee)
        longer = extend_leave(
            first.pk, end=MONDAY, reason="未看完", substitute="李科员", actor=world.secondee
        )
        decide_leave(longer.pk, said="returned", opinion="请写明去向", actor=world.host_leader)
        words = {**_words(longer), "kind": "sick", "start": date(2026, 3, 11)}
        revise_leave(longer.pk, **{**words, "end": date(2026, 3, 11)}, actor=world.secondee)

    longer.refresh_from_db()
    assert refused(alone) == ["leave_needs_substitute"]
    assert (longer.kind, longer.start, longer.from_noon) == ("personal", MONDAY, True)
    assert (longer.substitute_told_on, longer.halves) == (None, 5)


def test_leave_is_called_back_before_it_begins_and_by_the_host_as_not_taken(world: World) -> None:
    row = granted(world)
    call_back_leave(row.pk, actor=world.secondee)
    again = granted(world)

    with clock_at(date(2026, 3, 11)):
        call_back_leave(again.pk, actor=world.host_handler)

    assert [each.state for each in Leave.objects.order_by("pk")] == ["called_back"] * 2
    assert leave_work(world.secondee, world.secondment, date(2026, 3, 11)).days == 0
