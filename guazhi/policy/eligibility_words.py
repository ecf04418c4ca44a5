"""The checks of a policy in words, in either language."""

from collections.abc import Iterator
from typing import Literal

from guazhi.policy.eligibility import AgeCheck, AgeLimit, AnyCheck, Check, PostRankCheck, TeamCheck
from guazhi.policy.pack import Pack

Language = Literal["en", "zh-hans"]

# word -> (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "id": ("id", "标识"),
    "name": ("name", "名称"),
    "asks": ("what it asks for", "要求"),
    "level": ("a breach is", "不符合的"),
    "missing": ("a missing fact is", "缺少信息的"),
    "since": ("since", "施行日期"),
    "basis": ("basis", "依据"),
    "blocking": ("not allowed", "不得安排"),
    "warning": ("to be decided with a reason", "须研究并写明理由"),
    "note": ("for notice", "提示"),
    "bureau_head": ("bureau head", "厅局级正职"),
    "bureau_deputy": ("deputy bureau head", "厅局级副职"),
    "county_head": ("county head", "县处级正职"),
    "county_deputy": ("deputy county head", "县处级副职"),
    "township_head": ("township head", "乡科级正职"),
    "township_deputy": ("deputy township head", "乡科级副职"),
    "clerk": ("clerk", "科员级"),
    "unranked": ("without rank", "未定职"),
    "postgraduate": ("postgraduate", "研究生"),
    "university": ("university", "大学本科"),
    "college": ("college", "大专"),
    "secondary": ("secondary", "中专、高中"),
    "basic": ("basic", "初中以下"),
    "any": ("full-time or not", "不限全日制"),
    "full_time": ("full-time", "全日制"),
    "county": ("county", "县（区）"),
    "city": ("city", "市"),
    "native_place": ("native place", "籍贯"),
    "birth_place": ("place of birth", "出生地"),
    "growing_up_place": ("place of growing up", "成长地"),
    "优秀": ("excellent", "优秀"),
    "称职": ("competent", "称职"),
    "基本称职": ("basically competent", "基本称职"),
    "不称职": ("not competent", "不称职"),
    "不定等次": ("without a grade", "不定等次"),
    "健康": ("healthy", "健康"),
    "良好": ("in fair health", "良好"),
}
# kind -> (English, Chinese); the names are those of its figures
PHRASES: dict[str, tuple[str, str]] = {
    "education": ("{at_least} or more, {counts}", "{at_least}以上，{counts}"),
    "rank": ("{at_least} or above", "{at_least}以上"),
    "grades": ("in each of the last {years} years: {accepts}", "近{years}年均为{accepts}"),
    "sanction": ("up to {months_after} months after its effect", "影响期满后{months_after}个月内"),
    "same_host": ("within {years} years", "{years}年内"),
    "cool_down": ("{months} months", "间隔{months}个月"),
    "team": ("at most {most}", "不超过{most}人"),
    "place": ("{places}; where the host is: {area}", "{places}与接收单位所在{area}相同"),
    "service": ("{years} years or more", "满{years}年"),
    "health": ("{accepts}", "{accepts}"),
}


def word(key: str, language: Language) -> str:
    """The word that people read for ``key``; the key itself where there is none."""
    pair = WORDS.get(key)
    return key if pair is None else pair[language != "en"]


def table(pack: Pack, language: Language) -> Iterator[tuple[str, ...]]:
    """Each check in a row, with a head; nothing where the policy has none."""
    if pack.checks:
        heads = ("id", "name", "asks", "level", "missing", "since", "basis")
        yield tuple(word(head, language) for head in heads)
    for key, check in pack.checks.items():
        names = check.names.en if language == "en" else check.names.zh
        asks = figures_in_words(pack, check, language) or "–"
        since = f"{check.since} – {check.until}" if check.until else str(check.since)
        levels = levels_in_words(check, language)
        yield key, names, asks, *levels, since, basis_in_words(check, language)


def basis_in_words(check: AnyCheck, language: Language) -> str:
    """The clause and the source that a check cites."""
    source = check.source and (check.source.en if language == "en" else check.source.zh)
    return ("; " if language == "en" else "；").join(
        each for each in (check.clause, source) if each
    )


def levels_in_words(check: AnyCheck, language: Language) -> tuple[str, str]:
    """What a breach amounts to, and what a fact that is missing."""
    return word(check.level, language), word(check.if_missing, language)


def figures_in_words(pack: Pack, check: AnyCheck, language: Language) -> str:
    """What a check asks for, as a phrase; nothing where its name says it all."""
    said = _phrases(pack, check, language)
    joint = "; " if language == "en" else "；"
    return joint.join([*said, *_categories(pack, check, language)])


def _categories(pack: Pack, check: AnyCheck, language: Language) -> Iterator[str]:
    if check.categories:
        names = [_category(pack, each, language) for each in check.categories]
        yield f"only {', '.join(names)}" if language == "en" else f"限{'、'.join(names)}"


def _category(pack: Pack, key: str, language: Language) -> str:
    names = pack.categories[key].names
    return names.en if language == "en" else names.zh


def _phrases(pack: Pack, check: AnyCheck, language: Language) -> list[str]:
    match check:
        case AgeCheck():
            limit = _limit_en if language == "en" else _limit_zh
            until = "on {day}" if language == "en" else "截至{day}"
            day = [until.format(day=check.on)] if check.on else []
            return [*map(limit, check.limits), *day]
        case PostRankCheck():
            joint = ": " if language == "en" else "为"
            posts = check.posts.items()
            return [
                f"{_category(pack, key, language)}{joint}{word(rank, language)}"
                for key, rank in posts
            ]
        case _:
            phrase, values = PHRASES.get(check.kind), _values(pack, check, language)
            # a figure that is left out bounds nothing
            said = phrase is not None and all(values.values())
            return [phrase[language != "en"].format(**values)] if phrase and said else []


def _values(pack: Pack, check: AnyCheck, language: Language) -> dict[str, str]:
    """The figures of a check as they stand in its phrase."""
    comma = ", " if language == "en" else "、"
    values = {}
    for name in type(check).model_fields.keys() - Check.model_fields.keys():
        value = getattr(check, name)
        listed = value if isinstance(value, tuple) else (value,) if value else ()
        values[name] = comma.join(word(str(each), language) for each in listed)
    if isinstance(check, TeamCheck):
        values["most"] = _most(pack, check)
    return values


def _limit_en(limit: AgeLimit) -> str:
    ranks = ", ".join(word(rank, "en") for rank in limit.ranks) or "others"
    bound = f"born in {limit.born_from:%Y-%m} or later" if limit.born_from else ""
    return f"{ranks} {bound or f'under {limit.under}'}"


def _limit_zh(limit: AgeLimit) -> str:
    ranks = "、".join(word(rank, "zh-hans") for rank in limit.ranks) or "其他"
    if limit.born_from:
        return f"{ranks}{limit.born_from:%Y年%m月}以后出生"
    return f"{ranks}不满{limit.under}周岁"


def _most(pack: Pack, check: TeamCheck) -> str:
    parameter = pack.parameters.get(check.most)
    values = [str(value) for _since, value in parameter.history()] if parameter else []
    return " → ".join(values)
