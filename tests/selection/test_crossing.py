"""Rules that cross, against every plan there is: a process is started for each instance."""

from hypothesis import Phase, given, settings

from guazhi.policy.findings import Refused
from guazhi.selection.placement.crossing import Effort
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


@settings(max_examples=4, deadline=None, phases=[Phase.reuse, Phase.generate])
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
