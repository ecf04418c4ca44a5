"""Rules that cross, against every plan there is: searched by a process that is kept."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from guazhi.benchmark.placing.instances import made
from guazhi.policy.findings import Refused
from guazhi.selection.placement import worker
from guazhi.selection.placement.crossing import Effort
from guazhi.selection.placement.groups import grouped
from guazhi.selection.placement.instance import NO_LIMIT, Instance, Rule, with_pin
from guazhi.selection.placement.plan import Status, broken_rules
from guazhi.selection.placement.record import canonical, run_of
from guazhi.selection.placement.shortage import Shortages, relaxed
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.verify import verify
from guazhi.selection.placement.whynot import Explainer, Reason
from tests.selection.small import instances, plans, worth

some = settings(max_examples=30, deadline=None, phases=[Phase.reuse, Phase.generate])


def shared(people: int) -> Instance:
    """People of whom every other one is a woman, and each county wants half of them to be."""
    plain = made(people)
    sexes = grouped([("女", "")[place % 2] for place in range(people)])
    counties = grouped([f"县{place % 4}" for place in range(len(plain.posts))])
    shape = (1, len(counties.labels))
    share = Rule(
        "各县女干部", sexes, counties, np.zeros(shape, np.int64),
        np.full(shape, NO_LIMIT, np.int64), (1, 2),
    )  # fmt: skip
    return replace(plain, rules=(share,))


@some
@given(instances(crossing=True))
def test_the_best_plan_is_found_where_rules_cross(instance: Instance) -> None:
    plan = solve(instance)

    every = sorted((worth(instance, post), post.tolist()) for post in plans(instance))
    values = [value for value, _post in every]
    verdict = verify(instance, plan)
    assert (values[0], plan.post.tolist()) in every
    assert (plan.status == Status.IMPOSSIBLE) == (values[0][0] > 0)
    assert not plan.unique or values[1:2] != values[:1]
    assert verdict.holds
    for term, proven in zip(plan.terms, verdict.bounds, strict=True):
        assert term.proven == proven
        assert term.gap == 0


@settings(some, max_examples=20)
@given(instances(crossing=True), st.data())
def test_fixing_the_own_answer_changes_nothing_where_rules_cross(
    instance: Instance, data: st.DataObject
) -> None:
    plan = solve(instance)
    fixed = instance
    for person in np.flatnonzero(plan.post >= 0).tolist():
        if data.draw(st.booleans()):
            fixed = with_pin(fixed, person, int(plan.post[person]))

    again = solve(fixed)

    assert [(term.name, term.value) for term in again.terms] == [
        (term.name, term.value) for term in plan.terms
    ]
    assert (again.post == plan.post).all() or not plan.unique


@settings(some, max_examples=12)
@given(instances(crossing=True))
def test_what_is_named_places_the_person_where_rules_cross(instance: Instance) -> None:
    plan = solve(instance)
    for person in np.flatnonzero(plan.post < 0).tolist()[:2]:
        for relaxation in Shortages(instance, plan).unplaced(person, 1).relaxations:
            other = solve(relaxed(instance, relaxation.changes))

            assert other.post[person] >= 0
            assert other.placed == relaxation.placed


@settings(some, max_examples=20)
@given(instances(crossing=True), st.data())
def test_the_cost_of_a_pair_is_what_fixing_it_costs_where_rules_cross(
    instance: Instance, data: st.DataObject
) -> None:
    plan = solve(instance)
    person = data.draw(st.integers(0, len(instance.people) - 1))
    post = data.draw(st.integers(0, len(instance.posts) - 1))

    told = Explainer(instance, plan).why_not(person, post)

    if told.reason != Reason.COSTS or told.cheapest is None:
        return
    names = ("limits", "most", *instance.aims.order)
    best = min(worth(instance, each) for each in plans(instance) if each[person] == post)
    lost = {
        name: value - before
        for name, value, before in zip(names, best, worth(instance, plan.post), strict=False)
    }
    for loss in told.cheapest.losses:
        assert loss.amount == lost[loss.name]


@pytest.mark.parametrize("at_most", [False, True])
def test_a_share_is_kept_as_one_counts_it_by_hand(at_most: bool) -> None:
    instance = shared(24)
    (rule,) = instance.rules
    instance = replace(instance, rules=(replace(rule, at_most=at_most),))

    post = solve(instance).post

    for county in range(len(rule.posts.labels)):
        there = [who for who, at in enumerate(post) if at >= 0 and rule.posts.of[at] == county]
        women = sum(rule.people.of[who] == 0 for who in there)
        assert 2 * women <= len(there) if at_most else 2 * women >= len(there)


@settings(some, max_examples=4)
@given(instances(crossing=True))
def test_a_search_without_time_still_keeps_the_rules_and_says_how_far_off_it_may_be(
    instance: Instance,
) -> None:
    try:
        plan = solve(instance, Effort(seconds=0.001))
    except Refused:  # lower limits that leaving people out does not meet
        return

    best = min(worth(instance, post) for post in plans(instance))
    verdict = verify(instance, plan)
    assert verdict.holds
    most = [term.name for term in plan.terms].index("most")
    assert plan.terms[most].value <= -best[1] <= verdict.bounds[most]


def test_what_a_rule_leaves_alone_is_the_best_without_it_and_proven_to_be() -> None:
    plain = made(40)
    women = replace(shared(40).rules[0], share=(0, 1))  # asks for none, so that all plans keep it

    plan, alone = solve(replace(plain, rules=(women,))), solve(plain)

    assert [term.proven for term in plan.terms] == [term.value for term in plan.terms]
    assert [(term.name, term.value) for term in plan.terms[1:]] == [
        (term.name, term.value) for term in alone.terms
    ]
    assert verify(replace(plain, rules=(women,)), plan).holds


def test_a_process_answers_each_question_as_a_new_one_would() -> None:
    first, other = shared(24), shared(20)

    kept = [canonical(run_of(each, solve(each))) for each in (first, other, first)]
    worker._end_all()
    new = canonical(run_of(first, solve(first)))

    assert kept[0] == kept[2] == new
    free = solve(replace(first, rules=())).post
    assert broken_rules(first, free) != ()  # so that there was something to search for


def test_a_process_that_is_gone_is_replaced() -> None:
    instance = shared(24)
    before = solve(instance)

    for each in worker._idle:
        each.process.kill()
    after = solve(instance)

    assert (after.post == before.post).all()
    assert after.terms == before.terms
