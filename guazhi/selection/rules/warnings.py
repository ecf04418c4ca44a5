"""Deciding on a warning: only on one that is open to decision, on the facts that were seen."""

from collections.abc import Iterator

from guazhi.policy.findings import Finding, check_words
from guazhi.secondments.rules.checks import Result


def check_decision(result: Result | None, digest: str, reason: str) -> Iterator[Finding]:
    """Findings against a decision on what a check says now; ``digest`` is what was looked at."""
    if result is None:
        yield Finding("warning_gone")
    elif result.level == "blocking":
        yield Finding("warning_blocks", clause=result.clause)
    elif result.level == "note":
        yield Finding("warning_is_a_note")
    elif result.digest != digest:
        yield Finding("warning_on_other_facts")
    yield from check_words("", 4, reason=reason)
