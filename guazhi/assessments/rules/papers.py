"""Papers of a person: what state each is in, and which file keeps it. No clock, no database."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What is printed at the end of an assessment or of a term."""

    SUMMARY = "summary"
    MIDTERM = "midterm"
    FINAL = "final"
    APPRAISAL = "appraisal"
    MIDTERM_NOTICE = "midterm_notice"
    FINAL_NOTICE = "final_notice"


class PaperState(StrEnum):
    """How far a paper has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COUNTERSIGNED = "countersigned"
    CONCLUDED = "concluded"
    RELEASED = "released"
    SIGNED = "signed"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    SUPERSEDED = "superseded"


# not yet what it is to become: marked across
UNFINISHED = frozenset({PaperState.DRAFT, PaperState.RETURNED, PaperState.CONCLUDED})
# only what the organisation concluded goes to the personnel file (category 3 of ten)
OF_THE_PERSON = frozenset({PaperKind.MIDTERM, PaperKind.FINAL, PaperKind.APPRAISAL})


def is_filed(kind: PaperKind, state: PaperState) -> bool:
    """Whether a paper goes to the personnel file: an appraisal or grade, complete and in force."""
    return kind in OF_THE_PERSON and state in {PaperState.SIGNED, PaperState.RELEASED}


def mark(state: PaperState) -> str:
    """What is written across a paper in this state."""
    if state is PaperState.SUPERSEDED:
        return "已　作　废"
    return "草　稿" if state in UNFINISHED else ""


def summary_state(*, submitted: bool, countersigned: bool, returned: bool) -> PaperState:
    """The state of a version of the summary."""
    if returned:
        return PaperState.RETURNED
    if countersigned:
        return PaperState.COUNTERSIGNED
    return PaperState.SUBMITTED if submitted else PaperState.DRAFT
