"""A finding with its place in the file."""

from dataclasses import dataclass

from guazhi.policy.findings import Finding
from guazhi.rosters.rules.parts import column_letters


@dataclass(frozen=True, slots=True)
class RosterFinding:
    """A finding and where it is: Excel's row number, the column's heading, the cell."""

    row: int
    column: str
    cell: str
    finding: Finding


def cell_name(row: int, column: int) -> str:
    """A cell's name as Excel shows it, from places counted from 0."""
    return f"{column_letters(column)}{row + 1}"
