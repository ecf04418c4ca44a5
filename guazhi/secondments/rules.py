"""The rules of a secondment's life. Facts in, findings out; no clock, no database."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class State(StrEnum):
    """Where a secondment is in its life."""

    PLANNED = "planned"
    DECIDED = "decided"
    IN_POST = "in_post"
    RETURNED = "returned"
    ENDED_EARLY = "ended_early"
    WITHDRAWN = "withdrawn"


class Change(StrEnum):
    """How a last day may move."""

    EXTENSION = "extension"
    EARLY_END = "early_end"
    RECALL = "recall"


ACTIVE = (State.IN_POST.value,)
LIVE = (
    State.PLANNED.value,
    State.DECIDED.value,
    State.IN_POST.value,
    State.RETURNED.value,
    State.ENDED_EARLY.value,
)
RUNNING = (State.DECIDED.value, State.IN_POST.value)
ENDED = (State.RETURNED.value, State.ENDED_EARLY.value)

ASKERS = ("host", "home", "department", "secondee")

NEXT = {
    State.PLANNED: {State.DECIDED, State.WITHDRAWN},
    State.DECIDED: {State.IN_POST, State.WITHDRAWN},
    State.IN_POST: {State.RETURNED, State.ENDED_EARLY},
}


def check_move(state: str, target: State) -> Iterator[Finding]:
    """A finding when a secondment in ``state`` may not become ``target``."""
    if target not in NEXT.get(State(state), ()):
        yield Finding("move_not_allowed", params={"from": state, "to": target.value})


def check_team(
    term: tuple[date, date], others: Iterable[tuple[date, date]], *, unit: str, most: int
) -> Iterator[Finding]:
    """A finding when ``unit`` would have more than ``most`` secondees on a day of ``term``."""
    start, end = term
    held = [(first, last) for first, last in others if first <= end and last >= start]
    days = [start, *(first for first, _last in held if first > start)]
    if most and max(sum(f <= day <= t for f, t in held) for day in days) >= most:
        yield Finding("team_full", params={"unit": unit, "most": most})


def check_day(
    day: date, *, today: date, since: date, until: date, days_back: int, field: str = "day"
) -> Iterator[Finding]:
    """Findings against the day a record gives: not to come, not too old, within the term."""
    if day > today:
        yield Finding("day_to_come", params={"day": day}, field=field)
    elif (today - day).days > days_back:
        yield Finding("day_too_far_back", params={"day": day, "days": days_back}, field=field)
    if not since <= day <= until:
        yield Finding(
            "day_out_of_term", params={"day": day, "since": since, "until": until}, field=field
        )


def check_change(
    change: Change, *, start: date, end: date, new_end: date, latest: date | None = None
) -> Iterator[Finding]:
    """Findings against a new last day; ``latest`` is the last the policy allows an extension."""
    if change is Change.EXTENSION:
        if new_end <= end:
            yield Finding("extension_not_later", params={"end": end}, field="new_end")
        if latest is not None and new_end > latest:
            yield Finding("extension_too_long", params={"latest": latest}, field="new_end")
    if change is not Change.EXTENSION:
        if new_end >= end:
            yield Finding("early_end_not_earlier", params={"end": end}, field="new_end")
        if new_end < start:
            yield Finding("end_before_start", params={"start": start}, field="new_end")


def check_reason(reason: str) -> Iterator[Finding]:
    """A finding when no reason is given."""
    if not reason.strip():
        yield Finding("reason_needed", field="reason")


def check_asked(*, asked_by: str, reason: str) -> Iterator[Finding]:
    """Findings when it is not said who asked for a change, or why."""
    if asked_by not in ASKERS:
        yield Finding("asker_unknown", field="asked_by")
    yield from check_reason(reason)


def check_relation(
    *, relation_unchanged: bool, post_unchanged: bool, pay_unchanged: bool
) -> Iterator[Finding]:
    """Findings when the personnel relation has moved, which S3.0.5 forbids."""
    for field, unchanged in (
        ("relation_unchanged", relation_unchanged),
        ("post_unchanged", post_unchanged),
        ("pay_unchanged", pay_unchanged),
    ):
        if not unchanged:
            yield Finding("relation_moved", clause="S3.0.5", field=field)
