"""What the solver is given for an intake: its data, the policy's aims and limits, and the teams."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count

from guazhi.access.actor import Actor
from guazhi.policy import placing
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment
from guazhi.secondments.rules import LIVE
from guazhi.selection.placement.tables import NamedPair
from guazhi.selection.queries.checks import blocked_pairs
from guazhi.selection.queries.instance import InstanceData, instance_of
from guazhi.selection.rules.inputs import Inputs, Pair

TEAMS = "同一领导班子"
NOBODY: Mapping[int, int] = {}


def inputs_to_place(actor: Actor, intake: Intake, today: date) -> Inputs:
    """What a placement of the intake is worked out of now; the intake was reached by permission.

    What a check rules out is left out. A post has as many places as nobody holds yet.
    """
    blocked = blocked_pairs(actor, intake, today)
    return inputs_of(instance_of(actor, intake), blocked, held_places(intake.pk))


def held_places(intake_id: int) -> dict[int, int]:
    """How many people hold each post of an intake, or are to hold it."""
    there = Secondment.objects.filter(post__intake=intake_id, state__in=LIVE)
    return dict(there.values_list("post").annotate(Count("pk")))


def inputs_of(
    data: InstanceData, blocked: Iterable[Pair] = (), held: Mapping[int, int] = NOBODY
) -> Inputs:
    """The inputs of a run: everybody, every post, all pairs but those that a check rules out."""
    out = set(blocked)
    pairs = tuple(
        NamedPair(pair.person, pair.post, pair.fit.score, pair.wish)
        for key, pair in data.pairs.items()
        if key not in out
    )
    posts = tuple(
        replace(post, capacity=max(post.capacity - held.get(int(post.id), 0), 0))
        for post in data.posts
    )
    return Inputs(tuple(data.people), posts, pairs, constraints_of(data))


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
