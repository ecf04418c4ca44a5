"""Drafting a training plan from a pack's template: which lines a person needs, blanks filled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guazhi.policy.entries import Words
from guazhi.policy.months import term_end
from guazhi.policy.pack import Pack, PlanLine, PlanTemplate


@dataclass(frozen=True, slots=True)
class Drafted:
    """A line as it goes into somebody's plan; ``lack`` names what the record does not show."""

    lack: Words | None
    goal: Words
    measure: Words
    milestone: Words
    due: date


def drafted(
    template: PlanTemplate,
    *,
    category: str,
    record: Iterable[str],
    blanks: Mapping[str, str],
    start: date,
    end: date,
) -> list[Drafted]:
    """The lines that somebody of this ``category`` and ``record`` needs, what is lacked first.

    A milestone that would fall after the last day falls on it.
    """
    told = list(record)
    lines = [
        Drafted(
            lack=line.names if line.seen_in else None,
            goal=filled(line.goal, blanks),
            measure=filled(line.measure, blanks),
            milestone=filled(line.milestone, blanks),
            due=min(term_end(start, line.months), end),
        )
        for line in template.lines.values()
        if _is_for(line, category) and not shows(line, told)
    ]
    return sorted(lines, key=lambda line: line.lack is None)


def experiences(pack: Pack) -> dict[str, Words]:
    """The experiences of a policy: the lines of its plan that a record may show."""
    lines = pack.plan.lines if pack.plan else {}
    return {code: line.names for code, line in lines.items() if line.seen_in}


def shows(line: PlanLine, record: Iterable[str]) -> bool:
    """Whether a line of the record shows the experience that ``line`` teaches."""
    return any(word in text for text in record for word in line.seen_in)


def filled(words: Words, blanks: Mapping[str, str]) -> Words:
    """The words with their blanks filled."""
    return Words(zh=words.zh.format(**blanks)[:MOST], en=words.en.format(**blanks)[:MOST])


def _is_for(line: PlanLine, category: str) -> bool:
    return not line.categories or category in line.categories


MOST = 400
