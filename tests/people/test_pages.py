"""The pages of the record: masked by default, kept by forms, missing to strangers."""

from datetime import date
from itertools import cycle
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.access.actor import Actor
from guazhi.people.commands import grade_year, rewrite_record, write_family, write_resume
from guazhi.people.models import AnnualGrade, FamilyMember, Person, ResumeEntry, Reveal
from guazhi.people.rules.family import Member
from guazhi.people.rules.resume import Line
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

NUMBER = "330106199708150030"
PHONE = "13812345678"
PAGES = ("", "edit/", "resume/", "family/", "sanctions/", "grades/", "reveal/")


@pytest.fixture
def cadre(world: World) -> Person:
    """The secondee with number, telephone and family."""
    person = world.secondment.secondee
    Person.objects.filter(pk=person.pk).update(
        birth_month=date(1997, 8, 1), id_number=NUMBER, phone=PHONE
    )
    write_family(person.pk, [Member("妻子", "林芳")], actor=world.handler)
    return person


def parties(world: World) -> dict[str, Actor]:
    return {
        "handler": world.handler,
        "approver": world.approver,
        "county": world.county_handler,
        "other_county": world.other_county_handler,
        "host": world.host_handler,
        "leader": world.host_leader,
        "home": world.home_handler,
        "secondee": world.secondee,
    }


def rows(count: int, **fields: str) -> dict[str, str]:
    return {"form-TOTAL_FORMS": str(count), "form-INITIAL_FORMS": "0", **fields}


def test_each_page_opens_to_those_who_may_and_is_missing_to_others(
    world: World, cadre: Person
) -> None:
    answers = {
        who: [client_of(actor).get(f"/people/{cadre.pk}/{tail}").status_code for tail in PAGES]
        for who, actor in parties(world).items()
    }

    assert answers == {
        "handler": [200, 200, 200, 200, 200, 200, 200],
        "approver": [200, 404, 404, 404, 404, 404, 200],
        "county": [200, 404, 404, 404, 404, 404, 200],
        "other_county": [404, 404, 404, 404, 404, 404, 404],
        "host": [200, 404, 404, 404, 404, 404, 404],
        "leader": [200, 404, 404, 404, 404, 404, 404],
        "home": [200, 404, 404, 404, 404, 404, 404],
        "secondee": [200, 404, 404, 404, 404, 404, 200],
    }


def test_no_page_holds_a_number_before_it_is_asked_for(world: World, cadre: Person) -> None:
    told = []
    for (who, actor), language in zip(parties(world).items(), cycle(["en", "zh-hans"])):
        client = client_of(actor, language)
        addresses = [f"/people/{cadre.pk}/{tail}" for tail in PAGES]
        tabs = ("", "obligations", "hosting", "coordination", "assessments", "record", "history")
        addresses += [f"/secondments/{world.secondment.pk}/?tab={tab}" for tab in tabs]
        addresses += ["/", "/register/", "/register/?q=tanmin"]
        for address in addresses:
            body = client.get(address).content.decode()
            if NUMBER in body or PHONE in body:
                told.append((who, address))

    assert told == []


def test_the_record_stands_on_the_page_of_the_person_with_its_numbers_masked(
    world: World, cadre: Person
) -> None:
    answer = client_of(world.host_handler).get(f"/secondments/{world.secondment.pk}/?tab=record")

    record = answer.context["record"]
    assert (record.id_number, record.phone) == ("330106**********30", "138****5678")
    assert dict(record.facts)["Born"] == "1997.08（28岁）"
    assert "330106**********30" in answer.content.decode()
    assert "林芳" not in answer.content.decode()


def test_a_mentor_has_no_tab_for_the_record(world: World, cadre: Person) -> None:
    mentor = make.enrol("郑十", world.township_government, sex="male")
    type(world.secondment).objects.filter(pk=world.secondment.pk).update(mentor=mentor)
    client = client_of(make.actor(None, person=mentor))

    answer = client.get(f"/secondments/{world.secondment.pk}/?tab=record")

    assert [tab.label for tab in answer.context["tab_items"]] == [
        "Overview",
        "Obligations",
        "Host's work",
        "Coordination",
        "Assessment and appraisal",
        "History",
    ]
    assert answer.context["tab"] == ""
    assert client.get(f"/people/{cadre.pk}/").status_code == 404


def record_fields(**changed: str) -> dict[str, str]:
    return {"name": "谭敏", "sex": "male", "birth_month": "1997.08", **changed}


