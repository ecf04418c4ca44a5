"""The rules of the record by table: ages, masks, dates, résumé, family, grades."""

from datetime import date
from typing import Any

import pytest

from guazhi.people.rules.ages import age_at, printed_birth
from guazhi.people.rules.family import Member, check_family, in_form_order
from guazhi.people.rules.masks import masked, masked_phone
from guazhi.people.rules.record import check_grade, check_reason, check_record
from guazhi.people.rules.resume import Line, Stint, check_resume, printed_resume

TODAY = date(2026, 3, 2)
POST = Stint(date(2026, 3, 1), date(2027, 2, 28), "清溪县龙泉乡人民政府乡镇长助理")
TOLD = "2026.03--2027.03挂职任清溪县龙泉乡人民政府乡镇长助理"


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1997, 8, 1), date(2026, 7, 31), 28),
        (date(1997, 8, 1), date(2026, 8, 1), 29),
        (date(1997, 8, 31), date(2026, 8, 1), 29),
        (date(2000, 3, 1), date(2026, 3, 2), 26),
    ],
)
def test_age_is_counted_by_month(birth: date, day: date, age: int) -> None:
    assert age_at(birth, day) == age


def test_a_birth_is_printed_with_the_age() -> None:
    assert printed_birth(date(1997, 8, 1), TODAY) == "1997.08（28岁）"
    assert printed_birth(None, TODAY) == ""


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("13812345678/0571-8812345", "138****5678/057*****2345"),
        ("8812345", "*******"),
        ("", ""),
    ],
)
def test_a_telephone_loses_its_middle(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_an_id_number_keeps_region_and_end() -> None:
    assert masked("330106199708150030") == "330106**********30"
    assert masked("") == ""


RECORD: dict[str, Any] = {
    "name": "谭敏",
    "sex": "male",
    "birth_month": date(1997, 8, 1),
    "party_joined": date(2018, 6, 1),
    "work_began": date(2019, 7, 1),
    "retires": date(2060, 8, 1),
    "id_number": "330106199708150030",
    "ethnic_group": "汉族",
}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"birth_month": date(2026, 4, 1), "id_number": ""}, ["month_to_come"] + ["month_before_birth"] * 2),
        ({"work_began": date(1997, 8, 1)}, ["month_before_birth"]),
        ({"party_joined": date(2015, 7, 1)}, ["party_joined_too_young"]),
        ({"party_joined": date(2015, 8, 1)}, []),
        ({"retires": date(2019, 7, 1)}, ["retires_before_work"]),
        ({"id_number": "110101199001011237"}, ["birth_differs_from_id"]),
        ({"id_number": "33010619970815"}, ["id_number_length"]),
        ({"id_number": ""}, []),
        ({"ethnic_group": "汉"}, []),
        ({"ethnic_group": ""}, []),
        ({"degree": "法学学士"}, []),
        ({"degree": "星际学士"}, ["code_unknown"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_record(given: dict[str, Any], codes: list[str]) -> None:
    found = check_record({**RECORD, **given}, list(given), TODAY)

    assert [finding.code for finding in found] == codes


def test_an_old_fault_is_not_held_against_another_field() -> None:
    old = {**RECORD, "ethnic_group": "不详", "work_began": date(1990, 1, 1)}

    assert list(check_record({**old, "remarks": "新"}, ["remarks"], TODAY)) == []


@pytest.mark.parametrize(
    ("year", "grade", "day", "codes"),
    [
        (2025, "优秀", TODAY, []),
        (2019, "不定等次", TODAY, []),
        (2018, "称职", TODAY, ["year_not_graded"]),
        (2026, "称职", date(2026, 11, 30), ["year_not_graded"]),
        (2026, "称职", date(2026, 12, 1), []),
        (2025, "甲等", TODAY, ["code_unknown"]),
    ],
)
def test_which_years_have_which_grades(year: int, grade: str, day: date, codes: list[str]) -> None:
    found = check_grade(year, grade, date(2019, 7, 1), day)

    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("reason", "codes"),
    [("办理保险", []), (" 保险 ", ["reason_too_short"]), ("", ["reason_too_short"])],
)
def test_a_reason_says_something(reason: str, codes: list[str]) -> None:
    assert [finding.code for finding in check_reason(reason)] == codes


def line(start: str, end: str, text: str = "市教育局科员") -> Line:
    def day(month: str) -> date:
        return date(int(month[:4]), int(month[5:]), 1)

    return Line(day(start), day(end) if end else None, text)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], []),
        ([line("2015.09", "2019.07"), line("2019.07", "")], []),
        ([line("2015.09", "2019.07"), line("2019.10", "")], [("resume_gap", "1.start")]),
        ([line("2015.09", "2019.07"), line("2019.06", "")], [("resume_overlaps", "1.start")]),
        ([line("2019.07", "2020.01"), line("2015.09", "")], [("resume_out_of_order", "1.start")]),
        ([line("2015.09", ""), line("2019.07", "")], [("resume_open_before_last", "0.end")]),
        ([line("2019.07", "2019.06")], [("resume_ends_before_start", "0.end")]),
        ([line("2026.04", "")], [("month_to_come", "0.start")]),
        ([line("2019.07", "", " ")], [("resume_says_nothing", "0.text")]),
        ([line("2019.07", "", "科员（其间：2026.03--挂职任助理）")], [("secondment_typed", "0.text")]),
        ([line("2019.07", "", "科员（其间：2022.03--2023.03挂职任村官）")], []),
        (
            [line("2019.07", "2026.03"), line("2026.03", "", "挂职任龙泉乡乡长助理")],
            [("secondment_typed", "1.text")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_resume(lines: list[Line], found: list[tuple[str, str]]) -> None:
    findings = check_resume(lines, [POST], TODAY)

    assert [(finding.code, finding.field) for finding in findings] == found


@pytest.mark.parametrize(
    ("lines", "stints", "printed"),
    [
        ([], [POST], []),
        ([line("2019.07", "")], [], [("2019.07--", "市教育局科员")]),
        ([line("2019.07", "")], [POST], [("2019.07--", f"市教育局科员（其间：{TOLD}）")]),
        (
            [line("2019.07", "", "科员（其间：2021.03--2021.07市委党校学习）")],
            [POST],
            [("2019.07--", f"科员（其间：2021.03--2021.07市委党校学习；{TOLD}）")],
        ),
        (
            [line("2019.07", "", "科员(其间:2021.03--2021.07市委党校（脱产）学习)")],
            [POST],
            [("2019.07--", f"科员(其间:2021.03--2021.07市委党校（脱产）学习;{TOLD})")],
        ),
        (
            [line("2015.09", "2019.07", "学生"), line("2019.07", "2027.03")],
            [POST],
            [("2015.09--2019.07", "学生"), ("2019.07--2027.03", f"市教育局科员（其间：{TOLD}）")],
        ),
        (
            [line("2019.07", "2026.09"), line("2026.09", "", "市教育局科长")],
            [POST],
            [("2019.07--2026.09", "市教育局科员"), ("", f"（{TOLD}）"), ("2026.09--", "市教育局科长")],
        ),
    ],
)  # fmt: skip
def test_a_secondment_is_printed_inside_the_home_post(
    lines: list[Line], stints: list[Stint], printed: list[tuple[str, str]]
) -> None:
    assert [(each.months, each.text) for each in printed_resume(lines, stints)] == printed


@pytest.mark.parametrize(
    ("member", "found"),
    [
        (Member("女儿", "谭一", date(2024, 5, 1)), []),
        (Member("女儿", "谭一", date(2026, 4, 1)), [("month_to_come", "0.birth_month")]),
        (Member("女儿", "谭一", date(1996, 5, 1)), [("family_birth_impossible", "0.birth_month")]),
        (Member("母亲", "陈兰", date(1999, 1, 1)), [("family_birth_impossible", "0.birth_month")]),
        (Member("姐姐", "谭二", date(1996, 5, 1)), []),
        (Member("姐姐", ""), [("family_incomplete", "0.name")]),
        (Member("姐姐", "谭二", None, "先进"), [("code_unknown", "0.political_status")]),
    ],
)
def test_what_is_wrong_with_a_family(member: Member, found: list[tuple[str, str]]) -> None:
    findings = check_family([member], date(1997, 8, 1), TODAY)

    assert [(finding.code, finding.field) for finding in findings] == found


def test_more_members_than_rows_is_told() -> None:
    findings = check_family([Member("姐姐", f"谭{n}") for n in range(8)], None, TODAY)

    assert [finding.code for finding in findings] == ["family_over_printed_rows"]


def test_the_family_stands_in_the_order_of_the_form() -> None:
    given = [Member(relation, "某") for relation in ("姐姐", "父亲", "女儿", "妻子", "母亲")]

    assert [member.relation for member in in_form_order(given)] == [
        "妻子", "女儿", "父亲", "母亲", "姐姐",
    ]  # fmt: skip
