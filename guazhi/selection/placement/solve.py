"""From an instance to its plan."""

from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.selection.placement.aims import Level, levels_of
from guazhi.selection.placement.bounds import SCALE, proven_bounds
from guazhi.selection.placement.crossing import Effort, solve_crossing
from guazhi.selection.placement.flow import solve_flow
from guazhi.selection.placement.groups import Ints, Small
from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.network import Network, network_of
from guazhi.selection.placement.pins import check_pins
from guazhi.selection.placement.plan import (
    Certificate,
    Plan,
    Status,
    Term,
    better_by,
    broken_rules,
    value_of,
)
from guazhi.selection.placement.prices import is_only_one


def solve(instance: Instance, effort: Effort | None = None) -> Plan:
    """The best plan, with its proof; Refused when pins contradict each other or a rule.

    Where rules cross, ``effort`` says how hard to try; Refused when that was not enough for any
    plan at all.
    """
    refuse_if(check_pins(instance))
    network = network_of(instance)
    levels = levels_of(instance, network)
    if network.crosses:
        return _crossing(instance, network, levels, effort or Effort())
    return _nested(instance, network, levels)


def _nested(instance: Instance, network: Network, levels: list[Level]) -> Plan:
    solved = solve_flow(network, levels)
    post = posts_of(instance, solved.taken)
    broken = broken_rules(instance, post)
    values = [(level.name, value_of(instance, post, level.name)) for level in levels]
    return Plan(
        Status.IMPOSSIBLE if broken else Status.OPTIMAL,
        post,
        tuple(Term(name, value, value, value) for name, value in values),
        is_only_one(network, network.flow_of(solved.taken), solved.free),
        broken,
        Certificate(solved.prices),
    )


def _crossing(instance: Instance, network: Network, levels: list[Level], effort: Effort) -> Plan:
    answers = solve_crossing(network, levels, effort)
    if not answers:
        raise Refused([Finding("place_no_plan_in_time", params={"seconds": effort.seconds})])
    taken, prices = answers[-1].taken, tuple(answer.prices for answer in answers)
    post = posts_of(instance, taken)
    broken = broken_rules(instance, post)
    costs = network.costs(taken, [level.cost for level in levels])
    proven = proven_bounds(network, levels, taken, prices)
    terms = []
    for place, level in enumerate(levels):
        shown = proven[place]
        if 0 < place < len(answers):
            shown = min(max(shown, answers[place].bound), costs[place])
        value = value_of(instance, post, level.name)
        bounds = (
            better_by(level.name, value, costs[place] - bound) for bound in (shown, proven[place])
        )
        terms.append(Term(level.name, value, *bounds))
    unique = len(answers) == len(levels) and answers[-1].unique
    best = all(term.gap == 0 for term in terms if term.name != "lot")
    status = Status.OPTIMAL if best else Status.OPEN
    return Plan(
        Status.IMPOSSIBLE if broken else status,
        post,
        tuple(terms),
        unique,
        broken,
        Certificate(prices, SCALE),
    )


def posts_of(instance: Instance, taken: Ints) -> Small:
    """The post of each person, by the pairs taken and the pins."""
    post = instance.pins.copy()
    post[instance.rows[taken]] = instance.col[taken]
    return post
