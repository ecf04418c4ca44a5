"""Issuing notices: numbered within a programme and year, what they say frozen."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from guazhi.access.actor import Actor
from guazhi.programmes.models import Programme
from guazhi.secondments.models import CourseChange, Decision, Secondment, SecondmentNotice
from guazhi.web import clock

LOADED = (
    "secondee",
    "home_organisation",
    "host_unit",
    "post",
    "decision",
    "intake__programme__owner",
)


def issue_first(rows: Iterable[Secondment], decision: Decision, *, actor: Actor) -> None:
    """Issue the first notice of each secondment that ``decision`` is on, within its command."""
    found = list(
        Secondment.objects.filter(pk__in=[row.pk for row in rows])
        .select_related(*LOADED)
        .order_by("sort_key", "pk")
    )
    programme = found[0].intake.programme
    day = max(decision.day, min(clock.today(), found[0].start))
    first = _next_serial(programme, day.year)
    SecondmentNotice.objects.bulk_create(
        [_notice(row, first + at, day, actor) for at, row in enumerate(found)],
        batch_size=500,
    )


def issue_amended(change: CourseChange, *, day: date, actor: Actor) -> SecondmentNotice:
    """Issue the notice of a change that has come into effect; the one before is superseded."""
    row = Secondment.objects.select_related(*LOADED).get(pk=change.secondment_id)
    last = SecondmentNotice.objects.filter(secondment=row).order_by("pk").last()
    serial = _next_serial(row.intake.programme, day.year)
    notice = _notice(row, serial, day, actor, change=change, last=last)
    notice.save()
    return notice


def _next_serial(programme: Programme, year: int) -> int:
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    used = SecondmentNotice.objects.filter(programme=programme, year=year)
    return int(used.aggregate(last=Max("serial"))["last"] or 0) + 1


def _notice(
    row: Secondment,
    serial: int,
    day: date,
    actor: Actor,
    *,
    change: CourseChange | None = None,
    last: SecondmentNotice | None = None,
) -> SecondmentNotice:
    number = f"挂通〔{day.year}〕{serial}号"
    said = {**_said(row, number, day), **(_changed(change, last) if change else {})}
    return SecondmentNotice(
        secondment=row,
        change=change,
        programme=row.intake.programme,
        year=day.year,
        serial=serial,
        number=number,
        day=day,
        payload=json.dumps(said, ensure_ascii=False, sort_keys=True),
        supersedes=last,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _said(row: Secondment, number: str, day: date) -> dict[str, Any]:
    decision = row.decision
    return {
        "kind": "first",
        "number": number,
        "day": day.isoformat(),
        "issuer": row.intake.programme.owner.name,
        "name": row.secondee.name,
        "home": row.home_organisation.name,
        "home_post": row.home_post,
        "host": row.host_unit.name,
        "post": row.post.title,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "meeting": decision.meeting if decision else "",
        "decided_on": decision.day.isoformat() if decision else "",
    }


def _changed(change: CourseChange, last: SecondmentNotice | None) -> dict[str, Any]:
    steps = change.steps.select_related("organisation", "person").order_by("place")
    return {
        "kind": change.kind,
        "supersedes": last.number if last else "",
        "old_end": change.old_end.isoformat(),
        "old_host": change.old_post.host_unit.name,
        "old_post": change.old_post.title,
        "day_there": _iso(change.day_there),
        "person": change.person.name if change.person else "",
        "reason": change.reason,
        "by_merger": change.by_merger,
        "consents": [
            {"party": step.party, "name": step.name, "day": _iso(step.day)} for step in steps
        ],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
