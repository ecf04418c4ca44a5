"""The rules of coordination. Facts in, findings out; no clock, no database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from guazhi.policy.findings import Finding, check_words
from guazhi.secondments.rules import State

DIRECTION_OF = {"up": "brought_up", "down": "brought_down"}
LONGEST_HOME_WORK = 30
SHORTEST_REASON = 4
LONGEST_COMMENT = 300
NOTICE_OF_A_FORUM = timedelta(days=7)
NOTICE_OF_A_CONTACT = timedelta(days=2)
ASPECTS = ("work", "life", "thought")  # what a contact asks about (S2.2.9)


class ContactState(StrEnum):
    """Whether a contact with a host is to come, has been made, or will not be."""

    PLANNED = "planned"
    MADE = "made"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Note:
    """What a contact says of one secondee, or of all it covers: topics ticked, and words."""

    topics: tuple[str, ...] = ()
    work: str = ""
    life: str = ""
    thought: str = ""

    def tells(self, aspects: Mapping[str, str]) -> set[str]:
        """The aspects it tells of; ``aspects`` says of which aspect each topic is."""
        words = {name for name in ASPECTS if getattr(self, name).strip()}
        return words | {aspects[topic] for topic in self.topics if topic in aspects}


@dataclass(frozen=True, slots=True)
class Owing:
    """A window in which a host has to be contacted about one secondment."""

    opens: date
    due: date
    secondment: int


class PracticeState(StrEnum):
    """How far a practice has come."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    PUBLISHED = "published"


