"""Reading assessments, summaries, appraisals and uses of the result."""

from guazhi.assessments.queries.paper import content, frozen, verify_appraisal
from guazhi.assessments.queries.parties import managing_parties, opens_on, speaks_for

__all__ = [
    "content",
    "frozen",
    "managing_parties",
    "opens_on",
    "speaks_for",
    "verify_appraisal",
]
