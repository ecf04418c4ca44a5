"""What the name of a unit tells: its kind, where it sits, and how two spellings are one unit.

Names are read with the counties an office knows; what a name alone cannot settle is marked as
not confident, so that a person may look.
"""

import difflib
import heapq
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from guazhi.policy.findings import Finding


class Kind(StrEnum):
    """What an organisation is: an area, or a unit in one."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    ORGAN = "organ"
    INSTITUTION = "institution"
    ENTERPRISE = "enterprise"


class Level(StrEnum):
    """Where a unit sits."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


def host_kind(kind: str, level: str) -> str:
    """One of the four kinds of host of S2.1.3: an enterprise, or a unit where it sits."""
    return kind if kind == Kind.ENTERPRISE else level


CLOSE = 0.72
SHORTLIST = 50  # of names that share characters enough, those worth comparing in order
HEIGHT = {Level.TOWNSHIP: 0, Level.COUNTY: 1, Level.CITY: 2}

ZONES = re.compile(
    r"(?:开发|高新|园|保税|景|社|小|校|院|矿|林|灌|库|片|示范|保护|合作|度假|自治|试验|工业|市|地)区$|^新区$|[局委院部厅校]"
)
COUNTY = re.compile(r"(?!市)([\u4e00-\u9fff]{1,10}?(?:自治县|自治旗|县|区|旗))(?!域|级)(?=.)")
CITY = re.compile(r"([\u4e00-\u9fff]{2,6}?(?:自治州|地区|市|盟))(?=.)")
TOWNSHIP = re.compile(
    r"([\u4e00-\u9fff]{1,10}?(?:民族乡|街道|苏木|镇|乡))"
    r"(?=(?:人民)?政府|党委|党工委|办事处|办公室|街道办|人大|纪委|委员会|卫生院|中心|派出所|"
    r"司法所|财政所|便民|综合|学校|小学|中学|幼儿园|敬老院|文化站|农技站|$)"
)
ENTERPRISE = re.compile(
    r"(?:公司|集团|厂|矿|矿务局|银行|支行|分行|信用社|合作社|商场|酒店|宾馆|企业|农场|林场|茶场)$"
)
ORGAN = re.compile(
    r"(?:法院|检察院|局|委|办|部|厅|署|政府|党委|党工委|党组|工委|人大|政协|人大常委会|联合会|工会|"
    r"妇联|团委|科协|残联|文联|侨联|工商联|委员会|管委会|办公室|办事处|大队|支队|总队|机关|会|街道办)$"
)
INSTITUTION = re.compile(
    r"(?:学校|中学|小学|[一二三四五六七八九十]中|大学|学院|幼儿园|医院|卫生院|保健院|敬老院|研究院|设计院|"
    r"院|研究所|所|馆|党校|电视台|广播台|台|报社|社|中心|站|园|基地|文工团|剧团)$"
)
GOVERNMENT = re.compile(r"(?<!人民)政府")
PARTY_COMMITTEE = re.compile(r"^中共(.+?)(委员会|党委|党组|党工委|工作委员会)$")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name read into its parts."""

    name: str
    kind: Kind
    level: Level
    city: str = ""
    county: str = ""
    township: str = ""
    rest: str = ""
    confident: bool = True
    is_elsewhere: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Equal for two spellings of one unit."""
        return (self.city if self.is_elsewhere else "", self.county, self.township, self.rest)

    @property
    def is_place(self) -> bool:
        """Whether the name is that of an area and no unit in it."""
        return not self.rest

    @property
    def place(self) -> str:
        """The area in which the unit sits."""
        return f"{self.county}{self.township}" or self.city

    @property
    def host_kind(self) -> str:
        """One of the four kinds of host of S2.1.3."""
        return "enterprise" if self.kind is Kind.ENTERPRISE else self.level.value


def clean_unit_name(text: str) -> str:
    """The name without padding, blanks or half-width brackets."""
    text = re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+", "", unicodedata.normalize("NFKC", text))
    return text.replace("(", "（").replace(")", "）")


def stem(area: str) -> str:
    """An area's name without the word for its kind: 望湖区 gives 望湖."""
    for ending in ("自治县", "自治旗", "街道", "地区", "市", "县", "区", "旗", "镇", "乡"):
        if area.endswith(ending) and len(area) - len(ending) >= 2:
            return area.removesuffix(ending)
    return area


def named_county(name: str) -> str:
    """The county that a name spells out at its beginning, or nothing."""
    name = clean_unit_name(name).removeprefix("中共")
    if (city := CITY.match(name)) and not name.startswith("市"):
        name = name[city.end() :]
    return _spelled(name.removeprefix("市"))


def named_city(text: str) -> str:
    """The city of which ``text`` names the committee, government or organisation department."""
    match = re.search(
        r"([\u4e00-\u9fff]{2,6}?市)(?=委|人民政府|上派|选派|下派|挂职)", clean_unit_name(text)
    )
    return match[1] if match else ""


def canonical(rest: str) -> str:
    """One spelling for what offices shorten: 政府, 街道办, 中共…委员会."""
    if match := PARTY_COMMITTEE.match(rest):
        rest = match[1] + ("党委" if match[2] == "委员会" else match[2])
    rest = GOVERNMENT.sub("人民政府", rest.removeprefix("中共"))
    return re.sub(r"街道办$", "街道办事处", rest)


