"""Whoever is put down for a post is checked by the policy of the intake, however it is done."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.people.commands import write_sanctions
from guazhi.people.models import Person
from guazhi.people.rules.sanctions import Sanctioned
from guazhi.policy import named, term_end
from guazhi.policy.findings import Finding, Level
from guazhi.programmes.commands import adopt_policy
from guazhi.programmes.models import Intake
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands import Placing, check_placings, place
from guazhi.secondments.models import Secondment
from tests import make
from tests.clauses.story import refused
from tests.make import World

pytestmark = pytest.mark.django_db

START = date(2027, 3, 1)


def strict(world: World) -> Intake:
    """The intake, under the strict policy."""
    world.intake.policy = adopt_policy(named("strict"), actor=world.handler)
    world.intake.save()
    return world.intake


def placing(world: World, person: Person) -> Placing:
    post = make.post(world.intake, world.township_government)
    return Placing(person, world.bureau, "", post, START, term_end(START, 24))


def test_who_is_blocked_by_a_check_is_not_put_down(world: World) -> None:
    strict(world)
    person = make.enrol("赵甲", world.bureau, sex="male", rank="一级科员")
    before = Secondment.objects.count()

    with refused("post_above_rank"):
        place(placing(world, person), actor=world.handler)
    assert Secondment.objects.count() == before


def test_what_the_record_lacks_or_a_person_may_decide_blocks_nobody(world: World) -> None:
    strict(world)
    person = make.enrol("赵甲", world.bureau, sex="male", health="较差")

    made = place(placing(world, person), actor=world.handler)

    assert made.secondee == person


def test_a_sanction_in_effect_blocks_under_the_speech_too(world: World) -> None:
    person = world.another("赵甲").secondee
    write_sanctions(person.pk, [Sanctioned("警告", date(2025, 12, 1))], actor=world.handler)
    start = date(2026, 5, 1)
    post = make.post(world.intake, world.county_department, "county_assistant")

    early = check_placings([Placing(person, world.bureau, "", post, start, term_end(start, 12))])
    found = [(each.code, each.params.get("until")) for each in early]

    assert found == [("sanction_in_effect", date(2026, 5, 31)), ("stay_overlaps", None)]


def test_of_several_each_finding_names_whom_it_is_about(world: World) -> None:
    strict(world)
    people = [
        make.enrol(name, world.bureau, sex="male", birth_month=born)
        for name, born in (("赵甲", date(1970, 1, 1)), ("赵乙", date(1995, 1, 1)))
    ]

    (found,) = check_placings([placing(world, person) for person in people])

    params: dict[str, object] = {"age": 57, "day": START, "under": 50}
    says = Finding("too_old", Level.ERROR, params, "S3.0.2")
    assert found == Finding("checked_out", Level.ERROR, {"name": "赵甲", "says": says}, "S3.0.2")


def test_checks_cost_the_same_for_one_and_for_three(world: World) -> None:
    strict(world)
    pack_of(world.intake.policy)  # read once a process, whichever test comes first
    costs = []
    for count in (1, 3):
        wanted = [
            placing(world, make.enrol(f"赵{count}{n}", world.bureau, sex="male"))
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            list(check_placings(wanted))
        costs.append(len(captured))

    assert costs == [4, 4]
