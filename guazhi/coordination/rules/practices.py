"""Good practices: proposed, reviewed, published, taken up."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding

LONGEST_COMMENT = 300


class PracticeState(StrEnum):
    """How far a practice has come."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    PUBLISHED = "published"


def check_source(*, known: bool) -> Iterator[Finding]:
    """A finding against where a proposal comes from."""
    if not known:
        yield Finding("source_unknown", field="source")


def check_title(*, taken: bool) -> Iterator[Finding]:
    """A finding against a title that the intake has."""
    if taken:
        yield Finding("practice_titled_already", field="title")


def check_review(state: str, *, yours: bool, proposed_on: date, day: date) -> Iterator[Finding]:
    """Findings against reviewing a practice: it waits for that, of another, proposed by then."""
    if yours:
        yield Finding("practice_is_yours", clause="S2.2.5")
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
