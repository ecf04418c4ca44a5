"""Invented lives: sound by the rules that real records are held to."""

from datetime import date

import pytest

from guazhi.people.models import Person
from guazhi.people.rules.family import check_family
from guazhi.people.rules.id_number import check_id_number, parse_id_number
from guazhi.people.rules.resume import Stint, check_resume, printed_resume
from guazhi.simulation.lives import Life, family_of, id_number, resume_of

START = date(2026, 3, 1)
TODAY = date(2026, 8, 26)


def lives() -> list[Life]:
    """People of many ages, at work for one year or for many, with a degree of each kind."""
    return [
        Life(
            Person(
                name=f"{surname}{given}",
                sex=("male", "female")[given == "敏"],
                birth_month=date(1999 - years, 5, 1),
                work_began=date(2025 - years, 7, 1),
                education=education,
                degree=degree,
            ),
            "市教育局",
            post,
            START,
        )
        for surname in "王李张刘"
        for given in ("敏", "强")
        for years in (0, 1, 4, 12, 18)
        for education, degree in (("大学", "学士"), ("大学", "硕士"), ("研究生", "硕士"))
        for post in ("一级科员", "综合科科长")
    ]


def test_resumes_have_no_gap_and_hold_the_secondment_in_the_last_post() -> None:
    stint = Stint(START, date(2027, 2, 28), "清溪县龙泉乡人民政府乡长助理")
    told = [(list(resume_of(life)), life) for life in lives()]

    findings = [found for lines, _life in told for found in check_resume(lines, [stint], TODAY)]

    assert findings == []
    for lines, life in told:
        assert printed_resume(lines, [stint])[-1].text == (
            f"市教育局{life.post}（其间：2026.03--2027.03挂职任清溪县龙泉乡人民政府乡长助理）"
        )


def test_families_are_born_when_they_can_have_been() -> None:
    findings = [
        found for life in lives() for found in check_family(list(family_of(life)), life.born, TODAY)
    ]

    assert findings == []


@pytest.mark.parametrize("sex", ["male", "female"])
def test_id_numbers_agree_with_birth_and_sex_and_belong_to_no_region(sex: str) -> None:
    number = id_number(date(1997, 8, 1), sex, "谭敏")

    parsed = parse_id_number(number)

    assert parsed is not None
    assert (parsed.birth.replace(day=1), parsed.sex) == (date(1997, 8, 1), sex)
    assert [found.code for found in check_id_number(number)] == ["id_region_unknown"]