class ReportState(StrEnum):
    """Where a work report is: with the host, back with its writer, or countersigned."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    COUNTERSIGNED = "countersigned"


def check_decided(state: str) -> Iterator[Finding]:
    """A finding while a secondment is only planned, or was withdrawn."""
    if state in (State.PLANNED, State.WITHDRAWN):
        yield Finding("secondment_not_decided")


def check_notes(
    whole: Note, notes: Collection[Note], aspects: Mapping[str, str]
) -> Iterator[Finding]:
    """Findings unless each secondee is told of in work, life and thinking, alone or with all.

    ``aspects`` says of which aspect each topic of the policy is.
    """
    for topic in {topic for note in (whole, *notes) for topic in note.topics} - set(aspects):
        yield Finding("choice_unknown", params={"choice": topic}, field="topics")
    told = [note.tells(aspects) | whole.tells(aspects) for note in notes]
    for aspect in ASPECTS:
        if any(aspect not in each for each in told):
            yield Finding("aspect_missing", clause="S2.2.9", field=aspect)


def check_covered(covered: int) -> Iterator[Finding]:
    """A finding when a contact is about nobody."""
    if not covered:
        yield Finding("contact_covers_nobody", clause="S2.2.9", field="covers")


def check_contact_day(
    day: date, *, today: date, terms: Iterable[tuple[date, date]]
) -> Iterator[Finding]:
    """Findings against the day a contact is planned for: to come, and in the terms it covers."""
    if day < today:
        yield Finding("contact_day_gone", params={"day": day}, field="day")
    for since, until in terms:
        if not since <= day <= until:
            params = {"day": day, "since": since, "until": until}
            yield Finding("day_out_of_term", params=params, field="day")
            return


def check_planned(state: str) -> Iterator[Finding]:
    """A finding unless the contact is still to come."""
    if state != ContactState.PLANNED:
        yield Finding("contact_not_planned")


def contact_days(
    owed: Iterable[Owing], *, today: date, turn: int, is_working: Callable[[date], bool]
) -> Iterator[tuple[date, tuple[int, ...]]]:
    """The days on which to contact a host, as few as will do, and the secondments each covers.

    Each day lies in the windows of all it covers; what is overdue comes first. ``turn`` spreads
    hosts over a window, so that they do not all fall on its first day.
    """
    left = sorted(owed, key=lambda each: (each.due, each.opens, each.secondment))
    while left:
        last = max(left[0].due, today)
        together = [each for each in left if each.opens <= last]
        first = max(today, *(each.opens for each in together))
        room = (last - first).days * 2 // 3 + 1
        day = first + timedelta(days=turn * 2 % room)
        while not is_working(day) and day < last:
            day += timedelta(days=1)
        yield day, tuple(dict.fromkeys(each.secondment for each in together))
        left = [each for each in left if each.opens > last]


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the quarter of ``day``."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def check_planned_day(
    day: date, *, today: date, since: date, until: date, days_back: int
) -> Iterator[Finding]:
    """Findings against the day a forum is planned for: within the intake, not long gone."""
    if (today - day).days > days_back:
        yield Finding("day_too_far_back", params={"day": day, "days": days_back}, field="day")
    if not since <= day <= until:
        params = {"day": day, "since": since, "until": until}
        yield Finding("day_out_of_term", params=params, field="day")


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


def check_sections(
    sections: Mapping[str, str], *, required: Iterable[str], known: Collection[str]
) -> Iterator[Finding]:
    """Findings against the sections of a report: each that policy requires has its words."""
    for section in required:
        if not sections.get(section, "").strip():
            yield Finding("words_needed", clause="S2.2.2", field=section)
    if strange := set(sections) - set(known):
        yield Finding("section_unknown", params={"section": min(strange)})


def check_countersigned(state: str) -> Iterator[Finding]:
    """A finding unless the report waits for the host."""
    if state != ReportState.SUBMITTED:
        yield Finding("report_does_not_wait")


def check_report_forum(*, held: bool, invited: bool, reported: bool) -> Iterator[Finding]:
    """Findings against reporting to a forum."""
    if held:
        yield Finding("forum_held_already", field="forum_id")
    if not invited:
        yield Finding("not_invited_to_report", field="forum_id")
    if reported:
        yield Finding("reported_already", clause="S2.2.2", field="forum_id")


def check_source(*, known: bool) -> Iterator[Finding]:
    """A finding against where a proposal comes from."""
    if not known:
        yield Finding("source_unknown", field="source")


def check_title(*, taken: bool) -> Iterator[Finding]:
    """A finding against a title that the intake has."""
    if taken:
        yield Finding("practice_titled_already", field="title")


def check_review(state: str, *, proposed_on: date, day: date) -> Iterator[Finding]:
    """Findings against reviewing a practice: it waits for that, and was proposed by then."""
    if state == PracticeState.PUBLISHED:
        yield Finding("practice_published_already")
    if state == PracticeState.RETURNED:
        yield Finding("practice_returned_already")
    if day < proposed_on:
        yield Finding("day_before_proposal", params={"day": proposed_on}, field="day")


def check_recipients(recipients: int) -> Iterator[Finding]:
    """A finding when nobody would receive what is published."""
    if not recipients:
        yield Finding("nobody_to_deliver_to", clause="S2.2.5")


def check_reason(reason: str, clause: str = "") -> Iterator[Finding]:
    """A finding when a reason says nothing."""
    if len(reason.strip()) < SHORTEST_REASON:
        yield Finding("reason_needed", clause=clause, field="reason")


def check_revision(
    state: str, *, yours: bool, returned_on: date | None, day: date
) -> Iterator[Finding]:
    """Findings against sending a practice in again: it was returned, to whoever does so."""
    if not yours:
        yield Finding("practice_not_yours")
    if state != PracticeState.RETURNED:
        yield Finding("practice_not_returned")
    elif returned_on is not None and day < returned_on:
        yield Finding("day_before_return", params={"day": returned_on}, field="day")


def check_comment(length: int, *, published: bool) -> Iterator[Finding]:
    """Findings against commenting on a practice: it is published, the comment is short."""
    if not published:
        yield Finding("practice_not_published")
    if length > LONGEST_COMMENT:
        yield Finding("comment_too_long", params={"max": LONGEST_COMMENT}, field="text")


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


def flow(direction: str, secondment_direction: str, *, to_home: bool, to_host: bool) -> str:
    """From which side of a secondment something flows: home or host.

    What is sent to one side comes from the other. Else what a secondee brings in his own
    direction comes from home, and in the other from where he serves.
    """
    if to_home != to_host:
        return "host" if to_home else "home"
    own = direction == default_direction(secondment_direction)
    return "home" if own else "host"


def check_unanswered(*, answered: bool, yours: bool, sent_on: date, day: date) -> Iterator[Finding]:
    """Findings against doing something with an item: it waits, and it waits for you."""
    if not yours:
        yield Finding("exchange_not_yours")
    if answered:
        yield Finding("exchange_answered_already")
    if day < sent_on:
        yield Finding("day_before_sending", params={"day": sent_on}, field="day")


def check_answer(*, answer: str, adopted: bool | None, reason: str) -> Iterator[Finding]:
    """Findings against the words of an answer; what is not adopted has its reason."""
    yield from check_words("S1.3.7", answer=answer)
    if adopted is False:
        yield from check_reason(reason, clause="S1.3.7")


def check_forward(*, may_own: bool, was_there: bool) -> Iterator[Finding]:
    """Findings against the unit that an item is passed on to."""
    if not may_own:
        yield Finding("exchange_to_a_stranger", field="to_organisation_id")
    if was_there:
        yield Finding("exchange_was_there", field="to_organisation_id")


def check_flow_note(*, kinds_known: bool, count: int) -> Iterator[Finding]:
    """Findings against noting why nothing flows between two kinds of unit."""
    if not kinds_known:
        yield Finding("unit_kind_unknown")
    if count:
        yield Finding("flow_not_empty", params={"count": count}, clause="S1.3.3")


def check_home_request(*, days: int, reason: str, waiting: bool) -> Iterator[Finding]:
    """Findings against asking for work of the home organisation."""
    if len(reason.strip()) < SHORTEST_REASON:
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
    if not allowed and len(reason.strip()) < SHORTEST_REASON:
        yield Finding("reason_needed", clause="S3.0.10", field="reason")
    if day < asked_on:
        yield Finding("day_before_request", params={"day": asked_on}, field="day")
