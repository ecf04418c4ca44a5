"""The record kept by those who may, and the number shown only for a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.matrix import Role
from guazhi.ledger.models import Entry
from guazhi.people import queries
from guazhi.people.commands import (
    grade_year,
    reveal_identity,
    rewrite_record,
    write_family,
    write_resume,
    write_sanctions,
)
from guazhi.people.models import (
    AnnualGrade,
    FamilyMember,
    NameKey,
    Person,
    ResumeEntry,
    Reveal,
    Sanction,
)
from guazhi.people.queries import named
from guazhi.people.rules.family import Member
from guazhi.people.rules.resume import Line
from guazhi.people.rules.sanctions import Sanctioned
from guazhi.policy.findings import Refused
from guazhi.secondments.models import Secondment
from tests import make
from tests.make import World, enrol

pytestmark = pytest.mark.django_db

NUMBER = "330106199708150030"
OTHER = "330106199708150110"
TODAY = date(2026, 3, 2)


@pytest.fixture
def cadre(world: World) -> Person:
    """The secondee, with a birth month, a number and a telephone."""
    person = world.secondment.secondee
    Person.objects.filter(pk=person.pk).update(
        birth_month=date(1997, 8, 1), id_number=NUMBER, phone="13812345678"
    )
    person.refresh_from_db()
    return person


def written(person: Person) -> list[tuple[str, dict[str, Any], int | None]]:
    """What the ledger holds of the person's record since it was begun."""
    rows = Entry.objects.filter(about="person", subject=person.pk)
    rows = rows.exclude(verb__in=("PersonEnrolled", "PersonEmployed"))
    return [(row.verb, row.payload, row.secondment_id) for row in rows]


def refused(code: str, *args: Any, **kwargs: Any) -> None:
    """The command given first refuses with ``code`` alone, and leaves nothing behind."""
    command, *rest = args
    before = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        command(*rest, **kwargs)
    assert [f.code for f in refusal.value.findings] == [code]
    assert Entry.objects.count() == before


def test_the_city_handler_rewrites_fields_and_the_ledger_names_them(
    world: World, cadre: Person
) -> None:
    rewrite_record(
        cadre.pk, ethnic_group="汉", native_place="浙江桐庐", rewards="", actor=world.handler
    )

    cadre.refresh_from_db()
    assert (cadre.ethnic_group, cadre.native_place) == ("汉族", "浙江桐庐")
    assert written(cadre) == [
        ("RecordRewritten", {"fields": "ethnic_group,native_place"}, world.secondment.pk)
    ]


def test_what_is_as_it_was_is_not_recorded(world: World, cadre: Person) -> None:
    rewrite_record(cadre.pk, name=cadre.name, phone=cadre.phone, actor=world.handler)

    assert written(cadre) == []


def test_a_new_name_is_found_and_sorts_everywhere(world: World, cadre: Person) -> None:
    rewrite_record(cadre.pk, name=" 阿 敏 ", actor=world.handler)

    cadre.refresh_from_db()
    assert cadre.name == "阿敏"
    assert [key.person_id for key in named("amin")] == [cadre.pk]
    assert list(named("tanmin")) == []
    assert Secondment.objects.get(pk=world.secondment.pk).sort_key == cadre.sort_key
    assert [verb for verb, *_ in written(cadre)] == ["RecordRewritten", "PersonRenamed"]
    assert NameKey.objects.filter(person=cadre, key="谭敏").count() == 0


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("month_to_come", {"work_began": date(2026, 4, 1)}),
        ("month_before_birth", {"party_joined": date(1990, 1, 1)}),
        ("birth_differs_from_id", {"birth_month": date(1996, 8, 1)}),
        ("sex_differs_from_id", {"sex": "female"}),
        ("code_unknown", {"ethnic_group": "火星族"}),
        ("code_unknown", {"rank": "大官"}),
        ("code_unknown", {"cadre_category": "star"}),
        ("id_number_check_digit", {"id_number": "330106199708150031"}),
        ("name_with_digits", {"name": "谭敏2"}),
    ],
)
def test_what_cannot_be_is_refused(
    world: World, cadre: Person, code: str, fields: dict[str, Any]
) -> None:
    refused(code, rewrite_record, cadre.pk, **fields, actor=world.handler)

    assert Person.objects.get(pk=cadre.pk) == cadre


def test_a_number_on_another_record_is_refused_without_saying_so(
    world: World, cadre: Person
) -> None:
    enrol("赵六", world.bureau, sex="male", id_number=OTHER)

    refused(
        "id_number_not_accepted", rewrite_record, cadre.pk, id_number=OTHER, actor=world.handler
    )


