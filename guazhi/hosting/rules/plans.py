"""Where a training plan is, who speaks next, and what its lines must say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding


class PlanState(StrEnum):
    """Where a version of the plan is."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    APPROVED = "approved"
    RETURNED = "returned"


PLAN_NEXT = {
    PlanState.PROPOSED: {PlanState.AGREED, PlanState.RETURNED},
    PlanState.AGREED: {PlanState.APPROVED, PlanState.RETURNED},
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a plan as drafted; ``number`` is that of the line it goes on from, 0 if new."""

    goal: str
    measure: str
    milestone: str
    due: date
    lack: str = ""
    number: int = 0


def check_plan(state: str, target: PlanState) -> Iterator[Finding]:
    """A finding when a plan in ``state`` may not become ``target``."""
    if target not in PLAN_NEXT.get(PlanState(state), ()):
        code = "plan_not_agreed" if _too_early(state, target) else "plan_step_not_now"
        yield Finding(code)


def _too_early(state: str, target: PlanState) -> bool:
    return state == PlanState.PROPOSED and target is PlanState.APPROVED


def check_lines(lines: Sequence[PlanLine], *, since: date, until: date) -> Iterator[Finding]:
    """Findings against lines: at least one, each complete, each milestone in the term."""
    if not lines:
        yield Finding("plan_without_lines")
    for line in lines:
        if not (line.goal.strip() and line.measure.strip() and line.milestone.strip()):
            yield Finding("plan_line_incomplete")
        if not since <= line.due <= until:
            params = {"day": line.due, "since": since, "until": until}
            yield Finding("day_out_of_term", params=params)
    numbers = [line.number for line in lines if line.number]
    if len(set(numbers)) < len(numbers):
        yield Finding("plan_line_twice")


def numbered(lines: Sequence[PlanLine], known: set[int]) -> list[tuple[int, PlanLine]]:
    """The lines with their numbers: kept where the number is ``known``, else the next free one."""
    last = max(known, default=0)
    found = []
    for line in lines:
        if line.number in known:
            found.append((line.number, line))
        else:
            last += 1
            found.append((last, line))
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a line or a part of the text from one version to the next."""

    number: int
    field: str
    before: str
    after: str


PLAN_FIELDS = ("lack", "goal", "measure", "milestone", "due")


def differences(
    before: dict[int, dict[str, str]], after: dict[int, dict[str, str]]
) -> list[Change]:
    """Where two versions differ, by number of the line; 0 is the text above the lines."""
    return [
        Change(number, field, before.get(number, {}).get(field, ""), text)
        for number in sorted({*before, *after})
        for field, text in (after.get(number) or dict.fromkeys(before[number], "")).items()
        if before.get(number, {}).get(field, "") != text
    ]


def is_line_late(*, due: date, today: date, tasks: int, done: int) -> bool:
    """Whether a line of the plan is past its day without its tasks done, or without any."""
    return due < today and (done < tasks or not tasks)
