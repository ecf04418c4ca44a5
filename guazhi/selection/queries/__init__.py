"""Reading runs, proposals and decisions."""

from guazhi.selection.queries.runs import Run, compare_runs, intake_to_place, run_of, runs

__all__ = ["Run", "compare_runs", "intake_to_place", "run_of", "runs"]
