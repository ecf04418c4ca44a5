"""Bringing what is overdue before those above, as the ladder of each policy says."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record
from guazhi.notices.events import ObligationsEscalated
from guazhi.notices.models import Notice
from guazhi.notices.queries.directory import Reader, owed_by, sitting
from guazhi.notices.rules.hours import CATCH_UP
from guazhi.notices.rules.kinds import OVERDUE
from guazhi.notices.rules.seats import Owed, Place, Seat, department_seats, leader_seats
from guazhi.obligations.models import Obligation
from guazhi.policy.notices import Rung
from guazhi.programmes.models import PolicyVersion
from guazhi.programmes.queries import pack_of
from guazhi.web import clock

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
            made += _tell(found[start : start + BATCH], rung, day)
    if made:
        record(actor, ObligationsEscalated(subject=0, day=day, notices=made))
    return made


def _tell(rows: list[tuple[Any, ...]], rung: Rung, day: date) -> int:
    """One batch: those who sit above each obligation, less whom it has been told already."""
    asked = {row[0]: _above(rung, row) for row in rows}
    found = sitting((seat for steps in asked.values() for step in steps for seat in step), day)
    known = set(
        Notice.objects.filter(kind=OVERDUE, subject__in=list(asked)).values_list(
            "reader_id", "subject", "occurrence"
        )
    )
    notices = {}
    for row in rows:
        pk, due, intake, secondment = row[: len(ROW)]
        occurrence = f"{rung.tell}:{due}"
        for reader in first_sitting(asked[pk], found):
            key = (reader.user, pk, occurrence)
            if key not in known and reader.person != _place(row).secondee:
                notices[key] = Notice(
                    reader_id=reader.user,
                    kind=OVERDUE,
                    subject=pk,
                    occurrence=occurrence,
                    intake_id=intake,
                    secondment_id=secondment,
                    day=day,
                    made_at=clock.now(),
                )
    return len(Notice.objects.bulk_create(notices.values()))


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


def first_sitting(
    steps: list[tuple[Seat, ...]], found: Mapping[Seat, tuple[Reader, ...]]
) -> list[Reader]:
    """Who sits on the first of ``steps`` that has anybody."""
    for step in steps:
        readers = [reader for seat in step for reader in found.get(seat, ())]
        if readers:
            return list(dict.fromkeys(readers))
    return []
