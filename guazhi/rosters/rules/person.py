"""The person in a row: name, identity number, and the data checked against it."""

import re
from dataclasses import dataclass

from guazhi.people.rules.codes import SEXES, check_code, read_code
from guazhi.people.rules.dates import DATE, YearMonth, numerals, plain, read_month
from guazhi.people.rules.id_number import (
    IdNumber,
    check_id_number,
    clean_id_number,
    parse_id_number,
)
from guazhi.people.rules.names import check_name, clean_name
from guazhi.policy.findings import Finding, Level
from guazhi.rosters.rules.cells import folded, shown
from guazhi.rosters.rules.columns import Column
from guazhi.rosters.rules.view import Context, RowView

C = Column
MEMBER = "中国共产党党员"

FLOATED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}", re.IGNORECASE)
PHONE = re.compile(r"(?:\+?86-?)?1[3-9][0-9]{9}|(?:0[0-9]{2,3}-?)?[0-9]{7,8}(?:-[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class PersonRead:
    """What a row tells of the person."""

    name: str
    sex: str
    birth: YearMonth | None
    id_number: str
    ethnic_group: str
    party_joined: YearMonth | None
    political_status: str
    work_began: YearMonth | None
    education: str
    degree: str
    cadre_category: str
    phone: str


def read_person(view: RowView, context: Context) -> PersonRead:
    """The person of the row; what is wrong is noted in ``view``."""
    number = _id_number(view, context)
    birth = _birth(view, number)
    joined, status = _party(view)
    began = _month(view, C.WORK_BEGAN)
    _check_ages(view, birth, joined, began)
    education, degree = _education(view)
    return PersonRead(
        name=_name(view),
        sex=_sex(view, number),
        birth=birth,
        id_number=number.text if number else "",
        ethnic_group=_coded(view, C.ETHNIC_GROUP),
        party_joined=joined,
        political_status=_status(view, status, joined),
        work_began=began,
        education=education,
        degree=degree,
        cadre_category=_category(view),
        phone=_phone(view),
    )


def _name(view: RowView) -> str:
    cell = view.value(C.NAME)
    name = clean_name(shown(cell))
    if not name:
        view.missing(C.NAME)
    elif len(name) > 40:
        view.text(C.NAME)
    for finding in check_name(name) if name else ():
        view.add(C.NAME, finding)
    return name[:40]


def _id_number(view: RowView, context: Context) -> IdNumber | None:
    cell = view.value(C.ID_NUMBER)
    if cell is None:
        if C.ID_NUMBER in view.header.places and not is_noted(view, C.ID_NUMBER):
            view.add(C.ID_NUMBER, Finding("id_number_missing", Level.WARNING))
        return None
    if not isinstance(cell, str) or FLOATED.search(cell):
        view.add(C.ID_NUMBER, Finding("id_number_as_number"))
        return None
    for finding in check_id_number(cell, context.regions):
        view.add(C.ID_NUMBER, finding)
    return parse_id_number(clean_id_number(cell))


def is_noted(view: RowView, column: Column) -> bool:
    """Whether something has been found under ``column`` already."""
    heading = view.header.heading(column)
    return any(found.column == heading for found in view.findings)


def _birth(view: RowView, number: IdNumber | None) -> YearMonth | None:
    birth = _month(view, C.BIRTH)
    if number is None:
        return birth
    told = YearMonth.of(number.birth)
    if birth is not None and birth != told:
        params: dict[str, object] = {"written": str(birth), "told": str(told)}
        view.add(C.BIRTH, Finding("birth_differs_from_id", params=params))
    return birth or told


def _sex(view: RowView, number: IdNumber | None) -> str:
    text = view.text(C.SEX)
    if not text:
        if number is None and C.SEX in view.header.places:
            view.missing(C.SEX)
        elif number is None:
            view.add(C.NAME, Finding("sex_not_told"))
        return number.sex if number else ""
    entry = read_code("sex", text)
    sex = SEXES.get(entry.code, "") if entry else ""
    if not sex:
        view.add(C.SEX, Finding("sex_unknown", params={"text": text}))
    elif number is not None and number.sex != sex:
        view.add(C.SEX, Finding("sex_differs_from_id", params={"written": text}))
    return sex


def _month(view: RowView, column: Column) -> YearMonth | None:
    cell = view.value(column)
    if cell is None:
        return None
    month = read_month(cell)
    if isinstance(month, Finding):
        view.add(column, month)
        return None
    return month


def _status(view: RowView, told: str, joined: YearMonth | None) -> str:
    """The political status; whoever joined the Party is a member.

    Where the roster has a column for the status and leaves it empty, a note says so.
    """
    status = told or _coded(view, C.POLITICAL_STATUS)
    if status or joined is None:
        return status
    if C.POLITICAL_STATUS in view.header.places:
        params: dict[str, object] = {"name": MEMBER}
        view.add(C.POLITICAL_STATUS, Finding("political_status_from_joining", Level.NOTE, params))
    return MEMBER


def _party(view: RowView) -> tuple[YearMonth | None, str]:
    """When the person joined the Party, and the status where the cell tells it."""
    cell = view.value(C.PARTY_JOINED)
    if cell is None:
        return None, ""
    month = read_month(cell)
    if isinstance(month, YearMonth):
        return month, ""
    text = plain(shown(cell))
    dated = DATE.search(numerals(text))
    rest = DATE.sub("", numerals(text)).strip("()加入于,;、")
    entry = read_code("political_status", rest)
    if entry is None and not dated:
        view.add(C.PARTY_JOINED, month)
        return None, ""
    joined = read_month(dated[0]) if dated else None
    if isinstance(joined, Finding):
        view.add(C.PARTY_JOINED, joined)
        joined = None
    return joined, entry.name if entry else ""


def _check_ages(
    view: RowView, birth: YearMonth | None, joined: YearMonth | None, began: YearMonth | None
) -> None:
    for column, month, age, code in (
        (C.PARTY_JOINED, joined, 18, "party_joined_too_young"),
        (C.WORK_BEGAN, began, 16, "work_began_too_young"),
    ):
        if birth and month and birth.months_until(month) < age * 12:
            params: dict[str, object] = {"birth": str(birth), "month": str(month), "age": age}
            view.add(column, Finding(code, Level.WARNING, params))


def _coded(view: RowView, column: Column) -> str:
    """The full name from the column's code table; what it does not know is kept and warned of."""
    text = view.text(column)
    if not text:
        return ""
    for finding in check_code(column.value, text):
        view.add(column, finding)
    entry = read_code(column.value, text)
    return entry.name if entry else text


def _category(view: RowView) -> str:
    text = view.text(C.CADRE_CATEGORY)
    if not text:
        return ""
    entry = read_code("cadre_category", text)
    if entry is None:
        view.add(C.CADRE_CATEGORY, Finding("cadre_category_unknown", Level.WARNING, {"text": text}))
    return entry.code if entry else ""


def _education(view: RowView) -> tuple[str, str]:
    """Education and degree, from two columns or from one that holds both."""
    if C.EDUCATION_AND_DEGREE not in view.header.places:
        return view.text(C.EDUCATION), view.text(C.DEGREE)
    cell = shown(view.value(C.EDUCATION_AND_DEGREE))
    parts = [part for part in re.split(r"[\s/、,，;；（）()]+", cell) if part]
    degrees = [part for part in parts if part.endswith(("士", "学位"))]
    educations = [part for part in parts if part not in degrees]
    return "".join(educations)[:30], "".join(degrees)[:30]


def _phone(view: RowView) -> str:
    text = view.text(C.PHONE)
    numbers = [part for part in re.split(r"[/、,，;；\s]+", text) if part]
    if any(not PHONE.fullmatch(folded(number)) for number in numbers):
        view.add(C.PHONE, Finding("phone_unlikely", Level.WARNING))
    return "/".join(folded(number) for number in numbers)[:30]
