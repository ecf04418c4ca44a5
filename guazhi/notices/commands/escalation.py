"""Bringing what is overdue before those above, as the ladder of each policy says."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record
from guazhi.notices.commands.climbing import Late, tell_once
from guazhi.notices.events import ObligationsEscalated
from guazhi.notices.queries.directory import owed_by
from guazhi.notices.rules.hours import CATCH_UP
from guazhi.notices.rules.kinds import OVERDUE
from guazhi.notices.rules.seats import Owed, Place, Seat, department_seats, leader_seats
from guazhi.obligations.models import Obligation
from guazhi.policy.notices import Rung
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of

BATCH = 500
OWNERS = ("party", "owner__path", "owner__parent__path", "owner__kind", "owner_person_id")
PLACES = (
    *("intake__programme__area__path", "secondment__home_path", "secondment__host_path"),
    *("secondment__secondee_id", "secondment__mentor_id"),
)
ROW = ("pk", "due", "intake_id", "secondment_id")


def rungs(day: date, *, owner: bool) -> Iterator[tuple[Rung, QuerySet[Obligation]]]:
    """Each rung of each ladder with the open obligations that have come to it on ``day``.

    Those that came to it on the days before are among them, should nobody have looked then;
    an owner is reminded on the day itself only.
    """
    back = timedelta() if owner else CATCH_UP
    for policy in PolicyVersion.objects.defer("text").order_by("pk"):
        here = Q(secondment__policy=policy) | Q(secondment=None, intake__policy=policy)
        for rung in pack_of(policy).notices.ladder:
            if (rung.tell == "owner") is owner:
                due = day - timedelta(days=rung.days)
                rows = Obligation.objects.filter(state=Obligation.OPEN)
                yield rung, rows.filter(here, due__range=(due - back, due)).order_by("pk")


@transaction.atomic
def escalate(day: date, *, actor: Actor) -> int:
    """Tell leaders and departments of what is overdue; how many notices that made.

    Once for each obligation, rung and date: the same day again makes none.
    """
    made = 0
    for rung, rows in rungs(day, owner=False):
        found = list(rows.values_list(*ROW, *OWNERS, *PLACES))
        for start in range(0, len(found), BATCH):
            late = [_late(rung, row) for row in found[start : start + BATCH]]
            made += tell_once(OVERDUE, rung.tell, late, day)
    if made:
        record(actor, ObligationsEscalated(subject=0, day=day, notices=made))
    return made


def _late(rung: Rung, row: tuple[Any, ...]) -> Late:
    pk, due, intake, secondment = row[: len(ROW)]
    return Late(pk, due, intake, secondment, _above(rung, row), _place(row).secondee)


def _above(rung: Rung, row: tuple[Any, ...]) -> list[tuple[Seat, ...]]:
    """The seats to tell, as steps: the next is asked where nobody sits on the one before."""
    owed, place = _owed(row), _place(row)
    if rung.tell == "leader":
        return [tuple(leader_seats(owed, place))]
    return department_seats(owed, place)


def _owed(row: tuple[Any, ...]) -> Owed:
    return owed_by(*row[len(ROW) : len(ROW) + len(OWNERS)])


def _place(row: tuple[Any, ...]) -> Place:
    city, home, host, secondee, mentor = row[len(ROW) + len(OWNERS) :]
    return Place(city, home or "", host or "", secondee or 0, mentor or 0)
