"""The pure kernel: policy packs, clauses, calendar and months, findings, what is owed and met.

Nothing here knows Django or the clock: facts, a policy and a day go in; findings, dues and
standing come out.
"""

from guazhi.policy.alike import Alike
from guazhi.policy.assessed import AssessmentForm
from guazhi.policy.calendar import WorkCalendar, load_calendar
from guazhi.policy.clauses import Clause, clause, clauses
from guazhi.policy.derive import (
    Basis,
    Due,
    Facts,
    Happening,
    IntakeFacts,
    Key,
    Move,
    SecondmentFacts,
    Shortened,
    derive,
)
from guazhi.policy.eligibility import Check
from guazhi.policy.errors import PackError, PackRefused
from guazhi.policy.findings import Finding, Level, Refused, refuse_if
from guazhi.policy.loader import Shelf, load, named, shelf, shipped
from guazhi.policy.months import add_months, midpoint, term_end, whole_months
from guazhi.policy.pack import (
    Category,
    Course,
    Obligation,
    Pack,
    Parameter,
    Readiness,
    differences,
    digest,
    dumped,
    restored,
)
from guazhi.policy.parties import Party
from guazhi.policy.settle import Evidence, settle
from guazhi.policy.standing import Light, Standing, light, standing

__all__ = [
    "Alike",
    "AssessmentForm",
    "Basis",
    "Category",
    "Check",
    "Clause",
    "Course",
    "Due",
    "Evidence",
    "Facts",
    "Finding",
    "Happening",
    "IntakeFacts",
    "Key",
    "Level",
    "Light",
    "Move",
    "Obligation",
    "Pack",
    "PackError",
    "PackRefused",
    "Parameter",
    "Party",
    "Readiness",
    "Refused",
    "SecondmentFacts",
    "Shelf",
    "Shortened",
    "Standing",
    "WorkCalendar",
    "add_months",
    "clause",
    "clauses",
    "derive",
    "differences",
    "digest",
    "dumped",
    "light",
    "load",
    "load_calendar",
    "midpoint",
    "named",
    "refuse_if",
    "restored",
    "settle",
    "shelf",
    "shipped",
    "standing",
    "term_end",
    "whole_months",
]
