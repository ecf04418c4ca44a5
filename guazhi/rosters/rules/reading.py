"""Reading a whole roster: which rows are people, what each says, what is wrong and where."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from guazhi.organisations.rules import named_city, named_county
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.cells import clean_text, is_blank
from guazhi.rosters.rules.columns import Column, column_of, heading_of
from guazhi.rosters.rules.found import RosterFinding, cell_name
from guazhi.rosters.rules.header import Header, check_header, find_header
from guazhi.rosters.rules.parts import SheetParts
from guazhi.rosters.rules.person import read_person
from guazhi.rosters.rules.placement import read_placement
from guazhi.rosters.rules.rows import RosterRow
from guazhi.rosters.rules.view import Context, RowView
from guazhi.rosters.rules.workbook import Sheet, read_workbook

C = Column

FOOTER = re.compile(
    r"合\s*计|总\s*计|小\s*计|共\s*计|总人数|填\s*表|制\s*表|审\s*核|审\s*批|填\s*报|注\s*[:：]|说明|"
    r"备注\s*[:：]|联系人|负责人|经办|单位.{0,2}盖章|盖章|日期|报送|附\s*[:：件]|打印|核对|复核|以上|此表"
)
HEADING = re.compile(
    r"[一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)]|第.{1,3}[组批类]"
)
TOTAL = re.compile(r"(?:合\s*计|总\s*计|共\s*计|共|总人数).*?([0-9]+)\s*(?:人|名|$)")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the rows without error, every finding, and how many people it lists."""

    rows: tuple[RosterRow, ...] = ()
    findings: tuple[RosterFinding, ...] = ()
    people: int = 0
    header: Header | None = None
    city: str = ""
    titled_city: str = ""
    counties: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(found.finding.level is Level.ERROR for found in self.findings)

    @property
    def title(self) -> str:
        """The first line above the header."""
        return self.header.titles[0] if self.header and self.header.titles else ""

    def at(self, row: RosterRow, column: Column, finding: Finding) -> RosterFinding:
        """``finding`` placed in the cell of ``row`` under ``column``."""
        if self.header is None or column not in self.header.places:
            return RosterFinding(row.number, heading_of(column), "", finding)
        cell = cell_name(row.number - 1, self.header.places[column])
        return RosterFinding(row.number, self.header.heading(column), cell, finding)


def read_roster(data: bytes, context: Context, progress: Progress | None = None) -> Reading:
    """The roster in a file: the first sheet that people can see and that has a header."""
    book = read_workbook(data)
    notes = [RosterFinding(0, "", "", finding) for finding in book.findings]
    if not book.sheets:
        return Reading(findings=tuple(notes))
    readable = [sheet for sheet in book.sheets if not sheet.is_hidden]
    headed = [(sheet, header) for sheet in readable if (header := find_header(sheet.rows))]
    if not headed:
        notes.append(RosterFinding(0, "", "", Finding("header_not_found")))
        return Reading(findings=tuple(notes))
    for sheet, _ in headed[1:]:
        finding = Finding("sheet_not_read", Level.WARNING, {"sheet": sheet.name})
        notes.append(RosterFinding(0, "", "", finding))
    sheet, header = headed[0]
    reading = _read_sheet(sheet, header, context, progress)
    return replace(reading, findings=(*notes, *reading.findings))


def _read_sheet(
    sheet: Sheet, header: Header, context: Context, progress: Progress | None
) -> Reading:
    findings = list(check_header(header))
    titled = next(filter(None, map(named_city, header.titles)), "")
    _learn_places(sheet, header, context, titled)
    empty = Reading((), tuple(findings), 0, header, context.city, titled, context.counties)
    if empty.has_errors:
        return empty
    rows: list[RosterRow] = []
    people: list[RowView] = []
    for index in range(header.first, len(sheet.rows)):
        if progress and index % 200 == 0:
            progress(index, len(sheet.rows))
        view = RowView(index, sheet.rows[index], header)
        reason = _not_a_person(view)
        if reason is None:
            people.append(view)
            if row := read_row(view, context, sheet.parts):
                rows.append(row)
            findings += view.findings
        elif reason:
            findings += _skipped(view, reason, len(people))
    findings += _check_together(people)
    if not people:
        findings.append(RosterFinding(header.row + 1, "", "", Finding("no_people_listed")))
    findings.sort(key=lambda found: found.row)
    return replace(empty, rows=tuple(rows), findings=tuple(findings), people=len(people))


