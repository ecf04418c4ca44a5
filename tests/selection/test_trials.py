"""Trying other fixed and forbidden pairs on the board of a run, without keeping anything."""

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from guazhi.ledger.models import Entry
from guazhi.selection.models import PlacementRun
from guazhi.selection.queries import board
from guazhi.selection.rules.trials import Trial
from tests.make import World
from tests.selection.placing import Placed, placed

IDS = st.sampled_from("abc")
PAIRS = st.tuples(IDS, st.sampled_from("xyz"))
TRIALS = st.builds(Trial.of, st.lists(PAIRS, max_size=4), st.lists(PAIRS, max_size=4))


@given(trial=TRIALS, pair=PAIRS)
def test_fixing_a_pair_allows_it_and_frees_the_person_from_elsewhere(
    trial: Trial, pair: tuple[str, str]
) -> None:
    fixed = trial.fixed(*pair)

    assert [post for person, post in fixed.pins if person == pair[0]] == [pair[1]]
    assert pair not in fixed.bars
    assert fixed.freed(pair[0]).pins == trial.freed(pair[0]).pins


@given(trial=TRIALS, pair=PAIRS)
def test_forbidding_and_allowing_undo_each_other(trial: Trial, pair: tuple[str, str]) -> None:
    barred = trial.forbidden(*pair)

    assert (pair in barred.bars, pair in barred.pins) == (True, False)
    assert barred.allowed(*pair).bars == trial.allowed(*pair).bars


@pytest.mark.django_db
class TestTheBoardOfARun:
    def names(self, world: World, found: Placed, trial: Trial | None = None) -> list[str]:
        shown = board(world.approver, found.run.pk, trial)
        return [
            f"{line.post.title}：{'、'.join(chip.nomination.person.name for chip in line.chips)}"
            for area in shown.areas
            for host in area.hosts
            for line in host.lines
        ]

    def test_it_shows_who_is_where_and_who_is_left(self, world: World) -> None:
        found = placed(world)

        shown = board(world.approver, found.run.pk)

        (area,) = shown.areas
        assert (area.name, area.taken, area.places) == (world.county.name, 3, 3)
        assert [chip.nomination.person.name for chip in shown.left] == ["李四"]
        assert [(help_["kind"], help_["amount"]) for help_ in shown.helps] == [("places", 1)]
        assert (shown.is_varied, shown.moves, shown.findings) == (False, (), ())

    def test_a_trial_shows_the_new_best_and_whom_it_moves_and_keeps_nothing(
        self, world: World
    ) -> None:
        found = placed(world)
        last, post = str(found.people[3].pk), str(found.posts[0].pk)
        entries = Entry.objects.count()

        shown = board(world.approver, found.run.pk, Trial().fixed(last, post))

        assert shown.is_varied
        assert shown.chips[last].is_fixed
        assert {chip.nomination.person.name for chip in shown.moves} == {"赵一", "孙三", "李四"}
        assert [figure.better for figure in shown.figures if figure.name == "fit"] == [False]
        assert (PlacementRun.objects.count(), Entry.objects.count()) == (1, entries)

    def test_a_trial_that_cannot_be_leaves_the_run_and_says_why_by_names(
        self, world: World
    ) -> None:
        found = placed(world)
        post = found.posts[0]
        both = Trial.of([(str(found.people[at].pk), str(post.pk)) for at in (0, 1)], ())

        shown = board(world.approver, found.run.pk, both)

        (finding,) = shown.findings
        assert finding.code == "place_pins_over_capacity"
        assert finding.params["post"] == f"{post.host_unit.name}{post.title}"
        assert not shown.is_varied

    def test_people_and_posts_that_the_run_does_not_know_are_left_out(self, world: World) -> None:
        found = placed(world)

        shown = board(world.approver, found.run.pk, Trial.of([("0", "0")], [("x", "y")]))

        assert (shown.is_varied, shown.findings) == (False, ())

    def test_it_says_why_a_person_is_not_elsewhere_and_who_would_move(self, world: World) -> None:
        found = placed(world)
        second, post = str(found.people[1].pk), str(found.posts[0].pk)

        asked = board(world.approver, found.run.pk).asked(second)

        assert asked is not None
        (option,) = asked.options
        assert (option.id, option.answer["reason"]) == (post, "costs")
        assert {move[0].person.name for move in option.answer["chain"]["moves"]} >= {"钱二"}
        assert board(world.approver, found.run.pk).asked("0") is None

    def test_it_says_what_would_place_who_is_left(self, world: World) -> None:
        found = placed(world)

        asked = board(world.approver, found.run.pk).asked(str(found.people[3].pk))

        assert asked is not None
        assert asked.lack is not None
        assert (asked.lack["lack"], asked.lack["people"], asked.lack["places"]) == ("crowded", 4, 3)
        assert {help_["changes"][0]["post"] for help_ in asked.lack["helps"]} == {
            str(post.pk) for post in found.posts
        }

    def test_it_is_missing_for_the_county(self, world: World) -> None:
        found = placed(world)

        with pytest.raises(Http404):
            board(world.county_handler, found.run.pk)
