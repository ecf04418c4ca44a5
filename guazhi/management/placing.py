"""What ``guazhi place`` says of a plan: as data, and in words."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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
from guazhi.selection.placement.whynot import Chain, Explainer, Reason, WhyNot

SCHEMA = "guazhi.place/1"
FEW = 1000
TERMS: dict[str, "str | Promise"] = {
    "limits": gettext_lazy("Short of lower limits"),
    "most": gettext_lazy("Placed"),
    "floor": gettext_lazy("Below the floor"),
    "fit": gettext_lazy("Fit"),
    "wishes": gettext_lazy("Cost of wishes"),
    "balance": gettext_lazy("Unevenness"),
}
STATUSES: dict[str, "str | Promise"] = {
    "optimal": gettext_lazy("the best plan, proven"),
    "open": gettext_lazy("a plan that may not be the best; the gap is shown"),
    "impossible": gettext_lazy("no plan keeps all rules; this one breaks them least"),
}
LACKS: dict[str, "str | Promise"] = {
    "no_pair": gettext_lazy("no post was possible at all"),
    "barred": gettext_lazy("every possible post is forbidden"),
    "closed": gettext_lazy("no possible post has a place"),
    "crowded": gettext_lazy(
        "%(people)d people with nowhere else to go share %(posts)d posts with %(places)d places"
    ),
}
REASONS: dict[str, "str | Promise"] = {
    "here": gettext_lazy("this is the post in the plan"),
    "no_pair": gettext_lazy("the pair is not among the possible ones"),
    "barred": gettext_lazy("the pair is forbidden"),
    "fixed": gettext_lazy("the person is fixed elsewhere"),
    "closed": gettext_lazy("there is no place, or all are fixed for others"),
    "rule": gettext_lazy("no plan with this pair keeps the rules"),
    "costs": gettext_lazy("the plan would be worse"),
}


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
        "assignment": list(_assignment(instance, plan)),
        "unplaced": list(_unplaced(instance, plan, explained)),
        "all_placed_with": [_change(instance, each) for each in _fix(instance, plan)],
    }


def asked_to_explain(people: int) -> int:
    """For how many people without a post to try what would help, when nothing else is said."""
    return 20 if people <= FEW else 0


def _assignment(instance: Instance, plan: Plan) -> Iterator[dict[str, Any]]:
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


def _unplaced(instance: Instance, plan: Plan, explained: int) -> Iterator[dict[str, Any]]:
    shortages = Shortages(instance, plan)
    left = (plan.post < 0).nonzero()[0].tolist()
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


def _fix(instance: Instance, plan: Plan) -> tuple[Change, ...]:
    return cheapest_fix(instance) if plan.placed < len(instance.people) else ()


def why(instance: Instance, plan: Plan, person: int, post: int | None) -> dict[str, Any]:
    """Why somebody is where the plan says; or why not at a post."""
    explainer = Explainer(instance, plan)
    if post is not None:
        posts = [(post, explainer.why_not(person, post))]
    else:
        posts = list(explainer.why(person).better)
    own = int(plan.post[person])
    return {
        "person": instance.people[person],
        "post": instance.posts[own] if own >= 0 else None,
        "why_not": [
            {"post": instance.posts[place], **_why_not(instance, answer)} for place, answer in posts
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


def told(answer: dict[str, Any]) -> Iterator[str]:
    """The answer in words."""
    yield _("%(placed)d of %(people)d people placed: %(status)s.") % {
        "placed": answer["placed"],
        "people": answer["people"],
        "status": STATUSES[answer["status"]],
    }
    if answer["unique"]:
        yield _("No other plan is as good.")
    for term in answer["terms"]:
        gap = "  " + _("gap %(gap)d") % term if term["gap"] else ""
        yield f"  {TERMS[term['name']]}: {term['value']}{gap}"
    for broken in answer["broken"]:
        words = _("  Not kept: %(rule)s (%(found)d; from %(low)d to %(high)d)")
        yield words % broken
    for row in answer["assignment"]:
        rank = "  " + _("wish %(rank)d") % row if row["rank"] else ""
        fixed = "  " + _("fixed") if row["fixed"] else ""
        yield f"{row['person']} → {row['post']}  {row['score']}{rank}{fixed}"
    yield from _left_in_words(answer)


def _left_in_words(answer: dict[str, Any]) -> Iterator[str]:
    if answer["unplaced"]:
        yield _("Without a post:")
    for row in answer["unplaced"]:
        lack = str(LACKS[row["lack"]]) % row if "lack" in row else ""
        yield f"  {row['person']}: {lack}"
        for help_ in row.get("helps", []):
            words = _("%(changes)s: then %(placed)d are placed, fit %(fit)d")
            changes = ", ".join(map(change_in_words, help_["changes"]))
            yield "    " + words % {**help_, "changes": changes}
    if answer["all_placed_with"]:
        yield _("Everybody who has a possible post could be placed with:")
        yield from ("  " + change_in_words(change) for change in answer["all_placed_with"])


def change_in_words(change: dict[str, Any]) -> str:
    """One thing relaxed."""
    if change["kind"] == Kind.PLACES:
        words = ngettext(
            "%(amount)d more place at %(post)s", "%(amount)d more places at %(post)s",
            change["amount"],
        )  # fmt: skip
    elif change["kind"] == Kind.BAR:
        words = _("%(person)s allowed at %(post)s")
    elif change["kind"] == Kind.HIGH:
        words = _("upper limit of “%(rule)s” raised by %(amount)d")
    else:
        words = _("lower limit of “%(rule)s” lowered by %(amount)d")
    return words % change


def why_in_words(answer: dict[str, Any]) -> Iterator[str]:
    """Why somebody is there, and why not elsewhere."""
    yield f"{answer['person']} → {answer['post'] or '–'}"
    for row in answer["why_not"]:
        rules = "; ".join(row["rules"])
        yield f"  {row['post']}: {REASONS[row['reason']]}" + (f" ({rules})" if rules else "")
        chain = row["few_moves"] or row["cheapest"]
        if row["reason"] != Reason.HERE and chain is not None:
            losses = ", ".join(
                f"{TERMS[name]} {amount:+d}" for name, amount in _signed(row["cheapest"]["losses"])
            )
            moves = "; ".join(
                f"{move['person']} {move['from'] or '–'} → {move['to'] or '–'}"
                for move in chain["moves"]
            )
            yield f"    {losses}  [{moves}]"


def _signed(losses: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Changes of the terms as they would be shown: fit falls, costs rise."""
    for name, amount in losses.items():
        if amount:
            yield name, -amount if name in {"most", "fit"} else amount
