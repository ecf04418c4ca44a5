"""What a placement aims at, by the policy: its aims in order, their scales, limits by groups."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from guazhi.policy.entries import Line, Words
from guazhi.policy.errors import Place
from guazhi.policy.timing import Entry, known

Language = Literal["en", "zh-hans"]
PEOPLE = ("sex", "ethnic_group", "cadre_category", "category", "home", "home_county", "home_level")
POSTS = ("id", "host", "county", "category", "kind", "team")
AIMS = ("floor", "fit", "wishes", "balance")
EACH = "each"
Count = Annotated[int, Field(ge=0, le=1000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Aim = Annotated[str, known("unknown_value", *AIMS)]
PeopleColumn = Annotated[str, known("unknown_value", *PEOPLE)]
PostColumn = Annotated[str, known("unknown_value", *POSTS)]


class PlacingRule(Entry):
    """A limit on how many of certain people go to certain posts.

    ``people`` and ``posts`` choose by columns; the value ``each`` counts every value on its own.
    Exactly one limit, as a number or in percent of all who go there.
    """

    names: Words
    people: dict[PeopleColumn, Line] = Field(default_factory=dict)
    posts: dict[PostColumn, Line] = Field(default_factory=dict)
    at_most: Count | None = None
    at_least: Count | None = None
    at_most_percent: Percent | None = None
    at_least_percent: Percent | None = None

    @property
    def limits(self) -> Mapping[str, int]:
        """The limits that are said, by their keys."""
        keys = ("at_most", "at_least", "at_most_percent", "at_least_percent")
        said = {key: getattr(self, key) for key in keys}
        return {key: value for key, value in said.items() if value is not None}


class Placing(Entry):
    """The aims after placing as many as can be, the most important first.

    ``bands`` are the points at which a better band of fit begins: within a band wishes decide.
    ``floor`` is the fit below which nobody is sent while there is another way. ``rank_costs`` is
    what the first, second, … wish costs, the last also anything not wished for.
    """

    aims: Annotated[tuple[Aim, ...], Field(strict=False)] = ("fit", "wishes")
    bands: Annotated[tuple[Percent, ...], Field(strict=False)] = ()
    floor: Percent = 0
    rank_costs: Annotated[tuple[Count, ...], Field(min_length=1, strict=False)] = (0, 1, 2, 3)
    balance: PostColumn = "county"
    rules: Annotated[tuple[PlacingRule, ...], Field(strict=False)] = ()


def faults(entry: Placing) -> Iterator[tuple[Place, str, tuple[str, ...], str]]:
    """Faults of the section: an aim told twice, bands not rising, a rule without one limit."""
    place: Place = ("selection", "placing")
    for at, aim in enumerate(entry.aims):
        if aim in entry.aims[:at]:
            yield (*place, "aims", at), "told_twice", (), aim
    for at, (before, after) in enumerate(zip(entry.bands, entry.bands[1:], strict=False)):
        if after <= before:
            yield (*place, "bands", at + 1), "out_of_range", (f"> {before}",), str(after)
    for at, rule in enumerate(entry.rules):
        if len(rule.limits) != 1:
            keys = ("at_most", "at_least", "at_most_percent", "at_least_percent")
            yield (*place, "rules", at), "one_limit", keys, ""


def constraints(entry: Placing, language: Language) -> dict[str, Any]:
    """What the solver is asked for, as plain data; rules are named in ``language``."""
    return {
        "aims": list(entry.aims),
        "bands": list(entry.bands),
        "floor": entry.floor,
        "rank_costs": list(entry.rank_costs),
        "balance": entry.balance if "balance" in entry.aims else "",
        "rules": [_plain(rule, language) for rule in entry.rules],
    }


def _plain(rule: PlacingRule, language: Language) -> dict[str, Any]:
    (limit,) = rule.limits.items()
    key, amount = limit
    if key.endswith("_percent"):
        said: dict[str, Any] = {key.replace("_percent", "_share"): f"{amount}%"}
    else:
        said = {key: amount}
    return {
        "name": rule.names.en if language == "en" else rule.names.zh,
        "people": dict(rule.people),
        "posts": dict(rule.posts),
        **said,
    }


# word -> (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "floor": ("nobody below the floor", "匹配度不低于底线"),
    "fit": ("fit", "匹配度"),
    "wishes": ("wishes", "个人志愿"),
    "balance": ("even filling", "均衡配置"),
}


def sentences(entry: Placing, language: Language) -> Iterator[str]:
    """What the section says."""
    is_en = language == "en"
    aims = [WORDS[aim][not is_en] for aim in entry.aims]
    if is_en:
        yield f"A placement places as many as it can; then, in this order: {', '.join(aims)}."
    else:
        yield f"匹配方案首先使尽可能多的人选落实岗位，其次依次考虑：{'、'.join(aims)}。"
    if entry.floor:
        yield (
            f"Below {entry.floor} points of fit nobody is sent while there is another way."
            if is_en
            else f"匹配度低于{entry.floor}分的，一般不作安排。"
        )
    if entry.bands:
        points = (", " if is_en else "、").join(map(str, entry.bands))
        yield (
            f"Fits count alike between {points} points."
            if is_en
            else f"匹配度以{points}分划档，同档视为相当。"
        )
    yield from (_sentence(rule, language) for rule in entry.rules)


def _sentence(rule: PlacingRule, language: Language) -> str:
    ((key, amount),) = rule.limits.items()
    unit = " %" if key.endswith("_percent") else ""
    if language == "en":
        return f"{rule.names.en}: at {'most' if 'most' in key else 'least'} {amount}{unit}."
    least = "不超过" if "most" in key else "不少于"
    return f"{rule.names.zh}：{least}{amount}{'%' if unit else '人'}。"
