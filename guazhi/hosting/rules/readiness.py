"""What a host has ready before somebody is in post."""

from collections.abc import Iterable, Iterator

from guazhi.policy.findings import Finding

MISSING = {
    "acceptance": Finding("not_ready_acceptance"),
    "handover": Finding("not_ready_handover"),
    "division": Finding("not_ready_division"),
    "plan_approved": Finding("not_ready_plan"),
    "mentor_acceptance": Finding("not_ready_mentor"),
    "briefing": Finding("not_ready_briefing"),
    "living": Finding("not_ready_living"),
}


def check_ready(missing: Iterable[str]) -> Iterator[Finding]:
    """A finding for each thing that is missing."""
    for kind in missing:
        yield MISSING[kind]
