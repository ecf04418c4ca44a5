"""What a plan comes to, as plain data: for the command line, the papers and the pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from guazhi.selection.placement.instance import Instance
from guazhi.selection.placement.plan import Plan
from guazhi.selection.placement.record import inputs_of, versions
from guazhi.selection.placement.shortage import (
    Change,
    Kind,
    Relaxation,
    Shortages,
    Unplaced,
    cheapest_fix,
)
from guazhi.selection.placement.whynot import Chain, Explainer, WhyNot

SCHEMA = "guazhi.place/1"
FEW = 1000


def document(instance: Instance, plan: Plan, explained: int) -> dict[str, Any]:
    """The whole answer as plain data; the first ``explained`` people left get what would help."""
    return {
        "schema": SCHEMA,
        "inputs": inputs_of(instance),
        "version": versions(plan.certificate),
        "status": plan.status.value,
        "unique": plan.unique,
        "people": len(instance.people),
        "placed": plan.placed,
        "terms": [
            {
                "name": term.name,
                "value": term.value,
                "bound": term.bound,
                "proven": term.proven,
                "gap": term.gap,
            }
            for term in plan.terms
            if term.name != "lot"
        ],
        "broken": [
            {
                "rule": instance.rules[each.rule].cell(each.row, each.column),
                "found": each.found,
                "low": each.low,
                "high": each.high,
            }
            for each in plan.broken
        ],
        "assignment": list(assignment(instance, plan)),
        "unplaced": list(unplaced(instance, plan, explained)),
        "all_placed_with": what_helps(instance, plan),
    }


def asked_to_explain(people: int) -> int:
    """For how many people without a post to try what would help, when nothing else is said."""
    return 20 if people <= FEW else 0


def assignment(instance: Instance, plan: Plan) -> Iterator[dict[str, Any]]:
    """Who goes where, with score and rank of the wish."""
    for person, post in enumerate(plan.post.tolist()):
        if post >= 0:
            pair = instance.pair(person, post)
            yield {
                "person": instance.people[person],
                "post": instance.posts[post],
                "score": int(instance.score[pair]),
                "rank": int(instance.rank[pair]) or None,
                "fixed": bool(instance.pins[person] >= 0),
            }


def unplaced(
    instance: Instance, plan: Plan, explained: int, people: Iterable[int] | None = None
) -> Iterator[dict[str, Any]]:
    """Who has no post, or which of ``people``; why; for the first ``explained`` what would help."""
    shortages = Shortages(instance, plan)
    asked = range(len(instance.people)) if people is None else people
    left = [person for person in asked if plan.post[person] < 0]
    for place, person in enumerate(left):
        if place >= explained and len(instance.people) > FEW:
            yield {"person": instance.people[person]}
            continue
        told = shortages.unplaced(person) if place < explained else shortages.unplaced(person, 0)
        yield {
            "person": instance.people[person],
            "lack": told.lack.value,
            **_figures(told),
            "helps": [_relaxation(instance, each) for each in told.relaxations],
        }


def _figures(told: Unplaced) -> dict[str, int]:
    return {"people": told.people, "posts": told.posts, "places": told.places}


def _relaxation(instance: Instance, relaxation: Relaxation) -> dict[str, Any]:
    return {
        "changes": [_change(instance, change) for change in relaxation.changes],
        "placed": relaxation.placed,
        "fit": relaxation.fit,
    }


def _change(instance: Instance, change: Change) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": change.kind.value, "amount": change.amount}
    if change.kind in {Kind.PLACES, Kind.BAR}:
        plain["post"] = instance.posts[change.column]
    if change.kind == Kind.BAR:
        plain["person"] = instance.people[change.row]
    if change.rule >= 0:
        plain["rule"] = instance.rules[change.rule].cell(change.row, change.column)
    return plain


def what_helps(instance: Instance, plan: Plan) -> list[dict[str, Any]]:
    """The least that would place everybody who has a possible post; nothing when all are placed."""
    if plan.placed == len(instance.people):
        return []
    return [_change(instance, each) for each in cheapest_fix(instance)]


def why(
    instance: Instance, plan: Plan, person: int, posts: Iterable[int] | None = None
) -> dict[str, Any]:
    """Why somebody is where the plan says and at no better post; or why not at ``posts``."""
    explainer = Explainer(instance, plan)
    if posts is None:
        answers = list(explainer.why(person).better)
    else:
        answers = [(post, explainer.why_not(person, post)) for post in posts]
    own = int(plan.post[person])
    return {
        "person": instance.people[person],
        "post": instance.posts[own] if own >= 0 else None,
        "why_not": [
            {"post": instance.posts[place], **_why_not(instance, answer)}
            for place, answer in answers
        ],
    }


def _why_not(instance: Instance, answer: WhyNot) -> dict[str, Any]:
    return {
        "reason": answer.reason.value,
        "rules": list(answer.rules),
        "cheapest": _chain(instance, answer.cheapest),
        "few_moves": _chain(instance, answer.short),
    }


def _chain(instance: Instance, chain: Chain | None) -> dict[str, Any] | None:
    if chain is None:
        return None
    name = [*instance.posts, None]
    return {
        "losses": {loss.name: loss.amount for loss in chain.losses},
        "moves": [
            {
                "person": instance.people[move.person],
                "from": name[move.before],
                "to": name[move.after],
            }
            for move in chain.moves
        ],
    }
