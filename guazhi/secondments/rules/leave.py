"""The rules of leave: asked for, approved step by step, extended, reported back from."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from guazhi.policy.calendar import WorkCalendar
from guazhi.policy.findings import Finding
from guazhi.policy.leave import Away, half_days

SHORTEST_REASON = 4
# the parties of the ladder, from the lowest to the highest
UPWARDS = ("host", "county", "city")


class LeaveState(StrEnum):
    """Where a leave stands."""

    WAITING = "waiting"
    RETURNED = "returned"
    REFUSED = "refused"
    CALLED_BACK = "called_back"
    GRANTED = "granted"
    EXTENDED = "extended"
    REPORTED = "reported"
    ENDED = "ended"


class LeaveAnswer(StrEnum):
    """What one party has said to a leave."""

    LATER = "later"
    ASKED = "asked"
    CONSENTED = "consented"
    RETURNED = "returned"
    REFUSED = "refused"
    DROPPED = "dropped"


L = LeaveState
PENDING = (L.WAITING.value, L.RETURNED.value)
TAKEN = (L.GRANTED.value, L.EXTENDED.value, L.REPORTED.value, L.ENDED.value)
# the states whose days no other leave may take
HELD = (*PENDING, *TAKEN)
NOT_OVER = (*PENDING, L.GRANTED.value, L.EXTENDED.value, L.REPORTED.value)
STILL_ASKED = (LeaveAnswer.LATER.value, LeaveAnswer.ASKED.value)
TO_STATE = {
    LeaveAnswer.RETURNED: L.RETURNED,
    LeaveAnswer.REFUSED: L.REFUSED,
}


def approvers(
    consents: Iterable[str], owners: Mapping[str, Sequence[int]], manned: Collection[int]
) -> list[tuple[str, int]]:
    """The parties that approve, each with its unit; the next one up where there is nobody.

    ``manned`` are the units in which somebody can decide. Where nobody can anywhere above, the
    leave waits with the party that policy names.
    """
    found: dict[str, int] = {}
    for party in consents:
        above = [each for each in UPWARDS[UPWARDS.index(party) :] if owners.get(each)]
        there = next((each for each in above if owners[each][0] in manned), above[0])
        found.setdefault(there, owners[there][0])
    return list(found.items())


def check_time(
    away: Away, halves: int, *, half_days: bool, earliest: date, term: tuple[date, date]
) -> Iterator[Finding]:
    """Findings against the time asked for: order, halves, the past, the term, free days only."""
    start, end = term
    if away.end < away.start or not away.halves_of(away.end):
        yield Finding("leave_ends_before_it_begins", field="end")
        return
    if not half_days and (away.from_noon or away.until_noon):
        yield Finding("leave_in_whole_days", field="until_noon")
    if away.start < earliest:
        yield Finding("leave_began_long_ago", params={"day": earliest}, field="start")
    if away.start < start or away.end > end:
        outside = "start" if away.start < start else "end"
        params = {"since": start, "until": end}
        yield Finding("leave_out_of_term", params=params, field=outside)
    elif not halves:
        yield Finding("leave_takes_no_day", field="end")


def check_others(
    away: Away, others: Iterable[tuple[Away, str]], calendar: WorkCalendar
) -> Iterator[Finding]:
    """Findings against ``others``, held leaves with their states: over them, or next to them.

    Leaves with no working time between them would be two where the ladder sees one.
    """
    for other, state in others:
        params = {"since": other.start, "until": other.end}
        if away.overlaps(other):
            yield Finding("leave_overlaps", params=params, field="start")
        elif state in NOT_OVER and _is_next_to(away, other, calendar):
            yield Finding("leave_follows_another", params=params, field="start")


def _is_next_to(one: Away, other: Away, calendar: WorkCalendar) -> bool:
    """Whether no half day of work lies between the two."""
    first, second = (one, other) if one.is_before(other) else (other, one)
    since, from_noon = following(first)
    until = second.start if second.from_noon else second.start - timedelta(days=1)
    between = Away(since, until, from_noon, second.from_noon)
    return not half_days(between, "working_days", calendar)


def check_words_of_leave(
    *, known: bool, reason: str, place: str, substitute: str, needs_substitute: bool
) -> Iterator[Finding]:
    """Findings against what is written: kind, reason, place, and who does the work meanwhile."""
    if not known:
        yield Finding("leave_kind_unknown", field="kind")
    if not reason.strip():
        yield Finding("reason_needed", field="reason")
    if not place.strip():
        yield Finding("leave_needs_place", field="place")
    if needs_substitute and not substitute.strip():
        yield Finding("leave_needs_substitute", field="substitute")


def check_behalf(*, is_own: bool, behalf: str) -> Iterator[Finding]:
    """A finding when a host asks in the secondee's stead and does not say why."""
    if not is_own and len(behalf.strip()) < SHORTEST_REASON:
        yield Finding("behalf_needs_reason", field="behalf")