def test_a_doubtful_date_is_kept_and_told(world: World, cadre: Person) -> None:
    findings = rewrite_record(cadre.pk, work_began=date(2010, 9, 15), actor=world.handler)

    assert [finding.code for finding in findings] == ["work_began_too_young"]
    assert Person.objects.get(pk=cadre.pk).work_began == date(2010, 9, 1)


def test_only_the_city_handler_and_the_county_that_sends_keep_a_record(world: World) -> None:
    farm = make.found("云岭县农业农村局", "organ", world.other_county)
    row = world.another("周五", home=farm)
    approver = make.actor(Role.COUNTY_APPROVER, world.other_county)
    actors: dict[str, tuple[Actor, bool]] = {
        "city handler": (world.handler, True),
        "sending county": (world.other_county_handler, True),
        "sending county's approver": (approver, True),
        "receiving county": (world.county_handler, False),
        "city approver": (world.approver, False),
        "host": (world.host_leader, False),
        "home": (make.actor(Role.HOME_HANDLER, farm), False),
        "himself": (make.actor(None, person=row.secondee), False),
    }

    able = {}
    for who, (actor, _may) in actors.items():
        try:
            rewrite_record(row.secondee_id, remarks=who, actor=actor)
            able[who] = True
        except Http404:
            able[who] = False

    assert able == {who: may for who, (_actor, may) in actors.items()}


def test_nobody_keeps_his_own_record(world: World, cadre: Person) -> None:
    double = replace(world.handler, person_id=cadre.pk)

    with pytest.raises(Http404):
        rewrite_record(cadre.pk, remarks="自己改", actor=double)


LINES = [
    Line(date(2015, 9, 1), date(2019, 7, 1), "浙江大学公共管理学院学生"),
    Line(date(2019, 7, 1), None, "市教育局一级科员"),
]


def test_the_resume_is_written_whole_and_the_secondment_set_inside_it(
    world: World, cadre: Person
) -> None:
    findings = write_resume(cadre.pk, LINES, actor=world.handler)

    shown = queries.record(world.handler, cadre.pk, TODAY).resume
    assert findings == ()
    assert [(line.months, line.text) for line in shown] == [
        ("2015.09--2019.07", "浙江大学公共管理学院学生"),
        (
            "2019.07--",
            "市教育局一级科员（其间：2026.03--2027.03挂职任清溪县龙泉乡人民政府乡镇长助理）",
        ),
    ]
    assert [row.text for row in ResumeEntry.objects.filter(person=cadre)] == [
        line.text for line in LINES
    ]
    assert written(cadre) == [("ResumeWritten", {"lines": 2}, world.secondment.pk)]


def test_the_secondment_is_not_typed_into_the_resume(world: World, cadre: Person) -> None:
    typed = [Line(date(2019, 7, 1), None, "市教育局科员（其间：2026.03--挂职任乡长助理）")]

    refused("secondment_typed", write_resume, cadre.pk, typed, actor=world.handler)


def test_the_same_resume_is_not_recorded_twice(world: World, cadre: Person) -> None:
    write_resume(cadre.pk, LINES, actor=world.handler)
    write_resume(cadre.pk, LINES, actor=world.handler)

    assert len(written(cadre)) == 1


def test_the_family_is_written_in_the_order_of_the_form(world: World, cadre: Person) -> None:
    family = [
        Member("父亲", " 谭国 ", date(1968, 5, 1), "中共党员", "市一中教师"),
        Member("妻子", "林芳", date(1998, 2, 1)),
    ]

    write_family(cadre.pk, family, actor=world.handler)

    kept = FamilyMember.objects.filter(person=cadre)
    assert [(row.relation, row.name, row.political_status) for row in kept] == [
        ("妻子", "林芳", ""),
        ("父亲", "谭国", "中国共产党党员"),
    ]
    assert written(cadre) == [("FamilyWritten", {"members": 2}, world.secondment.pk)]


def test_family_that_cannot_be_is_refused(world: World, cadre: Person) -> None:
    family = [Member("儿子", "谭一", date(1990, 1, 1))]

    refused("family_birth_impossible", write_family, cadre.pk, family, actor=world.handler)
    assert FamilyMember.objects.count() == 0


