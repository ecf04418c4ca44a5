"""A finding with its place in the file, and many findings put in order."""

from collections.abc import Iterable
from dataclasses import dataclass

from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.parts import column_letters

ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


@dataclass(frozen=True, slots=True)
class RosterFinding:
    """A finding and where it is: Excel's row number, the column's heading, the cell."""

    row: int
    column: str
    cell: str
    finding: Finding

    @property
    def place(self) -> str:
        """The cell, or the row where there is none."""
        return self.cell or str(self.row)


def cell_name(row: int, column: int) -> str:
    """A cell's name as Excel shows it, from places counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def in_order(findings: Iterable[RosterFinding]) -> list[RosterFinding]:
    """Errors first, then warnings, then notes; each by row."""
    return sorted(findings, key=lambda found: (ORDER[found.finding.level], found.row))


def of_a_kind(findings: Iterable[RosterFinding]) -> list[list[RosterFinding]]:
    """The findings in order, those of one level, code and column together."""
    kinds: dict[tuple[Level, str, str], list[RosterFinding]] = {}
    for found in in_order(findings):
        key = (found.finding.level, found.finding.code, found.column)
        kinds.setdefault(key, []).append(found)
    return list(kinds.values())


def to_tell(findings: Iterable[RosterFinding]) -> list[list[RosterFinding]]:
    """Each error by itself, since each must be mended; warnings and notes together by kind."""
    told: list[list[RosterFinding]] = []
    for kind in of_a_kind(findings):
        told += [[each] for each in kind] if kind[0].finding.level is Level.ERROR else [kind]
    return sorted(told, key=lambda kind: (ORDER[kind[0].finding.level], kind[0].row))
