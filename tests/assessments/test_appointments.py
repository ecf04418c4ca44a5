"""The appointment form (任免审批表): the secondment within the home post, its grade with the years."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from guazhi.assessments.queries import Proposal, appointment
from guazhi.ledger.models import Entry
from guazhi.people.commands import grade_year, write_family, write_resume
from guazhi.people.rules.family import Member
from guazhi.people.rules.resume import Line
from guazhi.web.clock import clock_at
from tests.assessments.acting import concluded
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 1)


def told(world: World) -> None:
    person = world.secondment.secondee_id
    write_resume(person, [Line(date(2019, 7, 1), None, "市教育局一级科员")], actor=world.handler)
    write_family(
        person,
        [
            Member("父亲", "谭山", date(1962, 5, 1), "群众", "已去世"),
            Member("妻子", "李静", date(1993, 5, 1), "中共党员", "市二院医师"),
        ],
        actor=world.handler,
    )
    with clock_at(DAY):
        for year in (2024, 2025, 2026):
            grade_year(person, year, "称职", actor=world.handler)


def test_the_secondment_stands_within_the_home_post_and_its_grade_with_the_years(
    world: World,
) -> None:
    told(world)
    concluded(world)

    form = appointment(
        world.handler, world.secondment.secondee_id, Proposal(proposed="市教育局科长"), DAY
    )

    assert form["resume"] == [
        {
            "months": "2019.07--",
            "text": "市教育局一级科员（其间：2026.03--2027.03挂职任清溪县龙泉乡人民政府乡镇长助理）",
        }
    ]
    assert form["years"] == (
        "2024年年度考核称职；2025年年度考核称职；2026年年度考核称职；"
        "2026.03--2027.03挂职期满考核称职。"
    )
    assert (form["present"], form["proposed"]) == ("市教育局一级科员", "市教育局科长")
    assert [(row["relation"], row["age"]) for row in form["family"]] == [
        ("妻子", "33"),
        ("父亲", ""),
    ]


def test_a_secondment_stands_on_the_form_of_who_has_no_resume_on_record(world: World) -> None:
    concluded(world)

    form = appointment(world.handler, world.secondment.secondee_id, Proposal(), DAY)

    assert form["resume"] == [
        {"months": "", "text": "（2026.03--2027.03挂职任清溪县龙泉乡人民政府乡镇长助理）"}
    ]


def test_a_grade_that_is_not_released_stands_in_no_form_of_the_secondee(world: World) -> None:
    concluded(world, release=False)

    form = appointment(world.secondee, world.secondment.secondee_id, Proposal(), DAY)

    assert form["years"] == "无"


def test_the_form_is_printed_by_who_may_read_the_family_and_that_is_recorded(
    world: World,
) -> None:
    where = f"/assessments/people/{world.secondment.secondee_id}/appointment/"
    client = client_of(world.handler)
    with clock_at(DAY):
        page = client.get(where)
        paper = client.post(where, {"day": "2027-04-01", "proposed": "科长", "once": "1"})
        docx = client.post(where, {"day": "2027-04-01", "proposed": "市教育局科长", "file": "docx"})

    table, _back = Document(BytesIO(docx.content)).tables
    assert (page.status_code, paper["Content-Type"], paper.content[:4]) == (
        200,
        "application/pdf",
        b"%PDF",
    )
    assert "市教育局科长" in [cell.text for row in table.rows for cell in row.cells]
    assert Entry.objects.filter(verb="AppointmentPrinted").count() == 2
    assert client_of(world.county_handler).get(where).status_code == 404
    assert client_of(world.host_leader).get(where).status_code == 404
