"""Who may mentor, and who leads the unit."""

from collections.abc import Container, Iterator, Sequence
from datetime import date

from guazhi.policy.findings import Finding


def check_mentor(*, is_principal_leader: bool, exception_reason: str) -> Iterator[Finding]:
    """A finding unless the mentor leads the unit, or an exception has its reason (S2.1.6)."""
    if not is_principal_leader and len(exception_reason.strip()) < 4:
        yield Finding("mentor_not_principal_leader", clause="S2.1.6", field="mentor")


def check_leader(*, is_known: bool, since: date, present_since: date | None) -> Iterator[Finding]:
    """Findings against putting a principal leader on record."""
    if is_known:
        yield Finding("leader_on_record", field="name")
    elif present_since is not None and since < present_since:
        yield Finding("leader_before_present", params={"day": present_since}, field="since")


def days_silent(since: date, last: date | None, today: date) -> int:
    """How many days no mentoring is on record: since the last time, or since it was named."""
    return max((today - max(last or since, since)).days, 0)


def check_themes(themes: Sequence[str], *, known: Container[str]) -> Iterator[Finding]:
    """Findings against what mentoring was about: at least one theme, each known."""
    if not themes:
        yield Finding("theme_needed", field="themes")
    for theme in themes:
        if theme not in known:
            yield Finding("choice_unknown", params={"choice": theme}, field="themes")
