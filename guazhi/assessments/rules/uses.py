"""Whether a result was used within so many months of the end of the term, or why it was not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guazhi.policy import add_months
from guazhi.policy.findings import Finding, check_words


class Fate(StrEnum):
    """What became of a result after the term."""

    IN_TIME = "in_time"  # it counted, within the months of the policy
    LATE = "late"  # it counted, after them
    SET_ASIDE = "set_aside"  # it was before a meeting and did not count, for a reason
    WAITS = "waits"  # nobody had it before him yet, and there is time
    UNUSED = "unused"  # the months are gone and nobody had it before him
    NO_RESULT = "no_result"  # the term ended without one


@dataclass(frozen=True, slots=True)
class Used:
    """One use of a result: when, on what occasion, and whether it counted."""

    day: date
    occasion: str
    considered: bool


def fate(end: date, months: int, used: Iterable[Used], today: date, *, has_result: bool) -> Fate:
    """What became of the result of a term that ended on ``end``."""
    uses = list(used)
    counted = [each.day for each in uses if each.considered]
    limit = add_months(end, months)
    if counted:
        return Fate.IN_TIME if min(counted) <= limit else Fate.LATE
    if uses:
        return Fate.SET_ASIDE
    if not has_result:
        return Fate.NO_RESULT
    return Fate.WAITS if today <= limit else Fate.UNUSED


def check_considered(considered: bool | None, how: str) -> Iterator[Finding]:
    """Findings against a consideration of somebody who has a result on record.

    It has to say whether the result counted, and how or why not (S2.2.15).
    """
    if considered is None or not how.strip():
        yield Finding("result_not_considered", clause="S2.2.15", field="how_considered")
    else:
        yield from check_words("", 4, how_considered=how)
