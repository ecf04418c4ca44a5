"""What a roster would do to the records, and the records as a roster."""

from guazhi.rosters.queries.lines import intake_to_print, roster_lines
from guazhi.rosters.queries.plan import Plan, plan_import

__all__ = ["Plan", "intake_to_print", "plan_import", "roster_lines"]
