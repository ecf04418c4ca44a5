"""Checks on who may be placed where: facts of a person and a post and a day in, findings out."""

from guazhi.secondments.rules.checks.facts import (
    KinFacts,
    PersonFacts,
    PostFacts,
    SanctionFacts,
    Stay,
    Verdict,
)
from guazhi.secondments.rules.checks.history import most_at_a_time
from guazhi.secondments.rules.checks.screening import (
    Result,
    Screening,
    named,
    refusals,
    screened,
)

__all__ = [
    "KinFacts",
    "PersonFacts",
    "PostFacts",
    "Result",
    "SanctionFacts",
    "Screening",
    "Stay",
    "Verdict",
    "most_at_a_time",
    "named",
    "refusals",
    "screened",
]
