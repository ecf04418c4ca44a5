"""All changes of course in one's scope: where each waits, and what it costs to list them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guazhi.secondments.commands import ask_change
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import all_changes, change_lines
from tests import make
from tests.make import World
from tests.visitor import client_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
WHERE = "/secondments/changes/"


def asked(world: World, row: Secondment | None = None) -> int:
    return ask_change(
        (row or world.secondment).pk,
        kind="early_end",
        new_end=date(2026, 9, 30),
        reason="机构改革",
        day=DAY,
        actor=world.home_handler,
    ).pk


def test_a_change_is_seen_by_its_parties_with_the_party_it_waits_for(world: World) -> None:
    pk = asked(world)

    who = ("handler", "county_handler", "host_handler", "home_handler", "secondee")
    seen = {name: [row.pk for row in all_changes(getattr(world, name))] for name in who}

    assert seen == {key: [pk] for key in who}
    assert not all_changes(world.other_county_handler)
    (line,) = change_lines(all_changes(world.handler))
    assert (line.waits_for and line.waits_for.party, line.given, line.steps) == ("secondee", 1, 4)


@pytest.mark.parametrize(
    ("query", "who", "count"),
    [
        ("", "handler", 2),
        ("?state=waiting", "handler", 1),
        ("?state=in_effect", "handler", 1),
        ("?state=in_effect&kind=recall", "handler", 0),
        ("?state=mine", "handler", 0),
        ("?state=mine", "secondee", 1),
        ("?state=nonsense", "handler", 2),
    ],
)
def test_the_list_narrows_to_state_kind_and_ones_own_turn(
    world: World, query: str, who: str, count: int
) -> None:
    make.consented(asked(world, world.another()))
    asked(world)

    answer = client_of(getattr(world, who)).get(WHERE + query)

    assert len(answer.context["lines"]) == count


def test_the_list_costs_the_same_for_many(world: World) -> None:
    client = client_of(world.handler)
    taken = []
    for number in range(3):
        asked(world, world.another(f"李{number}"))
        client.get(WHERE)
        with CaptureQueriesContext(connection) as captured:
            client.get(WHERE)
        taken.append(len(captured))

    assert taken[0] == taken[2]
