"""Kept runs: solved again to the byte, numbered, compared side by side."""

import json

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from guazhi.ledger.models import Entry
from guazhi.selection.commands import prove_run
from guazhi.selection.models import PlacementRun
from guazhi.selection.placement.tables import Named, NamedPair
from guazhi.selection.queries import compare_runs, run_of, runs
from guazhi.selection.rules.inputs import Inputs, inputs_from
from guazhi.selection.rules.runs import Moved
from tests.clauses.story import refused
from tests.make import World
from tests.selection.placing import again, placed


@pytest.mark.django_db
def test_a_run_keeps_what_went_in_and_what_came_out(world: World) -> None:
    found = placed(world)

    kept = run_of(world.approver, found.run.pk)
    assert kept.inputs.text() == found.inputs.text()
    assert kept.plan.placed == found.run.placed == 3
    assert {kept.people[name].person.name for name in kept.outcome.placed} == {
        "赵一",
        "钱二",
        "孙三",
    }
    assert Entry.objects.get(verb="IntakePlaced").payload == {
        "digest": found.run.digest,
        "people": 4,
        "placed": 3,
        "pinned": 0,
        "barred": 0,
    }


@pytest.mark.django_db
def test_a_run_worked_out_again_gives_the_same_bytes(world: World) -> None:
    found = placed(world)

    assert prove_run(found.run.pk, actor=world.approver)

    found.run.refresh_from_db()
    assert found.run.proved_at is not None
    assert Entry.objects.get(verb="PlacementProved").payload["same"] is True


@pytest.mark.django_db
def test_a_run_whose_record_was_altered_is_not_proved(world: World) -> None:
    found = placed(world)
    altered = json.loads(found.run.record)
    altered["result"]["placed"] = {}
    PlacementRun.objects.filter(pk=found.run.pk).update(record=json.dumps(altered))

    assert not prove_run(found.run.pk, actor=world.approver)

    found.run.refresh_from_db()
    assert found.run.proved_at is None


@pytest.mark.django_db
def test_the_same_placement_is_kept_once_and_another_gets_the_next_number(world: World) -> None:
    found = placed(world)

    same = again(world, found)
    other = again(world, found, bars=((str(found.people[0].pk), str(found.posts[0].pk)),))

    assert same.run == found.run
    assert [row.number for row in runs(world.handler, world.intake)] == [2, 1]
    assert other.run.number == 2


@pytest.mark.django_db
def test_two_runs_are_compared_side_by_side(world: World) -> None:
    found = placed(world)
    fixed = ((str(found.people[3].pk), str(found.posts[0].pk)),)

    other = again(world, found, pins=fixed)

    one, two, seen = compare_runs(world.handler, found.run.pk, other.run.pk)
    ids = [str(person.pk) for person in found.people]
    first, second = (str(post.pk) for post in found.posts)
    assert (one.row, two.row) == (found.run, other.run)
    assert set(seen.moved) == {
        Moved(ids[0], first, second),
        Moved(ids[2], second, ""),
        Moved(ids[3], "", first),
    }
    assert (seen.lost, seen.gained, seen.left_out) == ((ids[2],), (ids[3],), ())
    assert {name: (a, b) for name, a, b in seen.terms}["fit"] == (2330, 2210)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["county_handler", "host_leader", "home_handler", "secondee"])
def test_nobody_beyond_the_city_sees_or_makes_a_run(world: World, who: str) -> None:
    found = placed(world)

    with pytest.raises(Http404):
        run_of(getattr(world, who), found.run.pk)
    with pytest.raises(Http404):
        prove_run(found.run.pk, actor=getattr(world, who))
    assert not runs(getattr(world, who), world.intake)


@pytest.mark.django_db
def test_wrong_wishes_for_a_placement_are_refused_by_their_place(world: World) -> None:
    found = placed(world)
    person, post = str(found.people[0].pk), str(found.posts[0].pk)

    with refused("place_constraint_wrong"):
        again(world, found, pins=((person, "no such post"),))
    with refused("place_pin_forbidden"):
        again(world, found, pins=((person, post),), bars=((person, post),))
    assert PlacementRun.objects.count() == 1


names = st.text("abc", min_size=1, max_size=3)


@given(
    st.sets(names, min_size=1, max_size=4),
    st.sets(names, min_size=1, max_size=3),
    st.randoms(use_true_random=False),
)
def test_inputs_survive_being_kept_in_whatever_order_they_came(
    people: set[str], posts: set[str], chance: object
) -> None:
    who = [Named(name, {"sex": "female"}) for name in sorted(people)]
    where = [Named(name, {}, 2) for name in sorted(posts)]
    pairs = [NamedPair(one.id, two.id, 5, 1) for one in who for two in where]
    inputs = Inputs(tuple(who), tuple(where), tuple(pairs), {"aims": ["fit"]})

    for each in (who, where, pairs):
        chance.shuffle(each)  # type: ignore[attr-defined]
    shuffled = Inputs(tuple(who), tuple(where), tuple(pairs), {"aims": ["fit"]})

    assert inputs_from(shuffled.text()) == inputs
    assert shuffled.text() == inputs.text()
