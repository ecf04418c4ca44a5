"""What a file would do to the records, and the records as files: rosters and ratings."""

from guazhi.rosters.queries.lines import intake_to_print, roster_lines
from guazhi.rosters.queries.plan import Plan, plan_import
from guazhi.rosters.queries.ratings import (
    Absentee,
    RatingPlan,
    form_of,
    lines_of,
    plan_ratings,
    seal,
    without_account,
)

__all__ = [
    "Absentee",
    "Plan",
    "RatingPlan",
    "form_of",
    "intake_to_print",
    "lines_of",
    "plan_import",
    "plan_ratings",
    "roster_lines",
    "seal",
    "without_account",
]
