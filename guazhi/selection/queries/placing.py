"""What the solver is given for an intake: its data, the policy's aims and limits, and the teams."""

from collections.abc import Iterable
from typing import Any

from guazhi.access.actor import Actor
from guazhi.policy import placing
from guazhi.programmes.models import Intake
from guazhi.selection.placement.tables import NamedPair
from guazhi.selection.queries.instance import InstanceData, instance_of
from guazhi.selection.rules.inputs import Inputs, Pair

TEAMS = "同一领导班子"


def inputs_to_place(actor: Actor, intake: Intake, blocked: Iterable[Pair] = ()) -> Inputs:
    """What a placement of the intake is worked out of now; the intake was reached by permission."""
    return inputs_of(instance_of(actor, intake), blocked)


def inputs_of(data: InstanceData, blocked: Iterable[Pair] = ()) -> Inputs:
    """The inputs of a run: everybody, every post, all pairs but those that a check rules out."""
    out = set(blocked)
    pairs = tuple(
        NamedPair(pair.person, pair.post, pair.fit.score, pair.wish)
        for key, pair in data.pairs.items()
        if key not in out
    )
    return Inputs(tuple(data.people), tuple(data.posts), pairs, constraints_of(data))


def constraints_of(data: InstanceData) -> dict[str, Any]:
    """The aims and limits of the policy, and at most so many in each leadership team.

    The lot is drawn by the name of the intake, so that everybody can draw it again. A limit from
    above on a group of which there is nobody is left out: it always holds.
    """
    policy = data.pack.selection
    asked = policy.placing if policy else placing.Placing()
    found = placing.constraints(asked, "zh-hans")
    rules = [rule for rule in found["rules"] if not _holds_anyway(rule, data)]
    if data.caps:
        rules.append({"name": TEAMS, "posts": {"team": "each"}, "at_most": dict(data.caps)})
    return {**found, "rules": rules, "seed": data.intake.name}


def _holds_anyway(rule: dict[str, Any], data: InstanceData) -> bool:
    if "at_least" in rule or "at_least_share" in rule:
        return False
    return any(
        value != placing.EACH and all(each.columns.get(column, each.id) != value for each in named)
        for chosen, named in ((rule["people"], data.people), (rule["posts"], data.posts))
        for column, value in chosen.items()
    )
