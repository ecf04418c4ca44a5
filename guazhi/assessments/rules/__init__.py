"""The rules of assessment, summary, appraisal and use of the result. No clock, no database."""

from guazhi.assessments.rules.frozen import DIGEST, canonical, digest
from guazhi.assessments.rules.joint import (
    SERVED,
    Kind,
    check_grade,
    check_opens,
    check_parts,
    check_scores,
    check_served,
)
from guazhi.assessments.rules.results import Occasion, check_use

__all__ = [
    "DIGEST",
    "SERVED",
    "Kind",
    "Occasion",
    "canonical",
    "check_grade",
    "check_opens",
    "check_parts",
    "check_scores",
    "check_served",
    "check_use",
    "digest",
]
