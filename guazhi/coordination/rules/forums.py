"""Forums, the points raised there and their minutes."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, time, timedelta

from guazhi.coordination.rules.reasons import SHORTEST_REASON
from guazhi.policy.findings import Finding, check_words

NOTICE_OF_A_FORUM = timedelta(days=7)


def check_planned_day(
    day: date, *, today: date, since: date, until: date, days_back: int
) -> Iterator[Finding]:
    """A finding against the day a forum is planned for: within the intake, not long gone."""
    if (today - day).days > days_back:
        yield Finding("day_too_far_back", params={"day": day, "days": days_back}, field="day")
    elif not since <= day <= until:
        params = {"day": day, "since": since, "until": until}
        yield Finding("day_out_of_term", params=params, field="day")


def check_window(
    day: date, windows: Sequence[tuple[date, date]], *, today: date, reason: str
) -> Iterator[Finding]:
    """A finding when a forum leaves the last of the ``windows`` without one and nobody says why.

    The last waits for a forum, those before have theirs; a further one in any of them does no
    harm. A window that has passed waits still, and any day makes it up.
    """
    if not windows or windows[-1][1] < today:
        return
    if any(opens <= day <= due for opens, due in windows):
        return
    if len(reason.strip()) < SHORTEST_REASON:
        opens, due = windows[-1]
        params = {"day": day, "opens": opens, "due": due}
        yield Finding("forum_out_of_window", params=params, clause="S2.2.1", field="outside_for")


def check_forum_to_come(*, held: bool, called_off: bool) -> Iterator[Finding]:
    """A finding once a forum is recorded or called off."""
    if held:
        yield Finding("forum_recorded_already")
    if called_off:
        yield Finding("forum_called_off_already")


def check_attendance(
    *, invited: Collection[int], attended: Collection[int], away: Collection[int] = ()
) -> Iterator[Finding]:
    """Findings against who is said to have attended or been away."""
    if not attended:
        yield Finding("nobody_attended", clause="S2.2.1", field="attended")
    strangers = {*attended, *away} - set(invited)
    if strangers:
        yield Finding("not_invited", params={"count": len(strangers)}, field="attended")


def check_hours(begins: time, ends: time) -> Iterator[Finding]:
    """A finding when a forum ends before it begins."""
    if ends <= begins:
        yield Finding("forum_ends_too_early", field="ends")


def proposed_day(
    opens: date, due: date, *, today: date, is_working: Callable[[date], bool]
) -> date:
    """The day to propose in a window: a working day with a week's notice, or its last such day."""
    day = max(today + NOTICE_OF_A_FORUM, opens)
    while day < due and not is_working(day):
        day += timedelta(days=1)
    return day if day <= due else max(today, due)


def check_edition(*, given: int, kept: int) -> Iterator[Finding]:
    """A finding when somebody else has saved a text meanwhile."""
    if given != kept:
        yield Finding("edited_meanwhile")


def check_point_answer(
    *, answered: bool, yours: bool, answer: str, held_on: date, day: date
) -> Iterator[Finding]:
    """Findings against answering a point raised at a forum."""
    if not yours:
        yield Finding("point_not_yours")
    if answered:
        yield Finding("point_answered_already")
    if day < held_on:
        yield Finding("day_before_forum", params={"day": held_on}, field="day")
    yield from check_words("S2.2.3", answer=answer)
