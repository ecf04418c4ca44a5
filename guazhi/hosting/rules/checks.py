"""Checks that several records share."""

from collections.abc import Iterator
from datetime import date

from guazhi.policy.findings import Finding


def check_order(day: date, earlier: date, field: str = "day") -> Iterator[Finding]:
    """A finding when a step is dated before the one it follows."""
    if day < earlier:
        yield Finding("day_before_step", params={"day": earlier}, field=field)
