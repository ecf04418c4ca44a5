"""Requests of the home organisation for work during the term."""

from collections.abc import Iterator
from datetime import date

from guazhi.coordination.rules.reasons import SHORTEST_REASON
from guazhi.policy.findings import Finding

LONGEST_HOME_WORK = 30


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
