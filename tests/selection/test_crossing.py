"""Rules that cross, against every plan there is: a process is started for each instance."""

from hypothesis import Phase, given, settings

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Status
from guazhi.selection.placement.solve import solve
from guazhi.selection.placement.verify import verify
from tests.selection.small import instances, plans, worth


@settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(instances(crossing=True))
def test_the_best_plan_is_found_where_rules_cross(instance: Instance) -> None:
    plan = solve(instance)

    values = sorted(worth(instance, post) for post in plans(instance))
    verdict = verify(instance, plan)
    assert worth(instance, plan.post) == values[0]
    assert (plan.status == Status.IMPOSSIBLE) == (values[0][0] > 0)
    assert not plan.unique or values[1:2] != values[:1]
    assert verdict.holds
    for term, proven in zip(plan.terms, verdict.bounds, strict=True):
        assert term.proven == proven
        assert term.gap == 0
