"""Work reports of secondees."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum

from guazhi.policy.findings import Finding


class ReportState(StrEnum):
    """Where a work report is: with the host, back with its writer, or countersigned."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    COUNTERSIGNED = "countersigned"


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


def check_report_forum(
    *, held: bool, called_off: bool, invited: bool, reported: bool
) -> Iterator[Finding]:
    """Findings against reporting to a forum."""
    if held:
        yield Finding("forum_held_already", field="forum_id")
    if called_off:
        yield Finding("forum_called_off_already", field="forum_id")
    if not invited:
        yield Finding("not_invited_to_report", field="forum_id")
    if reported:
        yield Finding("reported_already", clause="S2.2.2", field="forum_id")
