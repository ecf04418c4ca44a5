"""People on record: enrolled, employed, leading, found by name."""

from datetime import date

import pytest

from guazhi.people import queries
from guazhi.people.models import Employment, Leadership, Person
from tests.make import World, employ_all, enrol, enrol_all, lead

pytestmark = pytest.mark.django_db


def found(text: str) -> set[str]:
    return {key.person.name for key in queries.named(text).select_related("person")}


def test_a_person_is_enrolled_with_a_post_and_found_by_every_way_of_the_name(world: World) -> None:
    person = enrol("欧阳明辉", world.bureau, post_title="科长", since=date(2020, 1, 1), sex="male")

    employment = queries.relation(person.pk)
    assert employment is not None
    assert (employment.organisation, employment.post_title) == (world.bureau, "科长")
    assert [found(text) for text in ("欧阳", "明辉", "ouyang", "oymh")] == [{"欧阳明辉"}] * 4
    assert found("") == set()


def test_many_are_enrolled_and_employed_at_once(world: World) -> None:
    people = enrol_all([{"name": "赵一", "sex": "male"}, {"name": "钱二", "sex": "female"}])
    employ_all([(person, world.bureau, "科员") for person in people])

    assert [Employment.objects.get(person=person).post_title for person in people] == [
        "科员",
        "科员",
    ]


def test_somebody_may_be_enrolled_without_a_unit(world: World) -> None:
    person = enrol("赵一", sex="male")

    assert queries.relation(person.pk) is None


def test_a_new_leader_takes_the_place_of_the_one_before(world: World) -> None:
    following = enrol("赵一", world.township_government, sex="male")

    lead(world.township_government, following, title="乡长", since=date(2026, 9, 1))

    now = queries.principal_leader(world.township_government.pk)
    assert now is not None
    assert now.person == following
    assert Leadership.objects.get(person=world.leader).until == date(2026, 9, 1)
    assert queries.principal_leader(world.bureau.pk) is None


def test_a_record_is_seen_by_the_parties_and_the_person(world: World) -> None:
    who = world.secondment.secondee

    seen = [
        who in queries.people(actor)
        for actor in (world.handler, world.host_leader, world.secondee, world.other_county_handler)
    ]

    assert seen == [True, True, True, False]
    assert Person.objects.count() > 1