def check_decision(
    *, state: str, answer: str, said: LeaveAnswer, opinion: str, has_substitute: bool, told: bool
) -> Iterator[Finding]:
    """Findings against a decision: over, out of turn, twice, without reason, nobody told."""
    if state != L.WAITING:
        yield Finding("leave_does_not_wait")
    elif answer == LeaveAnswer.LATER:
        yield Finding("not_your_turn")
    elif answer != LeaveAnswer.ASKED:
        yield Finding("answered_already")
    elif said is LeaveAnswer.CONSENTED and has_substitute and not told:
        yield Finding("substitute_not_told", field="substitute_told")
    if said is not LeaveAnswer.CONSENTED and len(opinion.strip()) < SHORTEST_REASON:
        yield Finding("denial_needs_reason", field="opinion")


def check_leave_call_back(
    *, state: str, start: date, today: date, by_host: bool, is_extended: bool
) -> Iterator[Finding]:
    """Findings against calling a leave back: over, extended, or begun and not for the host."""
    if state not in {*PENDING, L.GRANTED}:
        yield Finding("leave_is_over")
    elif is_extended:
        yield Finding("leave_has_extension")
    elif state == L.GRANTED and today > start and not by_host:
        yield Finding("leave_has_begun", params={"day": start})


def check_extension(
    *, state: str, start: date, today: date, is_extended: bool
) -> Iterator[Finding]:
    """Findings against extending: only a leave one is on, and one extension at a time."""
    if is_extended:
        yield Finding("leave_has_extension")
    elif state != L.GRANTED:
        yield Finding("leave_not_granted")
    elif today < start:
        yield Finding("leave_not_begun", params={"day": start})


def check_report(
    *, state: str, away: Away, back_on: date, at_noon: bool, today: date, is_extended: bool
) -> Iterator[Finding]:
    """Findings against a report back: no leave, twice, to come, or before it began."""
    if is_extended:
        yield Finding("leave_has_extension")
    elif state == L.REPORTED:
        yield Finding("reported_back_already")
    elif state == L.ENDED:
        yield Finding("leave_is_over")
    elif state != L.GRANTED:
        yield Finding("leave_not_granted")
    if back_on > today:
        yield Finding("day_to_come", params={"day": back_on}, field="back_on")
    elif shortened(away, back_on, at_noon=at_noon) is None:
        yield Finding("back_before_leave", params={"day": away.start}, field="back_on")


def check_confirmed(
    *, state: str, by_reporter: bool, agrees: bool, remark: str
) -> Iterator[Finding]:
    """Findings against the host's word on a return: none reported, one's own, without reason."""
    if state == L.ENDED:
        yield Finding("leave_is_over")
    elif state != L.REPORTED:
        yield Finding("not_reported_back")
    if by_reporter:
        yield Finding("reporter_confirms_not")
    if not agrees and len(remark.strip()) < SHORTEST_REASON:
        yield Finding("denial_needs_reason", field="remark")


def shortened(away: Away, back_on: date, *, at_noon: bool) -> Away | None:
    """The time that was really away of one who is back on ``back_on``; None for no time at all."""
    if back_on > away.end:
        return away
    end = back_on if at_noon else back_on - timedelta(days=1)
    is_nothing = end < away.start or (end == away.start and at_noon and away.from_noon)
    if is_nothing:
        return None
    until_noon = at_noon or (end == away.end and away.until_noon)
    return Away(away.start, end, away.from_noon, until_noon)


def following(away: Away) -> tuple[date, bool]:
    """The first day of a leave that extends ``away``, and whether it begins at noon."""
    return (away.end, True) if away.until_noon else (away.end + timedelta(days=1), False)
