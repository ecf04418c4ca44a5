"""Deciding on a warning: only on one that is open to decision, on the facts that were seen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guazhi.policy.entries import Words
from guazhi.policy.findings import Finding, check_words
from guazhi.secondments.rules.checks import Result

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """A warning as somebody looked at it: of whom, at which post, by which check, on what facts."""

    person: int
    post: int
    check: str
    digest: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A warning on a line of a proposal: of whom, by which check, whether it was decided on."""

    name: str
    check: Words
    is_open: bool


def check_warnings(warnings: Iterable[Unsettled]) -> Iterator[Finding]:
    """Findings for warnings that nobody decided on, and for those that were decided against."""
    yield from _of_warnings(warnings, still_open="warnings_open", against="warnings_against")


def check_since_meeting(
    ruled_out: Sequence[Finding], warnings: Iterable[Unsettled]
) -> Iterator[Finding]:
    """Findings for what checks find since the meeting: what rules somebody out, what warns."""
    if ruled_out:
        yield _counted("ruled_out_since", ruled_out)
    yield from _of_warnings(warnings, still_open="warned_since", against="warned_against_since")


def _of_warnings(
    warnings: Iterable[Unsettled], *, still_open: str, against: str
) -> Iterator[Finding]:
    found = list(warnings)
    for code, is_open in ((still_open, True), (against, False)):
        mine = [
            Finding("checked_out", params={"name": each.name, "says": each.check})
            for each in found
            if each.is_open is is_open
        ]
        if mine:
            yield _counted(code, mine)


def _counted(code: str, told: Sequence[Finding]) -> Finding:
    """One finding that names the first of several, and says how many there are."""
    first = list(told[:MOST_NAMED])
    if len(told) > MOST_NAMED:
        first.append(Finding("warnings_more", params={"count": len(told) - MOST_NAMED}))
    return Finding(code, params={"count": len(told), "warnings": tuple(first)})


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
