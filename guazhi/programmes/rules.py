"""The stages of an intake, and the life of a post from the host's draft to its approval."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class Stage(StrEnum):
    """Where an intake stands on its way from need to work."""

    PREPARING = "preparing"
    NEEDS = "needs"
    BALANCING = "balancing"
    NOMINATIONS = "nominations"
    PLACING = "placing"
    DECIDED = "decided"
    RUNNING = "running"
    ENDED = "ended"


MOST_MONTHS = 60
DAYS = ("needs_from", "needs_until", "nominations_from", "nominations_until", "wishes_until")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of an intake; one without a day for needs began with people put down for posts."""

    start: date
    end: date
    needs_from: date | None = None
    needs_until: date | None = None
    nominations_from: date | None = None
    nominations_until: date | None = None
    wishes_until: date | None = None


def stage_of(table: Timetable, today: date, *, is_decided: bool) -> Stage:
    """The stage of ``today``: what was decided goes before what was planned."""
    if today > table.end:
        return Stage.ENDED
    if today >= table.start:
        return Stage.RUNNING
    if is_decided or table.needs_from is None:
        return Stage.DECIDED if is_decided else Stage.PREPARING
    return _open_stage(table, today)


def _open_stage(table: Timetable, today: date) -> Stage:
    ends = (
        (table.needs_from, Stage.PREPARING, False),
        (table.needs_until, Stage.NEEDS, True),
        (table.nominations_from, Stage.BALANCING, False),
        (last_day(table), Stage.NOMINATIONS, True),
    )
    for day, stage, inclusive in ends:
        if day is None or today < day or (inclusive and today == day):
            return stage
    return Stage.PLACING


def check_opening(*, start: date, today: date, is_known: bool) -> Iterator[Finding]:
    """Findings against a new intake: its name in use, its first day not ahead."""
    if is_known:
        yield Finding("intake_known", field="name")
    if start <= today:
        yield Finding("intake_start_past", params={"today": today}, field="start")


def last_day(table: Timetable) -> date | None:
    """The last day on which anything is said before people are placed: that of the wishes."""
    return table.wishes_until or table.nominations_until


def check_timetable(table: Timetable) -> Iterator[Finding]:
    """Findings against days that are missing or out of order."""
    days = (
        ("needs_from", table.needs_from),
        ("needs_until", table.needs_until),
        ("nominations_from", table.nominations_from),
        ("nominations_until", table.nominations_until),
        ("wishes_until", table.wishes_until),
        ("start", table.start),
    )
    before: date | None = None
    for name, day in days:
        if day is None:
            yield Finding("stage_day_needed", field=name)
            continue
        if before is not None and (day < before or (name == "start" and day == before)):
            field = "wishes_until" if name == "start" else name
            yield Finding("stage_days_in_order", params={"before": before}, field=field)
        before = day


class PostState(StrEnum):
    """How far the offer of a post has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


OFFERED = tuple(state.value for state in (PostState.SUBMITTED, PostState.APPROVED))
WRITTEN = tuple(state.value for state in (PostState.DRAFT, PostState.RETURNED))


# what whoever offers a post writes of it
WRITTEN_FIELDS = (
    "title", "category", "rank", "places", "duties", "teaches", "fields", "requirements", "team",
    "team_cap", "living",
)  # fmt: skip


def check_write(*, state: str) -> Iterator[Finding]:
    """A finding when a post is no longer the host's to write."""
    if state not in WRITTEN:
        yield Finding("post_not_open", clause="S2.1.3")


def check_needs_open(table: Timetable, stage: Stage, today: date) -> Iterator[Finding]:
    """A finding, with the days, when posts may not be offered now."""
    if stage is not Stage.NEEDS:
        yield closed("needs", "S2.1.3", table.needs_from, table.needs_until, today)


def closed(what: str, clause: str, start: date | None, until: date | None, today: date) -> Finding:
    """Why now is not the time for something: no days, not yet, over, or decided meanwhile."""
    if start is None or until is None:
        return Finding(f"{what}_without_days", clause=clause)
    days = {"start": start, "until": until}
    if today < start:
        return Finding(f"{what}_not_yet", clause=clause, params=days)
    code = f"{what}_over" if today > until else f"{what}_decided"
    return Finding(code, clause=clause, params=days)


def check_call(table: Timetable, today: date, *, posts: bool, people: bool) -> Iterator[Finding]:
    """Findings against asking for what can no longer be given: its days are over."""
    asked = (("posts", posts, table.needs_until), ("people", people, table.nominations_until))
    for field, is_asked, until in asked:
        if is_asked and until is not None and today > until:
            yield Finding("call_too_late", params={"until": until}, field=field)


def check_review(*, state: str, approves: bool, reason: str) -> Iterator[Finding]:
    """Findings against an answer to a post: not submitted, or returned without a reason."""
    if state != PostState.SUBMITTED:
        yield Finding("post_not_submitted")
    if not approves and len(reason.strip()) < 2:
        yield Finding("words_needed", field="reason")


def check_withdraw(*, state: str, stage: Stage, is_used: bool) -> Iterator[Finding]:
    """Findings against taking a post back: taken back, decided on, or somebody goes there."""
    if state == PostState.WITHDRAWN:
        yield Finding("post_withdrawn_before")
    if is_used or stage in (Stage.DECIDED, Stage.RUNNING, Stage.ENDED):
        yield Finding("post_taken")