def test_the_family_is_a_count_for_those_who_may_not_read_it(world: World, cadre: Person) -> None:
    write_family(cadre.pk, [Member("妻子", "林芳")], actor=world.handler)
    readers = {
        "city": world.approver,
        "himself": world.secondee,
        "receiving county": world.county_handler,
        "host": world.host_handler,
        "home": world.home_handler,
    }

    records = {who: queries.record(actor, cadre.pk, TODAY) for who, actor in readers.items()}

    assert {who: (len(each.family), each.family_count) for who, each in records.items()} == {
        "city": (1, 1),
        "himself": (1, 1),
        "receiving county": (0, 1),
        "host": (0, 1),
        "home": (0, 1),
    }


def test_sanctions_are_not_there_for_those_who_may_not_read_them(
    world: World, cadre: Person
) -> None:
    write_sanctions(cadre.pk, [Sanctioned("警告", date(2025, 11, 3))], actor=world.handler)
    readers = {
        "city": world.approver,
        "himself": world.secondee,
        "receiving county": world.county_handler,
        "host": world.host_handler,
        "home": world.home_handler,
    }

    records = {who: queries.record(actor, cadre.pk, TODAY) for who, actor in readers.items()}

    assert {
        who: (each.may_read_sanctions, [row.kind for row in each.sanctions])
        for who, each in records.items()
    } == {
        "city": (True, ["警告"]),
        "himself": (True, ["警告"]),
        "receiving county": (False, []),
        "host": (False, []),
        "home": (False, []),
    }
    assert written(cadre) == [("SanctionsWritten", {"sanctions": 1}, world.secondment.pk)]


def test_sanctions_that_cannot_be_are_refused(world: World, cadre: Person) -> None:
    for code, sanction in (
        ("sanction_unknown", Sanctioned("批评", date(2025, 11, 3))),
        ("sanction_to_come", Sanctioned("警告", date(2027, 11, 3))),
        ("sanction_ends_before", Sanctioned("警告", date(2025, 11, 3), date(2025, 11, 2))),
    ):
        refused(code, write_sanctions, cadre.pk, [sanction], actor=world.handler)
    assert Sanction.objects.count() == 0


def test_a_firm_is_named_where_somebody_regulates_it(world: World, cadre: Person) -> None:
    nameless = Member("妻子", "林芳", regulator="市教育局")
    family = [Member("妻子", "林芳", firm="甲公司", regulator="市教育局")]

    refused("family_firm_needed", write_family, cadre.pk, [nameless], actor=world.handler)
    write_family(cadre.pk, family, actor=world.handler)

    assert queries.family_lines(cadre.pk) == family


def test_a_year_has_one_grade_that_can_be_put_right(world: World, cadre: Person) -> None:
    grade_year(cadre.pk, 2025, "称职", actor=world.handler)
    grade_year(cadre.pk, 2025, "优秀", actor=world.handler)

    assert [(row.year, row.grade) for row in AnnualGrade.objects.filter(person=cadre)] == [
        (2025, "优秀")
    ]
    assert [(verb, payload) for verb, payload, _ in written(cadre)] == [
        ("YearGraded", {"year": 2025}),
        ("YearGraded", {"year": 2025}),
    ]


def test_a_year_that_is_not_over_has_no_grade(world: World, cadre: Person) -> None:
    refused("year_not_graded", grade_year, cadre.pk, 2026, "优秀", actor=world.handler)
    refused("code_unknown", grade_year, cadre.pk, 2025, "很好", actor=world.handler)


def test_the_number_is_shown_for_a_reason_and_the_person_can_read_it(
    world: World, cadre: Person
) -> None:
    shown = reveal_identity(cadre.pk, " 填报干部任免审批表 ", actor=world.approver)

    reveals = queries.record(world.secondee, cadre.pk, TODAY).reveals
    assert (shown.id_number, shown.phone) == (NUMBER, "13812345678")
    assert [(row.reason, row.made_by_id) for row in reveals] == [
        ("填报干部任免审批表", world.approver.user_id)
    ]
    assert written(cadre) == [
        ("IdentityRevealed", {"reveal": Reveal.objects.get().pk}, world.secondment.pk)
    ]


def test_without_a_reason_nothing_is_shown(world: World, cadre: Person) -> None:
    refused("reason_too_short", reveal_identity, cadre.pk, " 看 ", actor=world.approver)

    assert Reveal.objects.count() == 0


def test_hosts_homes_and_strangers_are_shown_nothing(world: World, cadre: Person) -> None:
    stranger = make.actor(None, person=enrol("吴九", world.bureau, sex="male"))
    for actor in (world.host_leader, world.home_handler, world.other_county_handler, stranger):
        with pytest.raises(Http404):
            reveal_identity(cadre.pk, "填报干部任免审批表", actor=actor)

    assert Reveal.objects.count() == 0
