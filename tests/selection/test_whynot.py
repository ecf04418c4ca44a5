"""Explanations hold: what they say would happen is what happens."""

from hypothesis import given, settings
from hypothesis import strategies as st

from guazhi.policy.findings import Refused
from guazhi.selection.placement.instance import Instance, with_pin
from guazhi.selection.placement.plan import Status, value_of
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.whynot import Explainer, Reason
from tests.selection.small import instances

some = settings(max_examples=60, deadline=None)


@some
@given(instances(), st.data())
def test_the_cost_of_a_pair_is_what_fixing_it_costs(
    instance: Instance, data: st.DataObject
) -> None:
    plan = solve(instance)
    person = data.draw(st.integers(0, len(instance.people) - 1))
    post = data.draw(st.integers(0, len(instance.posts) - 1))

    told = Explainer(instance, plan).why_not(person, post)

    if told.reason in {Reason.NO_PAIR, Reason.BARRED, Reason.CLOSED}:
        return
    try:
        forced = solve(with_pin(instance, person, post))
    except Refused:
        assert told.reason == Reason.RULE
        return
    if plan.status == Status.IMPOSSIBLE:
        return
    if told.cheapest is None:
        assert told.reason == Reason.HERE
        assert (forced.post == plan.post).all()
        return
    before = {move.person: move.before for move in told.cheapest.moves}
    after = plan.post.copy()
    for move in told.cheapest.moves:
        after[move.person] = move.after
    assert {who: plan.post[who] for who in before} == before
    assert (after == forced.post).all()
    for loss in told.cheapest.losses:
        sign = -1 if loss.name in {"most", "fit"} else 1
        told_value = value_of(instance, plan.post, loss.name) + sign * loss.amount
        assert told_value == value_of(instance, forced.post, loss.name)
