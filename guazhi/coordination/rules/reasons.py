"""What all records of coordination have in common: a reason, and a decided secondment."""

from collections.abc import Iterator

from guazhi.policy.findings import Finding
from guazhi.secondments.rules import State

SHORTEST_REASON = 4


def check_decided(state: str) -> Iterator[Finding]:
    """A finding while a secondment is only planned, or was withdrawn."""
    if state in (State.PLANNED, State.WITHDRAWN):
        yield Finding("secondment_not_decided")


def check_reason(reason: str, clause: str = "") -> Iterator[Finding]:
    """A finding when a reason says nothing."""
    if len(reason.strip()) < SHORTEST_REASON:
        yield Finding("reason_needed", clause=clause, field="reason")