def test_the_form_keeps_what_was_sent_and_leaves_blank_numbers(world: World, cadre: Person) -> None:
    client = client_of(world.handler)
    sent = record_fields(ethnic_group="汉族", work_began="2019年7月", retires="206008")

    answer = client.post(f"/people/{cadre.pk}/edit/", sent)

    cadre.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/people/{cadre.pk}/")
    assert (cadre.ethnic_group, cadre.work_began, cadre.retires) == (
        "汉族",
        date(2019, 7, 1),
        date(2060, 8, 1),
    )
    assert (cadre.id_number, cadre.phone) == (NUMBER, PHONE)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("work_began", "1990.01", "1990.01 is not after the month of birth, 1997.08."),
        ("work_began", "bald", "“bald” is no date that can be read."),
        ("id_number", "330106199708150031", "The last character of the ID number should be 0"),
    ],
)
def test_a_refusal_stands_at_its_field(
    world: World, cadre: Person, field: str, text: str, sentence: str
) -> None:
    answer = client_of(world.handler).post(
        f"/people/{cadre.pk}/edit/", record_fields(**{field: text})
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"].errors[field][0].startswith(sentence)


def test_the_resume_is_typed_in_rows_and_blank_ones_go(world: World, cadre: Person) -> None:
    client = client_of(world.handler)
    sent = rows(
        3,
        **{
            "form-0-start": "2015.09",
            "form-0-end": "2019.07",
            "form-0-text": "浙江大学学生",
            "form-2-start": "201910",
            "form-2-text": "市教育局一级科员",
        },
    )

    answer = client.post(f"/people/{cadre.pk}/resume/", {**sent, "more": "1"}, follow=True)

    assert answer.redirect_chain == [(f"/people/{cadre.pk}/resume/", 302)]
    assert [(row.start, row.end) for row in ResumeEntry.objects.filter(person=cadre)] == [
        (date(2015, 9, 1), date(2019, 7, 1)),
        (date(2019, 10, 1), None),
    ]
    assert [
        str(message).split(":")[0].split(" the ")[0] for message in answer.context["messages"]
    ] == [
        "Between 2019.07 and 2019.10",
        "The record is saved.",
    ]
    assert len(answer.context["rows"].forms) == 4


def test_a_line_that_overlaps_is_told_in_its_row(world: World, cadre: Person) -> None:
    sent = rows(
        3,
        **{
            "form-0-start": "2015.09",
            "form-0-end": "2019.07",
            "form-0-text": "浙江大学学生",
            "form-2-start": "2018.10",
            "form-2-text": "市教育局一级科员",
        },
    )

    answer = client_of(world.handler).post(f"/people/{cadre.pk}/resume/", sent)

    assert answer.status_code == 422
    assert [sorted(form.errors) for form in answer.context["rows"]] == [[], [], ["start"]]
    assert ResumeEntry.objects.count() == 0


def test_the_family_is_typed_in_rows(world: World, cadre: Person) -> None:
    sent = rows(
        1, **{"form-0-relation": "母亲", "form-0-name": "陈兰", "form-0-birth_month": "70年"}
    )

    refused = client_of(world.handler).post(f"/people/{cadre.pk}/family/", sent)
    sent["form-0-birth_month"] = "1970.01"
    kept = client_of(world.handler).post(f"/people/{cadre.pk}/family/", sent)

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert [row.name for row in FamilyMember.objects.filter(person=cadre)] == ["陈兰"]


def test_sanctions_are_typed_in_rows_and_the_law_ends_their_effect(
    world: World, cadre: Person
) -> None:
    sent = rows(1, **{"form-0-kind": "记过", "form-0-decided_on": "2027-01-10"})

    refused = client_of(world.handler).post(f"/people/{cadre.pk}/sanctions/", sent)
    sent["form-0-decided_on"] = "2025-01-10"
    kept = client_of(world.handler).post(f"/people/{cadre.pk}/sanctions/", sent)

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert list(cadre.sanctions.values_list("kind", "effect_until")) == [("记过", date(2026, 1, 9))]


def test_a_grade_is_entered(world: World, cadre: Person) -> None:
    client = client_of(world.handler)

    refused = client.post(f"/people/{cadre.pk}/grades/", {"year": "2026", "grade": "优秀"})
    kept = client.post(f"/people/{cadre.pk}/grades/", {"year": "2025", "grade": "优秀"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert [(row.year, row.grade) for row in AnnualGrade.objects.all()] == [(2025, "优秀")]


def test_the_numbers_are_shown_once_and_never_kept_by_the_browser(
    world: World, cadre: Person
) -> None:
    client = client_of(world.approver)

    refused = client.post(f"/people/{cadre.pk}/reveal/", {"reason": "看"})
    shown = client.post(f"/people/{cadre.pk}/reveal/", {"reason": "办理人身意外保险"})
    after = client.get(f"/people/{cadre.pk}/")

    assert (refused.status_code, shown.status_code) == (422, 200)
    assert [NUMBER in page.content.decode() for page in (refused, shown, after)] == [
        False,
        True,
        False,
    ]
    assert shown.headers["Cache-Control"] == "no-store"
    assert [row.reason for row in after.context["record"].reveals] == ["办理人身意外保险"]
    assert Reveal.objects.count() == 1


def test_the_record_costs_the_same_however_long(world: World, cadre: Person) -> None:
    client = client_of(world.handler)
    client.get(f"/people/{cadre.pk}/")
    costs = []
    for count in (1, 3):
        lines = [Line(date(2010 + n, 9, 1), date(2011 + n, 9, 1), f"第{n}任") for n in range(count)]
        write_resume(cadre.pk, lines, actor=world.handler)
        members = [Member("姐姐", f"谭{n}") for n in range(count)]
        write_family(cadre.pk, members, actor=world.handler)
        grade_year(cadre.pk, 2022 + count, "称职", actor=world.handler)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/people/{cadre.pk}/")
        costs.append(len(captured))

    assert costs == [costs[0], costs[0]]
    assert costs[0] <= 16


def test_commands_cost_little(world: World, cadre: Person) -> None:
    costs: dict[str, int] = {}
    deeds: dict[str, tuple[Any, ...]] = {
        "rewrite": (rewrite_record, cadre.pk),
        "grade": (grade_year, cadre.pk, 2025, "称职"),
    }
    for name, (command, *args) in deeds.items():
        more = {"remarks": "x"} if name == "rewrite" else {}
        with CaptureQueriesContext(connection) as captured:
            command(*args, **more, actor=world.handler)
        costs[name] = len([q for q in captured if "SAVEPOINT" not in q["sql"]])

    assert {name: cost <= 8 for name, cost in costs.items()} == {"rewrite": True, "grade": True}
