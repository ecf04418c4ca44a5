"""Telling those above of what is late: each reader once for a matter, a step and a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guazhi.notices.models import Notice
from guazhi.notices.queries.directory import Reader, sitting
from guazhi.notices.rules.seats import Seat
from guazhi.web import clock


@dataclass(frozen=True, slots=True)
class Late:
    """Something late, and the seats to tell: the next ones where nobody sits on those before."""

    subject: int
    since: date
    intake: int
    secondment: int | None
    seats: list[tuple[Seat, ...]]
    spared: int | None


def tell_once(
    kind: str, step: str, late: Sequence[Late], day: date, *, prompt: bool = False
) -> int:
    """Tell who sits there but the person ``spared``; how many notices that made."""
    found = sitting((seat for each in late for seats in each.seats for seat in seats), day)
    known = set(
        Notice.objects.filter(kind=kind, subject__in=[each.subject for each in late]).values_list(
            "reader_id", "subject", "occurrence"
        )
    )
    notices = {}
    for each in late:
        occurrence = f"{step}:{each.since}"
        for reader in _first_sitting(each.seats, found):
            key = (reader.user, each.subject, occurrence)
            if key not in known and (each.spared is None or reader.person != each.spared):
                notices[key] = Notice(
                    reader_id=reader.user,
                    kind=kind,
                    subject=each.subject,
                    occurrence=occurrence,
                    intake_id=each.intake,
                    secondment_id=each.secondment,
                    is_prompt=prompt,
                    day=day,
                    made_at=clock.now(),
                )
    return len(Notice.objects.bulk_create(notices.values()))


def _first_sitting(
    steps: list[tuple[Seat, ...]], found: Mapping[Seat, tuple[Reader, ...]]
) -> list[Reader]:
    """Who sits on the first of ``steps`` that has anybody."""
    for step in steps:
        readers = [reader for seat in step for reader in found.get(seat, ())]
        if readers:
            return list(dict.fromkeys(readers))
    return []
