"""Finding the header of a roster: one row or two, below titles, in whatever order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from guazhi.people.rules.dates import Cell
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.columns import (
    Column,
    column_of,
    column_under,
    heading_of,
    plain_heading,
)
from guazhi.rosters.rules.found import RosterFinding, cell_name

SEARCHED_ROWS = 15
FEWEST_COLUMNS = 4

C = Column


@dataclass(frozen=True, slots=True)
class Header:
    """Where a roster's rows begin and which column stands where."""

    row: int
    first: int
    places: Mapping[Column, int]
    headings: Mapping[int, str]
    titles: tuple[str, ...] = ()
    unknown: Mapping[int, str] = field(default_factory=dict)

    def heading(self, column: Column) -> str:
        """The heading of ``column`` as the file has it, else the usual one."""
        place = self.places.get(column)
        return self.headings[place] if place is not None else heading_of(column)


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _recognised(row: Sequence[Cell]) -> set[Column]:
    """The columns that a row names. A title that fills the whole row names none."""
    texts = {_text(cell) for cell in row}
    if len(texts - {""}) < 2:
        return set()
    return {column for text in texts if text and (column := column_of(text))}


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The header among the first rows: the row that names most columns."""
    best, most = -1, 0
    for number, row in enumerate(rows[: SEARCHED_ROWS + 10]):
        found = _recognised(row)
        if len(found) > most and found & {C.NAME, C.HOST_UNIT, C.ID_NUMBER}:
            best, most = number, len(found)
    if most < FEWEST_COLUMNS:
        return None
    tops = [_text(cell) for cell in rows[best]]
    above = _spanning(rows, best)
    if above is not None:
        return _header(rows, above, best)
    if best + 1 < len(rows) and _continues(tops, rows[best + 1]):
        return _header(rows, best, best + 1)
    return _header(rows, best, best)


def _continues(tops: Sequence[str], below: Sequence[Cell]) -> bool:
    """Whether the row below a header is its second row: nothing in it but headings."""
    tops = [*tops, *[""] * (len(below) - len(tops))]
    own = [
        (span, _text(cell))
        for top, span, cell in zip(tops, _spans(tops), below, strict=False)
        if cell not in {"", None} and _text(cell) != top
    ]
    return bool(own) and all(text and column_under(span, text) for span, text in own)


def _spanning(rows: Sequence[Sequence[Cell]], best: int) -> int | None:
    """The row above the best one when it is the first of a header of two rows."""
    if best == 0:
        return None
    above = [_text(cell) for cell in rows[best - 1]]
    spread = len(set(above) - {""})
    return best - 1 if spread > 1 and len(_recognised(rows[best - 1])) > 1 else None


def _spans(tops: Sequence[str]) -> list[str]:
    """The upper headings, each carried over the empty places to its right."""
    spans, last = [], ""
    for top in tops:
        last = top or last
        spans.append(last)
    return spans


def _header(rows: Sequence[Sequence[Cell]], first: int, last: int) -> Header:
    tops = [_text(cell) for cell in rows[first]]
    belows = [_text(cell) for cell in rows[last]] if last > first else [""] * len(tops)
    width = max(len(tops), len(belows))
    tops += [""] * (width - len(tops))
    belows += [""] * (width - len(belows))
    spans = _spans(tops)
    places: dict[Column, int] = {}
    headings: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for place, (top, span, below) in enumerate(zip(tops, spans, belows, strict=True)):
        column = column_under(span, below) if below else column_of(top)
        heading = plain_heading(below or top)
        if not heading:
            continue
        headings[place] = heading
        if column is None or column in places:
            unknown[place] = heading
        else:
            places[column] = place
    titles = tuple(
        dict.fromkeys(text.strip() for row in rows[:first] for cell in row if (text := _text(cell)))
    )
    return Header(first, last + 1, places, headings, titles, unknown)


def check_header(header: Header) -> Iterator[RosterFinding]:
    """Findings against a header: what it lacks, what it names twice, what nobody knows."""
    number = header.row + 1
    for column, instead in (
        (C.NAME, ()),
        (C.HOME_UNIT, (C.HOME_UNIT_AND_POST,)),
        (C.HOST_UNIT, ()),
        (C.POST, ()),
        (C.TERM, (C.TERM_START,)),
    ):
        if not {column, *instead} & set(header.places):
            finding = Finding(
                "column_missing", params={"column": heading_of(column)}, field=column.value
            )
            yield RosterFinding(number, heading_of(column), "", finding)
    if C.ID_NUMBER not in header.places:
        heading = heading_of(C.ID_NUMBER)
        finding = Finding("column_advisable", Level.WARNING, {"column": heading})
        yield RosterFinding(number, heading, "", finding)
    for place, heading in header.unknown.items():
        known = column_of(heading)
        code = "column_twice" if known in header.places else "column_unknown"
        level = Level.WARNING if code == "column_twice" else Level.NOTE
        finding = Finding(code, level, {"column": heading})
        yield RosterFinding(number, heading, cell_name(header.row, place), finding)
