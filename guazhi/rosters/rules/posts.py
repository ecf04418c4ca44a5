"""Which category a post title belongs to, by the titles that a policy pack lists."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guazhi.policy.pack import Pack

BRACKETED = re.compile(r"^(.*?)\(([^()]+)\)(.*)$")
TOGETHER = {"乡镇": ("乡", "镇"), "县区": ("县", "区")}
ALSO = {
    "镇长助理": ("街道办事处主任助理", "街道主任助理", "街道办主任助理"),
    "镇党委副书记": ("街道党工委副书记", "街道党委副书记", "街道工委副书记"),
    "经理助理": ("总经理助理",),
}


@dataclass(frozen=True, slots=True)
class PostKind:
    """A category of posts: how long a term in it lasts and which hosts have such posts."""

    category: str
    least: int
    normal: int
    most: int
    host_kinds: tuple[str, ...] = ()
    clause: str = ""

    def allows(self, months: int) -> bool:
        return self.least <= months <= self.most


@lru_cache(maxsize=4096)
def plain_title(text: str) -> str:
    """A title without blanks, its brackets half-width, the verb of the heading gone."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"^(?:拟)?挂(?:职|任)?(?=.{2})", "", text).rstrip("、,;。")


def printed_title(text: str) -> str:
    """A title as it is kept and shown: its brackets full-width."""
    return plain_title(text).replace("(", "（").replace(")", "）")


def spellings(title: str) -> Iterator[str]:
    """Every way a title such as 县（区）长助理 is written: 县(区)长助理, 县长助理, 区长助理."""
    title = plain_title(title)
    yield title
    if match := BRACKETED.match(title):
        before, inside, after = match.groups()
        yield before + after
        yield before + inside + after
        if len(inside) <= len(before):
            yield before[: -len(inside)] + inside + after
    for both, each in TOGETHER.items():
        if both in title:
            yield from (title.replace(both, one) for one in each)


def post_kinds(pack: Pack) -> dict[str, PostKind]:
    """The kind of each title of ``pack`` in every spelling."""
    kinds: dict[str, PostKind] = {}
    for key, category in pack.categories.items():
        kind = PostKind(
            key,
            category.months.min,
            category.months.normal,
            category.months.max,
            tuple(category.host_levels),
            category.clause,
        )
        for title in category.posts:
            for spelling in spellings(title):
                kinds.setdefault(spelling, kind)
                for other in ALSO.get(spelling, ()):
                    kinds.setdefault(other, kind)
    return kinds


def kind_of_post(
    title: str, host: str, host_kind: str, kinds: Mapping[str, PostKind]
) -> PostKind | None:
    """The kind of the post ``title`` in the unit ``host``: the longest title that it ends with.

    The unit's name may complete the title, and a kind meant for such a host goes before others.
    """
    whole = f"{host}{plain_title(title)}"
    exact = [one for one in spellings(title) if one in kinds]
    ending = [one for one in kinds if len(one) > 2 and whole.endswith(one)]
    for candidates in (exact, ending):
        fitting = [one for one in candidates if host_kind in kinds[one].host_kinds]
        if fitting:
            return kinds[max(fitting, key=len)]
    best = max(exact or ending, key=len, default=None)
    return kinds[best] if best is not None else None


def near_titles(title: str, kinds: Iterable[str]) -> list[str]:
    """Titles of the policy that ``title`` may be a slip of."""
    return difflib.get_close_matches(plain_title(title), list(kinds), n=3, cutoff=0.5)
