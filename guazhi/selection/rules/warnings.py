"""Deciding on a warning: only on one that is open to decision, on the facts that were seen."""

from collections.abc import Iterable, Iterator
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
    found = list(warnings)
    for code, is_open in (("warnings_open", True), ("warnings_against", False)):
        mine = [each for each in found if each.is_open is is_open]
        if mine:
            told = [
                Finding("checked_out", params={"name": each.name, "says": each.check})
                for each in mine[:MOST_NAMED]
            ]
            if len(mine) > MOST_NAMED:
                told.append(Finding("warnings_more", params={"count": len(mine) - MOST_NAMED}))
            yield Finding(code, params={"count": len(mine), "warnings": tuple(told)})


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
