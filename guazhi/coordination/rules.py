"""The rules of coordination. Facts in, findings out; no clock, no database."""

from collections.abc import Collection, Iterator
from datetime import date

from guazhi.policy.findings import Finding
from guazhi.secondments.rules import State

DIRECTION_OF = {"up": "brought_up", "down": "brought_down"}
LONGEST_HOME_WORK = 30


def check_decided(state: str) -> Iterator[Finding]:
    """A finding while a secondment is only planned, or was withdrawn."""
    if state in (State.PLANNED, State.WITHDRAWN):
        yield Finding("secondment_not_decided")


def check_words(clause: str = "", **texts: str) -> Iterator[Finding]:
    """A finding for each of ``texts`` that says nothing."""
    for field, text in texts.items():
        if not text.strip():
            yield Finding("words_needed", clause=clause, field=field)


def check_aspects(**aspects: str) -> Iterator[Finding]:
    """A finding for each aspect that a contact leaves out; work, life and thinking are asked."""
    for field, text in aspects.items():
        if not text.strip():
            yield Finding("aspect_missing", clause="S2.2.9", field=field)


def check_planned_day(
    day: date, *, today: date, since: date, until: date, days_back: int
) -> Iterator[Finding]:
    """Findings against the day a forum is planned for: within the intake, not long gone."""
    if (today - day).days > days_back:
        yield Finding("day_too_far_back", params={"day": day, "days": days_back}, field="day")
    if not since <= day <= until:
        params = {"day": day, "since": since, "until": until}
        yield Finding("day_out_of_term", params=params, field="day")


def check_attendance(*, invited: Collection[int], attended: Collection[int]) -> Iterator[Finding]:
    """Findings against who is said to have attended."""
    if not attended:
        yield Finding("nobody_attended", clause="S2.2.1", field="attended")
    strangers = set(attended) - set(invited)
    if strangers:
        yield Finding("not_invited", params={"count": len(strangers)}, field="attended")


def check_report_forum(*, held: bool, invited: bool, reported: bool) -> Iterator[Finding]:
    """Findings against reporting to a forum."""
    if held:
        yield Finding("forum_held_already", field="forum_id")
    if not invited:
        yield Finding("not_invited_to_report", field="forum_id")
    if reported:
        yield Finding("reported_already", clause="S2.2.2", field="forum_id")


def check_proposal(*, source_known: bool, titled: bool) -> Iterator[Finding]:
    """Findings against where a proposal comes from and how it is called."""
    if not source_known:
        yield Finding("source_unknown", field="source")
    if titled:
        yield Finding("practice_titled_already", field="title")


def check_publication(
    *, published: bool, recipients: int, proposed_on: date, day: date
) -> Iterator[Finding]:
    """Findings against publishing a practice."""
    if published:
        yield Finding("practice_published_already")
    if not recipients:
        yield Finding("nobody_to_deliver_to", clause="S2.2.5")
    if day < proposed_on:
        yield Finding("day_before_proposal", params={"day": proposed_on}, field="day")


def check_adoption(
    *, published_on: date | None, adopted: bool, delivered: bool, day: date
) -> Iterator[Finding]:
    """Findings against noting that a practice was taken up."""
    if published_on is None or not delivered:
        yield Finding("practice_not_delivered", clause="S2.2.6")
    elif day < published_on:
        yield Finding("day_before_publication", params={"day": published_on}, field="day")
    if adopted:
        yield Finding("practice_adopted_already")


def default_direction(secondment_direction: str) -> str:
    """What a secondee brings: those sent down bring down, all others bring up (S1.3.4, S1.3.5)."""
    return DIRECTION_OF.get(secondment_direction, "brought_up")


def check_answer(
    *, answered: bool, yours: bool, answer: str, sent_on: date, day: date
) -> Iterator[Finding]:
    """Findings against answering an exchange item."""
    if not yours:
        yield Finding("exchange_not_yours")
    if answered:
        yield Finding("exchange_answered_already")
    if day < sent_on:
        yield Finding("day_before_sending", params={"day": sent_on}, field="day")
    yield from check_words("S1.3.7", answer=answer)


def check_home_request(*, days: int, reason: str, waiting: bool) -> Iterator[Finding]:
    """Findings against asking for work of the home organisation."""
    if len(reason.strip()) < 4:
        yield Finding("reason_needed", clause="S3.0.10", field="reason")
    if not 1 <= days <= LONGEST_HOME_WORK:
        yield Finding("home_days_out_of_range", params={"max": LONGEST_HOME_WORK}, field="days")
    if waiting:
        yield Finding("home_request_waits", field="matter")


def check_home_decision(
    *, decided: bool, allowed: bool, reason: str, asked_on: date, day: date
) -> Iterator[Finding]:
    """Findings against deciding a home request; a refusal needs its reason."""
    if decided:
        yield Finding("home_request_decided_already")
    if not allowed and len(reason.strip()) < 4:
        yield Finding("reason_needed", clause="S3.0.10", field="reason")
    if day < asked_on:
        yield Finding("day_before_request", params={"day": asked_on}, field="day")
