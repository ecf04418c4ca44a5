"""The answer of the host to a personal summary."""

from collections.abc import Iterator
from datetime import date

from guazhi.policy.findings import Finding, check_come


def check_answer(
    day: date, *, today: date, submitted: date | None, is_answered: bool, is_latest: bool
) -> Iterator[Finding]:
    """Findings against countersigning or returning a version on ``day``."""
    if submitted is None:
        yield Finding("summary_is_a_draft")
    elif day < submitted:
        yield Finding("before_the_summary", params={"day": submitted}, field="day")
    yield from check_come(day, today)
    if is_answered:
        yield Finding("summary_answered_already")
    elif not is_latest:
        yield Finding("summary_followed")
