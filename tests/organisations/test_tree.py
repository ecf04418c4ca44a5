"""The tree of organisations: what is founded where, and what lies below."""

import pytest

from guazhi.organisations import queries
from tests.make import World, found

pytestmark = pytest.mark.django_db


def test_a_unit_belongs_to_the_county_and_level_it_lies_in(world: World) -> None:
    unit = world.township_government

    assert (unit.county, unit.level, unit.host_kind, unit.is_area) == (
        world.county,
        "township",
        "township",
        False,
    )
    assert unit.path.startswith(world.county.path)
    assert (world.bureau.county, world.bureau.level) == (None, "city")


def test_a_county_is_its_own_county(world: World) -> None:
    assert (world.county.county, world.county.level, world.county.is_area) == (
        world.county,
        "county",
        True,
    )


def test_founding_again_returns_what_is_there(world: World) -> None:
    again = found("市教育局", "organ", world.city)

    assert again == world.bureau


def test_an_enterprise_is_a_kind_of_host_wherever_it_lies(world: World) -> None:
    works = found("锦程机械有限公司", "enterprise", world.county)

    assert (works.level, works.host_kind) == ("county", "enterprise")


def test_below_a_node_lies_what_its_path_begins(world: World) -> None:
    below = set(queries.under(world.county.path))

    assert below == {
        world.county,
        world.county_department,
        world.township_government.parent,
        world.township_government,
    }


def test_a_number_that_begins_alike_is_not_below(world: World) -> None:
    units = [found(f"第{number}科", "organ", world.county) for number in range(12)]

    for unit in units:
        assert list(queries.under(unit.path)) == [unit]


def test_departments_are_found_by_county(world: World) -> None:
    wanted = queries.departments([world.county.pk, None, world.bureau.pk])

    assert wanted == {world.county.pk: world.county_department.pk}


def test_a_node_is_found_by_its_number_or_not(world: World) -> None:
    assert queries.organisation(world.bureau.pk) == world.bureau
    assert queries.organisation(0) is None
