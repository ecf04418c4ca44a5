"""Bringing up that nobody has reported back from leave, by the ladder of each policy."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record
from guazhi.notices.commands.climbing import Late, tell_once
from guazhi.notices.events import LeavesEscalated
from guazhi.notices.rules.hours import CATCH_UP
from guazhi.notices.rules.kinds import LEAVE_OVERDUE
from guazhi.notices.rules.seats import (
    Owed,
    Place,
    Seat,
    department_seats,
    leader_seats,
    owner_seats,
)
from guazhi.policy.parties import Party
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Leave
from guazhi.secondments.queries import overdue

PLACE = (
    *("secondment__owner_path", "secondment__home_path", "secondment__host_path"),
    *("secondment__secondee_id", "secondment__mentor_id"),
)
ROW = ("pk", "back_by", "secondment__intake_id", "secondment_id")
FIRST_DAY = 1


@transaction.atomic
def escalate_leaves(day: date, *, actor: Actor) -> int:
    """Tell the secondee, then those above, that no return was reported; how many notices.

    The secondee on the first day after, the others on the rungs of the policy's ladder. Once for
    each leave, rung and date: the same day again makes none.
    """
    made = 0
    for step, rows in _rungs(day):
        late = [_late(step, row) for row in rows.values_list(*ROW, *PLACE)]
        made += tell_once(LEAVE_OVERDUE, step, late, day, prompt=step == "owner")
    if made:
        record(actor, LeavesEscalated(subject=0, day=day, notices=made))
    return made


def _rungs(day: date) -> Iterator[tuple[str, QuerySet[Leave]]]:
    for policy in PolicyVersion.objects.defer("text").order_by("pk"):
        pack = pack_of(policy)
        late = overdue(Leave.objects.filter(secondment__policy=policy), day)
        above = [
            (rung.tell, rung.days)
            for rung in pack.notices.ladder
            if rung.tell != "owner" and rung.days >= FIRST_DAY
        ]
        for step, days in (("owner", FIRST_DAY), *above):
            due = day - timedelta(days=days)
            yield step, late.filter(back_by__range=(due - CATCH_UP, due))


def _late(step: str, row: tuple[Any, ...]) -> Late:
    pk, back_by, intake, secondment = row[: len(ROW)]
    spared = None if step == "owner" else _place(row).secondee
    return Late(pk, back_by, intake, secondment, _seats(step, row), spared)


def _place(row: tuple[Any, ...]) -> Place:
    city, home, host, secondee, mentor = row[len(ROW) :]
    return Place(city, home or "", host or "", secondee or 0, mentor or 0)


def _seats(step: str, row: tuple[Any, ...]) -> list[tuple[Seat, ...]]:
    """The seats to tell, as steps: the next is asked where nobody sits on the one before."""
    place = _place(row)
    owed = Owed(Party.SECONDEE, person=place.secondee)
    if step == "owner":
        return [tuple(owner_seats(owed))]
    return [tuple(leader_seats(owed, place))] if step == "leader" else department_seats(owed, place)
