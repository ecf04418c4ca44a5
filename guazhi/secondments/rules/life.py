"""The rules of a secondment's life. Facts in, findings out; no clock, no database."""

from collections.abc import Iterator
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
    STAYED = "stayed"
    WITHDRAWN = "withdrawn"


class Change(StrEnum):
    """How a secondment may take another course."""

    EXTENSION = "extension"
    EARLY_END = "early_end"
    RECALL = "recall"
    REPLACEMENT = "replacement"
    CHANGE_OF_POST = "change_of_post"
    STAY = "stay"


ACTIVE = (State.IN_POST.value,)
LIVE = (
    State.PLANNED.value,
    State.DECIDED.value,
    State.IN_POST.value,
    State.RETURNED.value,
    State.ENDED_EARLY.value,
    State.STAYED.value,
)
RUNNING = (State.DECIDED.value, State.IN_POST.value)
ENDED = (State.RETURNED.value, State.ENDED_EARLY.value, State.STAYED.value)
SERVED = (State.IN_POST.value, *ENDED)

NEXT = {
    State.PLANNED: {State.DECIDED, State.WITHDRAWN},
    State.DECIDED: {State.IN_POST, State.WITHDRAWN},
    State.IN_POST: {State.RETURNED, State.ENDED_EARLY, State.STAYED},
}


def check_move(state: str, target: State) -> Iterator[Finding]:
    """A finding when a secondment in ``state`` may not become ``target``."""
    if target not in NEXT.get(State(state), ()):
        yield Finding("move_not_allowed", params={"from": state, "to": target.value})


def check_day(
    day: date, *, today: date, since: date, until: date, days_back: int, field: str = "day"
) -> Iterator[Finding]:
    """A finding against the day a record gives: not to come, not too old, within the term."""
    if day > today:
        yield Finding("day_to_come", params={"day": day}, field=field)
    elif (today - day).days > days_back:
        yield Finding("day_too_far_back", params={"day": day, "days": days_back}, field=field)
    elif not since <= day <= until:
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
        # who stays at the host serves the term out or leaves it before
        if new_end > end or (new_end == end and change is not Change.STAY):
            yield Finding("early_end_not_earlier", params={"end": end}, field="new_end")
        if new_end < start:
            yield Finding("end_before_start", params={"start": start}, field="new_end")


def check_reason(reason: str) -> Iterator[Finding]:
    """A finding when no reason is given."""
    if not reason.strip():
        yield Finding("reason_needed", field="reason")


def check_confirmation(
    *, by: str, handed_to: str, day: date, handed_over_on: date, today: date
) -> Iterator[Finding]:
    """Findings against a confirmation: by who takes over, not before it and not to come."""
    if "".join(by.split()) != "".join(handed_to.split()):
        yield Finding("taker_is_another", params={"name": handed_to}, field="confirmed_by")
    if day < handed_over_on:
        yield Finding("confirmed_before", params={"day": handed_over_on}, field="confirmed_on")
    if day > today:
        yield Finding("day_to_come", params={"day": day}, field="confirmed_on")


def check_relation(
    *, relation_unchanged: bool, post_unchanged: bool, pay_unchanged: bool
) -> Iterator[Finding]:
    """Findings unless it is confirmed that the personnel relation has not moved (S3.0.5)."""
    for field, unchanged in (
        ("relation_unchanged", relation_unchanged),
        ("post_unchanged", post_unchanged),
        ("pay_unchanged", pay_unchanged),
    ):
        if not unchanged:
            yield Finding("relation_not_confirmed", clause="S3.0.5", field=field)


def check_opinion(*, became: str) -> Iterator[Finding]:
    """A finding when an opinion has been taken up already."""
    if became:
        yield Finding("opinion_taken_up", params={"became": became})
