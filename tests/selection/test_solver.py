"""The solver against every plan there is, on small instances."""

import json
from dataclasses import replace
from itertools import islice
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.policy.findings import Refused
from guazhi.selection.placement.groups import everyone, grouped
from guazhi.selection.placement.instance import Instance, Rule, with_pin
from guazhi.selection.placement.plan import Status, broken_rules, value_of
from guazhi.selection.placement.record import canonical, plan_of, run_of
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.tables import (
    Named,
    NamedPair,
    instance_of,
    sorted_columns,
    tables_of,
)
from guazhi.selection.placement.verify import verify
from tests.selection.small import instances, plans, worth

few = settings(max_examples=60, deadline=None)


@few
@given(instances())
def test_the_best_plan_is_found_at_every_level(instance: Instance) -> None:
    plan = solve(instance)

    every = [(worth(instance, post), post.tolist()) for post in plans(instance)]
    best, _post = min(every)
    assert (best, plan.post.tolist()) in every
    counted = dict(zip(("limits", "most", *instance.aims.order), map(abs, best), strict=False))
    told = {term.name: term.value for term in plan.terms if term.name != "lot"}
    assert told == {name: counted[name] for name in told}
    assert (plan.status == Status.IMPOSSIBLE) == (best[0] > 0)


@few
@given(instances())
def test_the_certificate_proves_every_level(instance: Instance) -> None:
    plan = solve(instance)

    verdict = verify(instance, plan)

    assert verdict.holds
    assert verdict.bounds == tuple(term.value for term in plan.terms)
    assert verdict.unique == plan.unique


@few
@given(instances(), st.data())
def test_fixing_the_own_answer_changes_nothing(instance: Instance, data: st.DataObject) -> None:
    plan = solve(instance)
    fixed = instance
    for person in np.flatnonzero(plan.post >= 0).tolist():
        if data.draw(st.booleans()):
            fixed = with_pin(fixed, person, int(plan.post[person]))

    again = solve(fixed)

    assert (again.post == plan.post).all()
    assert again.terms == plan.terms


@few
@given(instances())
def test_a_plan_that_is_not_the_best_is_not_proven(instance: Instance) -> None:
    plan = solve(instance)
    others = (post for post in plans(instance) if (post != plan.post).any())
    for post in islice(others, 3):
        values = [replace(term, value=value_of(instance, post, term.name)) for term in plan.terms]
        broken = broken_rules(instance, post)
        status = Status.IMPOSSIBLE if broken else Status.OPTIMAL
        other = replace(plan, post=post, terms=tuple(values), broken=broken, status=status)

        verdict = verify(instance, other)

        assert verdict.holds
        is_as_good = worth(instance, post) == worth(instance, plan.post)
        assert (verdict.bounds == tuple(term.value for term in values)) == is_as_good


@st.composite
def named(draw: st.DrawFn) -> tuple[list[Named], list[Named], list[NamedPair]]:
    """People, posts and pairs by name, in any order."""
    letters = st.sampled_from("abcdefgh")
    people = [Named(f"人{one}", {"home": one}) for one in draw(st.sets(letters, min_size=1))]
    posts = [
        Named(f"岗{one}", {"county": one}, draw(st.integers(0, 2)))
        for one in draw(st.sets(letters, min_size=1))
    ]
    pairs = [
        NamedPair(person.id, post.id, draw(st.integers(-5, 5)), draw(st.integers(0, 3)))
        for person in people
        for post in posts
        if draw(st.booleans())
    ]
    return people, posts, pairs or [NamedPair(people[0].id, posts[0].id, 0)]


@few
@given(named(), st.randoms())
def test_the_order_of_the_input_changes_no_byte(
    lists: tuple[list[Named], list[Named], list[NamedPair]], random: Random
) -> None:
    texts = set()
    for _ in range(2):
        people, posts, pairs = lists
        tables = tables_of(people, posts, pairs)
        rule = Rule(
            "县", everyone(len(people)), grouped(sorted_columns(tables.posts)["county"]),
            np.zeros((1, len(posts)), np.int64), np.ones((1, len(posts)), np.int64),
        )  # fmt: skip
        instance = instance_of(tables, rules=[rule])
        run = canonical(run_of(instance, solve(instance)))
        assert run == canonical(run_of(instance, plan_of(json.loads(run), instance)))
        texts.add(run)
        for each in lists:
            random.shuffle(each)

    assert len(texts) == 1


def test_named_faults_are_refused_together() -> None:
    people, posts = [Named("a"), Named("a")], [Named("x", capacity=-1)]

    with pytest.raises(Refused) as refused:
        instance_of(tables_of(people, posts, [NamedPair("a", "x", 2**40)]), all_matched=True)

    assert [finding.code for finding in refused.value.findings] == [
        "place_duplicate_person",
        "place_capacity_wrong",
        "place_score_overflow",
        "place_no_feasible_post",
    ]
