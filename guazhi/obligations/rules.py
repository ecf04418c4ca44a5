"""What may be waived, and by whom. Derivation and matching themselves are in ``policy``."""

from collections.abc import Iterator

from guazhi.policy.findings import Finding


def check_waiver(*, state: str, reason: str) -> Iterator[Finding]:
    """Findings against asking for a waiver."""
    if state != "open":
        yield Finding("waiver_only_of_open")
    if len(reason.strip()) < 4:
        yield Finding("reason_needed", field="reason")


def check_waiver_decision(*, asked_by: int | None, decided_by: int | None) -> Iterator[Finding]:
    """A finding when the person who asked would decide."""
    if asked_by == decided_by:
        yield Finding("second_person_needed")