def read_row(view: RowView, context: Context, parts: SheetParts) -> RosterRow | None:
    """The row under its header; nothing when it has an error. Findings gather in ``view``."""
    view.check_formulas(parts)
    person = read_person(view, context)
    view.name, view.id_number = person.name, person.id_number
    placement = read_placement(view, context)
    if placement is None or view.failed:
        return None
    return RosterRow(
        number=view.number,
        name=person.name,
        home=placement.home,
        host=placement.host,
        post=placement.post,
        category=placement.category,
        start=placement.start,
        end=placement.end,
        sex=person.sex,
        birth=person.birth,
        id_number=person.id_number,
        ethnic_group=person.ethnic_group,
        native_place=view.text(C.NATIVE_PLACE),
        birth_place=view.text(C.BIRTH_PLACE),
        growing_up_place=view.text(C.GROWING_UP_PLACE),
        party_joined=person.party_joined,
        political_status=person.political_status,
        work_began=person.work_began,
        education=person.education,
        degree=person.degree,
        school=view.text(C.SCHOOL),
        health=view.text(C.HEALTH),
        rank=view.text(C.RANK),
        home_post=placement.home_post,
        cadre_category=person.cadre_category,
        phone=person.phone,
        remarks=view.text(C.REMARKS),
        cells=view.cells,
    )


def _learn_places(sheet: Sheet, header: Header, context: Context, titled: str) -> None:
    """Take the city from the titles and the counties from the units' names into ``context``."""
    context.city = context.city or titled
    counties = set(context.counties)
    for column in (C.HOME_UNIT, C.HOME_UNIT_AND_POST, C.HOST_UNIT):
        place = header.places.get(column)
        if place is None:
            continue
        names = {row[place] for row in sheet.rows[header.first :] if place < len(row)}
        counties |= {named_county(name) for name in names if isinstance(name, str)}
    context.counties = tuple(sorted(counties - {""}))


def _not_a_person(view: RowView) -> str | None:
    """Why a row is no person: a code, "" for a blank row, None when it is a person."""
    name = view.cell(C.NAME)
    named = isinstance(name, str) and not is_blank(name)
    vital = (view.cell(C.HOST_UNIT), view.cell(C.HOME_UNIT), view.cell(C.POST), view.cell(C.TERM))
    filled = sum(not is_blank(cell) for cell in (*vital, view.cell(C.ID_NUMBER)))
    if named and filled > 1 and len(str(name)) < 12:
        repeats = column_of(str(name)) is C.NAME and column_of(str(vital[0] or "")) is C.HOST_UNIT
        return "row_repeats_header" if repeats else _merged_heading(view, str(name))
    texts = [clean_text(str(cell)) for cell in view.cells if not is_blank(cell)]
    if not texts or (
        len(texts) == 1 and not is_blank(view.cell(C.INDEX)) and texts[0][:1].isdigit()
    ):
        return ""
    if any(FOOTER.match(text) for text in texts[:3]):
        return "row_is_footer"
    if len(set(texts)) == 1 and (len(texts) > 1 or HEADING.match(texts[0]) or not named):
        return "row_is_heading"
    return None


def _merged_heading(view: RowView, name: str) -> str | None:
    """A row whose cells are one merged cell is a heading, or a footer, and no person."""
    if any(cell != name for cell in view.cells if not is_blank(cell)):
        return None
    return "row_is_footer" if FOOTER.match(name) else "row_is_heading"


def _skipped(view: RowView, reason: str, people: int) -> Iterator[RosterFinding]:
    """The note on a row left out; a total that does not agree is a warning."""
    texts = list(dict.fromkeys(clean_text(str(cell)) for cell in view.cells if not is_blank(cell)))
    place = next(place for place, cell in enumerate(view.cells) if not is_blank(cell))
    where = cell_name(view.index, place)
    note = Finding(reason, Level.NOTE, {"text": " ".join(texts)[:40]})
    yield RosterFinding(view.number, "", where, note)
    total = TOTAL.search("".join(texts)) if reason == "row_is_footer" else None
    if total and "小" not in texts[0] and int(total[1]) != people:
        params: dict[str, object] = {"total": int(total[1]), "people": people}
        yield RosterFinding(view.number, "", where, Finding("total_differs", Level.WARNING, params))


def _check_together(people: Sequence[RowView]) -> Iterator[RosterFinding]:
    """Findings on rows that stand twice: an identity number is an error, a name a warning."""
    numbers: dict[str, int] = {}
    names: dict[str, int] = {}
    for view in people:
        view.findings = []
        first = numbers.setdefault(view.id_number, view.number) if view.id_number else view.number
        same_name = names.setdefault(view.name, view.number) if view.name else view.number
        if first != view.number:
            view.add(C.ID_NUMBER, Finding("person_twice", params={"row": first}))
        elif same_name != view.number:
            params: dict[str, object] = {"row": same_name, "name": view.name}
            view.add(C.NAME, Finding("name_twice", Level.WARNING, params))
        yield from view.findings
