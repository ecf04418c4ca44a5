"""What a roster would do to the records, told before anything is written."""

from guazhi.rosters.queries.plan import Plan, plan_import

__all__ = ["Plan", "plan_import"]
