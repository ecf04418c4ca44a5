"""Reading what leads from need to decision: nominations, fits, runs, proposals and decisions."""

from guazhi.selection.queries.instance import (
    Candidate,
    InstanceData,
    Offer,
    PairFit,
    instance_of,
    pair_fit,
)
from guazhi.selection.queries.runs import Run, compare_runs, intake_to_place, run_of, runs

__all__ = [
    "Candidate",
    "InstanceData",
    "Offer",
    "PairFit",
    "Run",
    "compare_runs",
    "instance_of",
    "intake_to_place",
    "pair_fit",
    "run_of",
    "runs",
]
