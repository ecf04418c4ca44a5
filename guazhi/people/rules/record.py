"""What is wrong with a cadre record: dates that cannot be, a number that tells otherwise, codes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from guazhi.people.rules.codes import read_code
from guazhi.people.rules.dates import YearMonth
from guazhi.people.rules.id_number import check_id_number, parse_id_number
from guazhi.people.rules.names import check_name
from guazhi.policy.findings import Finding, Level

Values = Mapping[str, object]

# fields whose text comes from a code table, and the table
TABLES = {
    "ethnic_group": "ethnic_group",
    "political_status": "political_status",
    "health": "health",
    "rank": "rank",
    "education": "education",
    "later_education": "education",
    "degree": "degree",
    "later_degree": "degree",
}
SEXES = ("male", "female")
CATEGORIES = ("outstanding_young", "reserve")
PAST = ("birth_month", "party_joined", "work_began", "kin_declared", "sanctions_checked")
AFTER_BIRTH = ("party_joined", "work_began", "retires")
AGES = (
    ("party_joined", 18, "party_joined_too_young"),
    ("work_began", 16, "work_began_too_young"),
)
GRADES = ("优秀", "称职", "基本称职", "不称职", "不定等次")


def full_name_of(field: str, text: str) -> str:
    """The full name of a coded text, such as 汉族 for 汉; what no table knows stays as it is."""
    entry = read_code(TABLES[field], text) if field in TABLES else None
    return entry.name if entry else text


def check_record(values: Values, changed: Collection[str], today: date) -> Iterator[Finding]:
    """Findings against a record of which the fields ``changed`` are new.

    Fields that were not touched are not held against whoever mends another one.
    """
    if "name" in changed:
        yield from _placed("name", check_name(str(values.get("name", ""))))
    if "id_number" in changed and values.get("id_number"):
        yield from _placed("id_number", check_id_number(str(values["id_number"])))
    if {"id_number", "birth_month", "sex"} & set(changed):
        yield from _agreement(values)
    yield from _codes(values, changed)
    if {*PAST, "retires"} & set(changed):
        yield from _dates(values, today)


def _placed(field: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    return (replace(finding, field=field) for finding in findings)


def _agreement(values: Values) -> Iterator[Finding]:
    """Birth and sex against the ID number."""
    number = parse_id_number(str(values.get("id_number", "")))
    if number is None:
        return
    birth = _month(values, "birth_month")
    told = YearMonth.of(number.birth)
    if birth is not None and birth != told:
        params: dict[str, object] = {"written": str(birth), "told": str(told)}
        yield Finding("birth_differs_from_id", params=params, field="birth_month")
    if values.get("sex") != number.sex:
        params = {"written": values.get("sex", "")}
        yield Finding("sex_differs_from_id", params=params, field="sex")


def _codes(values: Values, changed: Collection[str]) -> Iterator[Finding]:
    for field, table in TABLES.items():
        text = str(values.get(field, ""))
        if field in changed and text and read_code(table, text) is None:
            yield Finding("code_unknown", params={"text": text}, field=field)
    if "sex" in changed and values.get("sex") not in SEXES:
        yield Finding("code_unknown", params={"text": values.get("sex", "")}, field="sex")
    category = values.get("cadre_category", "")
    if "cadre_category" in changed and category and category not in CATEGORIES:
        yield Finding("code_unknown", params={"text": category}, field="cadre_category")


def _dates(values: Values, today: date) -> Iterator[Finding]:
    present = YearMonth.of(today)
    for field in PAST:
        month = _month(values, field)
        if month is not None and month > present:
            yield Finding("month_to_come", params={"month": str(month)}, field=field)
    birth = _month(values, "birth_month")
    if birth is not None:
        yield from _against_birth(values, birth)
    began, retires = _month(values, "work_began"), _month(values, "retires")
    if began is not None and retires is not None and retires <= began:
        params: dict[str, object] = {"month": str(retires), "began": str(began)}
        yield Finding("retires_before_work", params=params, field="retires")


def _against_birth(values: Values, birth: YearMonth) -> Iterator[Finding]:
    for field in AFTER_BIRTH:
        month = _month(values, field)
        if month is not None and month <= birth:
            params: dict[str, object] = {"month": str(month), "birth": str(birth)}
            yield Finding("month_before_birth", params=params, field=field)
    for field, age, code in AGES:
        month = _month(values, field)
        if month is not None and birth < month and birth.months_until(month) < age * 12:
            params = {"birth": str(birth), "month": str(month), "age": age}
            yield Finding(code, Level.WARNING, params, field=field)


def _month(values: Values, field: str) -> YearMonth | None:
    day = values.get(field)
    return YearMonth.of(day) if isinstance(day, date) else None


def check_grade(year: int, grade: str, work_began: date | None, today: date) -> Iterator[Finding]:
    """Findings against the grade of a year: a grade there is, in a year that can have one.

    Years are graded when they end, so the present one can be from December on.
    """
    if grade not in GRADES:
        yield Finding("code_unknown", params={"text": grade}, field="grade")
    last = today.year if today.month == 12 else today.year - 1
    first = work_began.year if work_began else 1950
    if not first <= year <= last:
        params: dict[str, object] = {"year": str(year), "first": str(first), "last": str(last)}
        yield Finding("year_not_graded", params=params, field="year")


def check_reason(reason: str) -> Iterator[Finding]:
    """Findings against a reason: it must say something."""
    if len(reason.strip()) < 4:
        yield Finding("reason_too_short", field="reason")
