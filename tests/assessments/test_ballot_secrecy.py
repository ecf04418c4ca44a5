"""What is kept of a vote: nothing that leads back to who gave it."""

import json
from dataclasses import asdict
from threading import Barrier, Thread

import pytest
from django.db import connection, models
from django.db.utils import OperationalError

from guazhi.access.models import Guess, Submission
from guazhi.assessments.commands import (
    cast_ballot,
    present_code,
)
from guazhi.assessments.models import BallotBox
from guazhi.ledger.models import Entry
from guazhi.policy.findings import Refused
from guazhi.web.clock import clock_at
from tests import make
from tests.assessments.voting import (
    DAY,
    HERE,
    issued,
    marks,
    of,
    opened,
    vote,
)
from tests.make import World

pytestmark = pytest.mark.django_db


def rows_of(model: type[models.Model]) -> list[dict[str, object]]:
    return [dict(row) for row in model._base_manager.order_by("pk").values()]


def test_a_vote_leaves_no_trace_but_in_its_box(world: World) -> None:
    """No row for the ballot, no time, no entry, no submission: only the one box changes."""
    from django.apps import apps

    slip = issued(world, opened(world))[0]
    everything = list(apps.get_models())
    before = {model: rows_of(model) for model in everything}

    vote([slip])

    changed = [model for model in everything if rows_of(model) != before[model]]
    assert changed == [BallotBox]
    assert (Guess.objects.count(), Submission.objects.count()) == (0, 0)


def test_two_who_vote_in_the_other_order_leave_the_same_box(world: World) -> None:
    poll = opened(world)
    first, second = of(issued(world, poll), "staff", 2)
    box = BallotBox.objects.filter(group="staff")
    fresh = box.values().get()

    vote([first], "excellent")
    vote([second], "competent")
    one_way = box.values().get()
    box.update(codes=fresh["codes"], ballots=fresh["ballots"])
    vote([second], "competent")
    vote([first], "excellent")

    assert json.dumps(one_way) == json.dumps(box.values().get())


def test_a_box_says_of_no_ballot_which_code_it_came_with(world: World) -> None:
    """Whoever ticked what, the box is the same: swapping the ballots of two voters shows nowhere."""
    poll = opened(world)
    first, second = of(issued(world, poll), "staff", 2)
    box = BallotBox.objects.filter(group="staff")
    fresh = box.values().get()

    vote([first], "excellent")
    vote([second], "not_competent")
    one = box.values().get()
    box.update(codes=fresh["codes"], ballots=fresh["ballots"])
    vote([first], "not_competent")
    vote([second], "excellent")

    assert json.dumps(one) == json.dumps(box.values().get())


def test_the_paper_names_nobody_who_votes(world: World) -> None:
    slip = issued(world, opened(world))[0]

    with clock_at(DAY):
        paper = present_code(slip.code, source=HERE)

    assert slip.code not in str(asdict(paper))


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_with_one_code_at_once_one_counts(transactional_db: None) -> None:
    world = make.world()
    poll = opened(world)
    slip = issued(world, poll)[0]
    start, outcomes, told = Barrier(16), [], Entry.objects.count()

    def cast() -> None:
        try:
            start.wait(20)
            with clock_at(DAY):
                cast_ballot(slip.code, marks=marks(), source=HERE)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.findings[0].code)
        except OperationalError:  # a database in memory does not wait
            outcomes.append("busy")
        finally:
            connection.close()

    threads = [Thread(target=cast) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    box = BallotBox.objects.get(poll=poll, group=slip.group)
    assert (outcomes.count("done"), len(box.ballots)) == (1, 1)
    assert {*outcomes} <= {"done", "ballot_code_used", "busy"}
    assert len(outcomes) == 16
    assert Entry.objects.count() == told  # a vote leaves no entry
