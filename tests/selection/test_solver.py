"""The solver against every plan there is, on small instances."""

from hypothesis import given, settings

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Status
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.verify import verify
from tests.selection.small import instances, plans, worth

few = settings(max_examples=150, deadline=None)


@few
@given(instances())
def test_the_best_plan_is_found_at_every_level(instance: Instance) -> None:
    plan = solve(instance)

    best = min(worth(instance, post) for post in plans(instance))
    assert worth(instance, plan.post) == best
    assert (plan.status == Status.IMPOSSIBLE) == (best[0] > 0)


@few
@given(instances())
def test_the_certificate_proves_every_level(instance: Instance) -> None:
    plan = solve(instance)

    verdict = verify(instance, plan)

    assert verdict.holds
    assert verdict.bounds == tuple(term.value for term in plan.terms)
    assert verdict.unique == plan.unique
