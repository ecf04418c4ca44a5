"""The use of the result."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class Occasion(StrEnum):
    """What a result is used for."""

    NOMINATION = "nomination"
    APPOINTMENT = "appointment"
    TRAINING = "training"
    RESERVE_LIST = "reserve_list"
    OTHER = "other"


def check_use(*, day: date, end: date, has_result: bool) -> Iterator[Finding]:
    """Findings against using a result: after the term, and only when there is one (S2.2.15)."""
    if day <= end:
        yield Finding("term_not_over", params={"end": end}, clause="S2.2.15", field="day")
    if not has_result:
        yield Finding("no_result_yet", clause="S2.2.15")
