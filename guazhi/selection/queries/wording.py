"""A plan in words, out of what ``placement.telling`` says of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from guazhi.policy.selecting import word
from guazhi.programmes.models import Post
from guazhi.selection.placement.shortage import Kind
from guazhi.selection.placement.whynot import Reason
from guazhi.selection.queries.proposals import ProposedLine, Warned
from guazhi.selection.rules.fit import FitLine
from guazhi.web.messages import sentence

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


def reason_in_words(row: Mapping[str, Any]) -> str:
    """Why somebody is not at a post, with the rules that stand against it."""
    rules = "; ".join(row["rules"])
    return str(REASONS[row["reason"]]) + (f" ({rules})" if rules else "")


def losses_in_words(losses: Mapping[str, int]) -> str:
    """What another plan would come to, level by level: "Fit -3, Cost of wishes +1"."""
    return ", ".join(f"{TERMS[name]} {amount:+d}" for name, amount in _signed(losses))


def change_in_words(change: Mapping[str, Any]) -> str:
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
        yield f"  {row['post']}: {reason_in_words(row)}"
        chain = row["few_moves"] or row["cheapest"]
        if row["reason"] != Reason.HERE and chain is not None:
            losses = losses_in_words(row["cheapest"]["losses"])
            moves = "; ".join(
                f"{move['person']} {move['from'] or '–'} → {move['to'] or '–'}"
                for move in chain["moves"]
            )
            yield f"    {losses}  [{moves}]"


def _signed(losses: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Changes of the terms as they would be shown: fit falls, costs rise."""
    for name, amount in losses.items():
        if amount:
            yield name, -amount if name in {"most", "fit"} else amount


def fit_in_words(lines: Iterable[FitLine]) -> str:
    """What a fit is made of, each part with its points of so many."""
    is_en = (get_language() or "en").startswith("en")
    return (", " if is_en else "、").join(
        f"{word(line.part, 'en' if is_en else 'zh-hans')} {line.got}/{line.most}"
        for line in lines
        if line.got
    )


def lack_in_words(
    lack: Mapping[str, Any], posts: Mapping[int, Post], people: Mapping[str, str]
) -> list[str]:
    """Why somebody has no post, and what would help; ids become units, posts and names."""
    if not lack:
        return []
    answer = [str(LACKS[lack["lack"]]) % lack]
    for help_ in lack.get("helps", ()):
        changes = changes_in_words(help_["changes"], posts, people)
        words = _("%(changes)s: then %(placed)d are placed")
        answer.append(words % {**help_, "changes": ", ".join(changes)})
    return answer


def changes_in_words(
    changes: Iterable[Mapping[str, Any]], posts: Mapping[int, Post], people: Mapping[str, str]
) -> list[str]:
    """What would be relaxed, with units, posts and names for ids."""
    return [change_in_words(_named(each, posts, people)) for each in changes]


def broken_in_words(broken: Mapping[str, Any]) -> str:
    """A rule that a plan does not keep: how many there are, and how many it asks for."""
    if broken["found"] > broken["high"]:
        words = _("“%(rule)s” is not kept: %(found)d, at most %(high)d allowed")
    else:
        words = _("“%(rule)s” is not kept: %(found)d, at least %(low)d asked for")
    return words % broken


def why_left(line: ProposedLine, posts: Mapping[int, Post], people: Mapping[str, str]) -> list[str]:
    """Why a line of a proposal has no post: what was lacking, and which checks bar everything."""
    return [*lack_in_words(line.row.lack, posts, people), *map(_barred, line.barring)]


def _barred(each: Warned) -> str:
    says = sentence(each.result.finding())
    if each.decision is None:
        return says
    words = _("%(says)s Decided against: %(reason)s")
    return words % {"says": says, "reason": each.decision.reason}


def _named(
    change: Mapping[str, Any], posts: Mapping[int, Post], people: Mapping[str, str]
) -> dict[str, Any]:
    named = dict(change)
    if "post" in change and (post := posts.get(int(change["post"]))) is not None:
        named["post"] = f"{post.host_unit.name}{post.title}"
    if "person" in change:
        named["person"] = people.get(change["person"], change["person"])
    return named