def _kind(rest: str) -> tuple[Kind, bool]:
    """The kind of unit that ``rest``, a name without its areas, is, and whether that is sure."""
    bare = re.sub(r"(?:党委|党组|党总支|党支部)$", "", rest) or rest
    if rest.endswith("组织部"):
        return Kind.DEPARTMENT, True
    if ENTERPRISE.search(bare):
        return Kind.ENTERPRISE, not bare.endswith(("农场", "林场", "茶场"))
    if ORGAN.search(rest):
        return Kind.ORGAN, True
    if INSTITUTION.search(bare):
        return Kind.INSTITUTION, True
    return Kind.ORGAN, False


def _prefix(name: str, areas: Iterable[str]) -> str:
    """The longest of ``areas`` that ``name`` begins with."""
    return max((area for area in areas if area and name.startswith(area)), key=len, default="")


def read_unit_name(name: str, city: str | None, counties: Iterable[str] = ()) -> UnitName:
    """The parts of ``name``, read in ``city`` with its ``counties``."""
    name = clean_unit_name(name)
    known = tuple(counties)
    rest = canonical(name)
    own = _prefix(rest, [city] if city else [])
    county = _prefix(rest.removeprefix(own), known)
    if county:
        return _in_county(name, rest.removeprefix(own), city or "", county, known=True)
    if own:
        return _in_city(name, rest.removeprefix(own), city or "", known)
    if rest.startswith("市"):
        return _in_city(name, rest.removeprefix("市"), city or "", known)
    return _unplaced(name, rest, city or "", known)


def _spelled(rest: str) -> str:
    """The county that ``rest`` spells out at its beginning, or nothing."""
    match = COUNTY.match(rest)
    return match[1] if match and len(match[1]) > 1 and not ZONES.search(match[1]) else ""


def _in_city(name: str, rest: str, city: str, known: tuple[str, ...]) -> UnitName:
    """A unit whose name begins with the city; a county may be spelled out behind it."""
    if county := _spelled(rest):
        return _in_county(name, rest, city, county, known=county in known or not known)
    if not rest:
        return UnitName(name, Kind.CITY, Level.CITY, city=city)
    kind, sure = _kind(rest)
    return UnitName(name, kind, Level.CITY, city=city, rest=rest, confident=sure)


def _in_county(name: str, rest: str, city: str, county: str, *, known: bool) -> UnitName:
    """A unit whose name begins with a county; a township may be spelled out behind it."""
    rest = rest.removeprefix(county)
    level, kind, township = Level.COUNTY, Kind.COUNTY, ""
    if match := TOWNSHIP.match(rest):
        level, kind, township = Level.TOWNSHIP, Kind.TOWNSHIP, match[1]
        rest = rest[match.end() :]
    sure = known
    if rest:
        kind, sure_kind = _kind(rest)
        sure = known and sure_kind
    return UnitName(name, kind, level, city, county, township, rest, confident=sure)


def _unplaced(name: str, rest: str, city: str, known: tuple[str, ...]) -> UnitName:
    """A unit whose name begins with no area of the city: spelled out, by its stem, or not told."""
    if elsewhere := CITY.match(rest):
        read = _in_city(name, rest[elsewhere.end() :], elsewhere[1], ())
        return replace(read, confident=not city, is_elsewhere=bool(city))
    if county := _spelled(rest):
        return _in_county(name, rest, city, county, known=not known)
    if township := TOWNSHIP.match(rest):
        read = _in_county(name, rest, city, "", known=False)
        return replace(read, township=township[1])
    kind, sure = _kind(rest)
    stems = {stem(county): county for county in known}
    if begins := _prefix(rest, stems):
        return UnitName(name, kind, Level.COUNTY, city, stems[begins], rest=rest, confident=False)
    in_city = bool(city) and rest.startswith(stem(city))
    return UnitName(name, kind, Level.CITY, city, rest=rest, confident=sure and in_city)


def direction(home: str, host: str) -> str:
    """Down, up or across, by where the home organisation and the host unit sit."""
    difference = HEIGHT[Level(host)] - HEIGHT[Level(home)]
    if difference == 0:
        return "across"
    return "up" if difference > 0 else "down"


def similar(name: str, known: Iterable[str]) -> list[str]:
    """Known names that ``name`` may be a slip of, the nearest first."""
    likely = []
    marks = _marks(name)
    for other in known:
        length = len(name) + len(other)
        bound = 2 * len(marks & _marks(other)) / length if length else 1.0
        if bound >= CLOSE:
            likely.append((bound, other))
    shortlist = heapq.nlargest(SHORTLIST, likely)
    return difflib.get_close_matches(name, [other for _, other in shortlist], n=3, cutoff=CLOSE)


@lru_cache(maxsize=65536)
def _marks(name: str) -> frozenset[str]:
    """The characters of a name, a second 市 as 市市: what two names share is an intersection."""
    return frozenset(
        character * (name.count(character, 0, place) + 1) for place, character in enumerate(name)
    )


AREAS = (Kind.CITY, Kind.COUNTY, Kind.TOWNSHIP)


@dataclass(frozen=True, slots=True)
class Merging:
    """A unit that is to become part of another, as far as the check needs to know it."""

    name: str
    kind: str
    is_merged: bool = False
    has_units: bool = False


def check_merger(unit: Merging, into: Merging, day: date, *, today: date) -> Iterator[Finding]:
    """Findings against a merger: of or into a place or department, twice, or to come."""
    if unit == into:
        yield Finding("merged_with_itself", field="into_id")
    for each in (unit, into):
        if each.kind in {*AREAS, Kind.DEPARTMENT}:
            yield Finding("not_a_unit_to_merge", params={"unit": each.name})
        if each.is_merged:
            yield Finding("merged_already", params={"unit": each.name})
    if unit.has_units:
        yield Finding("units_below", params={"unit": unit.name})
    if day > today:
        yield Finding("day_to_come", params={"day": day}, field="day")
