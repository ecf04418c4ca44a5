"""What a plan comes to in words for officials, in one way on every page and paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from guazhi.selection.rules.reckoning import Reckoning
from guazhi.web.words import reading

LABELS: dict[str, "str | Promise"] = {
    "floor": gettext_lazy("Least fit"),
    "fit": gettext_lazy("How well people fit"),
    "wishes": gettext_lazy("Wishes"),
    "balance": gettext_lazy("Even filling"),
}
GROUPS: dict[str, "str | Promise"] = {
    "county": gettext_lazy("counties"),
    "host": gettext_lazy("host units"),
    "kind": gettext_lazy("kinds of host"),
    "category": gettext_lazy("post categories"),
    "team": gettext_lazy("leadership teams"),
}
WORDS: tuple["str | Promise", ...] = (
    gettext_lazy("very good"),
    gettext_lazy("good"),
    gettext_lazy("fair"),
    gettext_lazy("low"),
    gettext_lazy("very low"),
)
RANKS: tuple["str | Promise", ...] = (
    gettext_lazy("first wish"),
    gettext_lazy("second wish"),
    gettext_lazy("third wish"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan comes to at one aim; ``note`` explains the words, where they need it."""

    name: str
    label: str
    words: str
    note: str = ""


def figures_in_words(found: Reckoning) -> list[Told]:
    """What a plan comes to, aim by aim in their order; nothing where nobody is placed."""
    if not found.placed:
        return []
    told = {
        "floor": (_below(found), ""),
        "fit": (fit_of_all(found), _bands(found)),
        "wishes": (wishes_of_all(found), ""),
        "balance": (evenness(found), ""),
    }
    return [
        Told(name, str(LABELS[name]), *told[name]) for name in found.aims if any(told.get(name, ()))
    ]


def fit_of_all(found: Reckoning) -> str:
    """How well people fit: so many very well, so many well; on average where there are no bands."""
    if not found.bands:
        return (
            "" if found.mean is None else _("%(points)d points on average") % {"points": found.mean}
        )
    return _listed(
        _counted(name, count) for name, count in zip(_names(found), found.fits, strict=True)
    )


def wishes_of_all(found: Reckoning) -> str:
    """Whose wishes are met: so many their first, their second; so many none."""
    granted = (
        _counted(RANKS[rank - 1] if rank <= len(RANKS) else _("wish %(rank)d") % {"rank": rank}, n)
        for rank, n in enumerate(found.wishes, 1)
    )
    others = (
        _counted(_("elsewhere than wished"), found.beyond),
        _counted(_("without a valid wish"), found.silent),
    )
    return _listed((*granted, *others))


def evenness(found: Reckoning) -> str:
    """How evenly groups of posts are filled."""
    if found.spread is None or found.filled is None:
        return ""
    (fewest, most), (least, full) = found.spread, found.filled
    groups = str(GROUPS.get(found.balance, _("posts")))
    values = {"groups": groups, "fewest": fewest, "most": most, "least": least, "full": full}
    if least == full:
        return _("all %(groups)s are filled to %(full)d%%") % values
    if fewest == most:
        words = _("%(groups)s take %(most)d each, and are filled to %(least)d–%(full)d%%")
    else:
        words = _("%(groups)s take %(fewest)d to %(most)d, and are filled to %(least)d–%(full)d%%")
    return words % values


def losses_in_words(losses: Mapping[str, int], *, has_bands: bool) -> str:
    """What another plan would come to: better at something, worse at something else."""
    return _listed(_loss(name, amount, has_bands) for name, amount in losses.items() if amount)


def _loss(name: str, amount: int, has_bands: bool) -> str:
    """One level; ``amount`` is by how much it gets worse."""
    if name == "most":
        fewer = ngettext("%(n)d person fewer placed", "%(n)d people fewer placed", abs(amount))
        more = ngettext("%(n)d person more placed", "%(n)d people more placed", abs(amount))
        return (fewer if amount > 0 else more) % {"n": abs(amount)}
    if name == "fit":
        return (_lower(amount, has_bands) if amount > 0 else _higher(-amount, has_bands)) % {
            "n": abs(amount)
        }
    worse, better = {
        "limits": (_("further from lower limits"), _("nearer to lower limits")),
        "floor": (_("more people below the least fit"), _("fewer people below the least fit")),
        "wishes": (_("wishes met less"), _("wishes met more")),
        "balance": (_("filled less evenly"), _("filled more evenly")),
    }[name]
    return worse if amount > 0 else better


def _lower(amount: int, has_bands: bool) -> str:
    if has_bands:
        return ngettext("fit lower by %(n)d band", "fit lower by %(n)d bands in all", amount)
    return ngettext("fit lower by %(n)d point", "fit lower by %(n)d points in all", amount)


def _higher(amount: int, has_bands: bool) -> str:
    if has_bands:
        return ngettext("fit higher by %(n)d band", "fit higher by %(n)d bands in all", amount)
    return ngettext("fit higher by %(n)d point", "fit higher by %(n)d points in all", amount)


def _below(found: Reckoning) -> str:
    values = {"n": found.below, "points": found.floor}
    if not found.floor:
        return ""
    if not found.below:
        return _("nobody below %(points)d points") % values
    return (
        ngettext(
            "%(n)d person below %(points)d points", "%(n)d people below %(points)d points",
            found.below,
        ) % values
    )  # fmt: skip


def _names(found: Reckoning) -> list[str]:
    """What the bands are called, the best first; by their points where there are many."""
    if len(found.fits) <= len(WORDS):
        return [str(word) for word in WORDS[: len(found.fits)]]
    return list(_points(found.bands))


def _bands(found: Reckoning) -> str:
    """From which points each band of fit begins."""
    if not found.bands or len(found.fits) > len(WORDS):
        return ""
    named = zip(_names(found), _points(found.bands), strict=True)
    return _listed(_("%(name)s %(points)s") % {"name": name, "points": at} for name, at in named)


def _points(bands: tuple[int, ...]) -> Iterator[str]:
    """The points of each band, the best first."""
    yield _("at %(points)d points or more") % {"points": bands[-1]}
    for start, after in reversed(list(pairwise(bands))):
        yield _("at %(start)d–%(end)d points") % {"start": start, "end": after - 1}
    yield _("below %(points)d points") % {"points": bands[0]}


def _counted(name: object, count: int) -> str:
    """So many people of a kind; nothing for nobody."""
    counted = pgettext("so many people of a kind", "%(count)d %(name)s")
    return counted % {"name": name, "count": count} if count else ""


def _listed(parts: Iterable[str]) -> str:
    return (", " if reading() == "en" else "、").join(part for part in parts if part)
