"""Selection as a policy has it: wishes, quotas, what a host may rank, and what makes a fit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from guazhi.policy import placing, vocabulary
from guazhi.policy.entries import ClauseId, Id, Line, Words
from guazhi.policy.errors import Place
from guazhi.policy.placing import Placing
from guazhi.policy.timing import Entry, known

Language = Literal["en", "zh-hans"]
Points = Annotated[int, Field(ge=0, le=100)]
Shown = Annotated[str, known("unknown_value", *vocabulary.CANDIDATE_SHOWN)]
WHOLE = 100


class WorkField(Entry):
    """A line of work, and the words of a cadre record that show somebody at home in it."""

    names: Words
    seen_in: Annotated[tuple[Line, ...], Field(min_length=1, strict=False)]


class Levels(Entry):
    """How much of the points for level a step brings, in percent, by its direction."""

    down: Points = WHOLE
    up: Points = WHOLE
    across: Points = 0


class FitWeights(Entry):
    """How many points of 100 each part of the fit is worth."""

    experience: Points = 0
    field: Points = 0
    level: Points = 0
    category: Points = 0
    host: Points = 0

    def parts(self) -> Iterator[tuple[str, int]]:
        """Each part with its points, in the order in which it is told."""
        for name in vocabulary.FIT_PARTS:
            yield name, getattr(self, name)


class HostRanking(Entry):
    """How many candidates a host may rank for a post, and what it sees of each."""

    most: Annotated[int, Field(ge=1, le=20)]
    sees: Annotated[tuple[Shown, ...], Field(min_length=1, strict=False)]


class SelectionPolicy(Entry):
    """How people and posts are brought together before anything is decided.

    ``quota`` is how many a unit may nominate where its call says nothing else.
    """

    clause: ClauseId = ""
    source: Words | None = None
    since: date = Field(alias="from")
    wishes: Annotated[int, Field(ge=0, le=10)] = 3
    quota: Annotated[int, Field(ge=1, le=100)] | None = None
    host_ranking: HostRanking | None = None
    fields: dict[Id, WorkField] = Field(default_factory=dict)
    fit: FitWeights
    levels: Levels = Levels()
    placing: Placing = Placing()


def faults(entry: SelectionPolicy | None) -> Iterator[tuple[Place, str, tuple[str, ...], str]]:
    """Faults of the section: citation, and points that do not come to a hundred."""
    if entry is None:
        return
    yield from placing.faults(entry.placing)
    if not entry.clause and entry.source is None:
        yield ("selection",), "no_citation", ("clause", "source"), ""
    total = sum(points for _name, points in entry.fit.parts())
    if total != WHOLE:
        yield ("selection", "fit"), "weights_not_whole", (str(WHOLE),), str(total)


# word -> (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "selection": ("Fit of person and post", "人岗匹配度"),
    "part": ("part of the fit", "评分项"),
    "points": ("points", "分值"),
    "experience": ("experience the person lacks and the post teaches", "补齐经历短板"),
    "field": ("line of work", "业务领域相近"),
    "level": ("level of the unit: down, up or across", "上派下挂层级"),
    "category": ("category the home organisation nominates for", "推荐的岗位类别"),
    "host": ("ranking by the host", "接收单位意向"),
    "name": ("name", "姓名"),
    "sex": ("sex", "性别"),
    "age": ("age", "年龄"),
    "education": ("education", "学历学位"),
    "home": ("home organisation and post", "派出单位及职务"),
    "speciality": ("speciality", "专业特长"),
    "experience_shown": ("experience", "工作经历"),
    "fit": ("fit", "匹配度"),
}


def word(key: str, language: Language) -> str:
    """The word that people read for ``key``."""
    return WORDS[key][language != "en"]


def table(entry: SelectionPolicy, language: Language) -> tuple[str, Sequence[tuple[str, ...]]]:
    """The parts of the fit with their points; the first row is a head."""
    rows = [(word("part", language), word("points", language))]
    rows += [(word(name, language), str(points)) for name, points in entry.fit.parts() if points]
    return word("selection", language), rows


def sentences(entry: SelectionPolicy, language: Language) -> Iterator[str]:
    """What else the section says."""
    is_en, levels, ranking = language == "en", entry.levels, entry.host_ranking
    yield (
        f"Of the points for level a step down brings {levels.down} %, up {levels.up} %,"
        f" across {levels.across} %."
        if is_en
        else f"层级分：下派按{levels.down}%计，上派按{levels.up}%计，平级按{levels.across}%计。"
    )
    yield (
        f"A person states at most {entry.wishes} wishes."
        if is_en
        else (f"每人最多填报{entry.wishes}个志愿。")
    )
    if entry.quota is not None:
        yield (
            f"A unit nominates at most {entry.quota}."
            if is_en
            else (f"每个单位推荐不超过{entry.quota}人。")
        )
    yield from placing.sentences(entry.placing, language)
    if ranking is None:
        yield "Hosts do not rank candidates." if is_en else "接收单位不对人选排序。"
        return
    shown = _listed(ranking.sees, language)
    yield (
        f"A host ranks at most {ranking.most} candidates for a post, and sees of each: {shown}."
        if is_en
        else f"接收单位每个岗位最多排序{ranking.most}名人选，可见内容：{shown}。"
    )


def _listed(keys: Iterable[str], language: Language) -> str:
    named = ("experience_shown" if key == "experience" else key for key in keys)
    return (", " if language == "en" else "、").join(word(key, language) for key in named)
