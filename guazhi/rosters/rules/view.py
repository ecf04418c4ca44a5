"""One row of the grid under its header, gathering what is found in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from guazhi.organisations.rules import UnitName, read_unit_name
from guazhi.people.rules.dates import Cell
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.cells import clean_text, is_blank, shown
from guazhi.rosters.rules.columns import Column
from guazhi.rosters.rules.found import RosterFinding, cell_name
from guazhi.rosters.rules.header import Header
from guazhi.rosters.rules.parts import SheetParts
from guazhi.rosters.rules.posts import PostKind, kind_of_post

C = Column

EXCEL_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
LONGEST: Mapping[Column, int] = {
    C.NAME: 40, C.ETHNIC_GROUP: 20, C.NATIVE_PLACE: 40, C.BIRTH_PLACE: 40, C.EDUCATION: 30,
    C.DEGREE: 30, C.SCHOOL: 120, C.HEALTH: 20, C.RANK: 30, C.HOME_UNIT: 100, C.HOME_POST: 100,
    C.HOST_UNIT: 100, C.POST: 60, C.PHONE: 30, C.POLITICAL_STATUS: 40, C.REMARKS: 2000,
}  # fmt: skip


@dataclass(slots=True)
class Context:
    """What the reader knows before it reads: the policy's posts, the places, the start day."""

    kinds: Mapping[str, PostKind]
    start: date | None = None
    city: str = ""
    counties: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()
    units: dict[str, UnitName] = field(default_factory=dict)
    posts: dict[tuple[str, str], PostKind | None] = field(default_factory=dict)

    def unit(self, name: str) -> UnitName:
        """The unit called ``name``, read once; an area stands for its government."""
        if name not in self.units:
            unit = read_unit_name(name, self.city or None, self.counties)
            if unit.is_place:
                government = f"{unit.name}人民政府"
                unit = read_unit_name(government, self.city or None, self.counties)
            self.units[name] = unit
        return self.units[name]

    def kind(self, title: str, host: UnitName) -> PostKind | None:
        """The kind of the post ``title`` at ``host``, looked up once."""
        key = (title, host.name)
        if key not in self.posts:
            self.posts[key] = kind_of_post(title, host.name, host.host_kind, self.kinds)
        return self.posts[key]


@dataclass(slots=True)
class RowView:
    """The cells of one row by column."""

    index: int
    cells: Sequence[Cell]
    header: Header
    findings: list[RosterFinding] = field(default_factory=list)
    failed: bool = False
    name: str = ""
    id_number: str = ""

    @property
    def number(self) -> int:
        """The row's number as Excel shows it."""
        return self.index + 1

    def cell(self, column: Column) -> Cell:
        """What stands under ``column``: nothing when the cell or the column is missing."""
        place = self.header.places.get(column)
        if place is None or place >= len(self.cells):
            return None
        return self.cells[place]

    def value(self, column: Column) -> Cell:
        """The cell under ``column``, blanks and Excel's error values told apart from values."""
        cell = self.cell(column)
        if is_blank(cell):
            return None
        if isinstance(cell, str) and cell[:1] == "#" and EXCEL_ERROR.fullmatch(cell.strip()):
            self.add(column, Finding("cell_with_error", params={"text": cell.strip()}))
            return None
        return cell

    def text(self, column: Column) -> str:
        """The text under ``column``, cleaned; nothing when the cell is blank or too long."""
        cell = self.value(column)
        if cell is None:
            return ""
        text = clean_text(cell if isinstance(cell, str) else shown(cell))
        limit = LONGEST.get(column)
        if limit is not None and len(text) > limit:
            self.add(column, Finding("text_too_long", params={"length": len(text), "limit": limit}))
            return text[:limit]
        return text

    def add(self, column: Column, finding: Finding) -> None:
        """Note a finding in the cell under ``column``."""
        place = self.header.places.get(column)
        cell = cell_name(self.index, place) if place is not None else ""
        self.findings.append(RosterFinding(self.number, self.header.heading(column), cell, finding))
        if finding.level is Level.ERROR:
            self.failed = True

    def missing(self, column: Column) -> None:
        """Note that a cell that must be filled is blank, unless something else is wrong there."""
        heading = self.header.heading(column)
        if column in self.header.places and not any(
            found.column == heading and found.finding.level is Level.ERROR
            for found in self.findings
        ):
            self.add(column, Finding("cell_required", params={"column": heading}))
        self.failed = True

    def check_formulas(self, parts: SheetParts) -> None:
        """Findings on cells that hold formulas."""
        if not parts.formulas and not parts.without_value:
            return
        for column, place in self.header.places.items():
            if (self.index, place) in parts.without_value:
                self.add(column, Finding("formula_without_value"))
            elif (self.index, place) in parts.formulas:
                text = shown(self.cells[place] if place < len(self.cells) else None)
                self.add(column, Finding("formula_in_cell", Level.WARNING, {"value": text[:40]}))
