"""Avoidance (回避): where one comes from, kin in the host, firms of kin under its regulation.

Records tell of places and units in words, so words are compared; what cannot be told from them
is missing and never passes.
"""

import re
from datetime import date
from functools import lru_cache

from guazhi.people.rules.codes import read_code
from guazhi.people.rules.family import CHILDREN, SPOUSES
from guazhi.policy.eligibility import KinCheck, KinFirmCheck, PlaceCheck
from guazhi.secondments.rules.checks.facts import (
    KinFacts,
    PersonFacts,
    PostFacts,
    Verdict,
    lacking,
)

CHILDRENS_SPOUSES = ("女婿", "儿媳", "儿媳妇")
NEAR_KIN = (*SPOUSES, *CHILDREN, *CHILDRENS_SPOUSES)
# what the seat of power of a township is called, beside its government
SEATS = "(?:人民政府|政府|党委|党工委|人大|纪委|机关|办事处)"
TOWNSHIP = re.compile(r"(?:.*?(?:县|区|市))?(.+?(?:乡|镇|街道))" + SEATS)


def check_place(check: PlaceCheck, person: PersonFacts, post: PostFacts, _day: date) -> Verdict:
    """Whether the host lies where the person comes from.

    A place told only to the city, when it is the host's city, lacks the county.
    """
    area = post.county if check.area == "county" else post.city
    texts = {place: getattr(person, place) for place in check.places}
    inputs = (*texts.items(), ("area", area))
    if not area:
        return Verdict(inputs)
    known = {
        place: comes_from(text, post.county if check.area == "county" else "", post.city)
        for place, text in texts.items()
    }
    for place, answer in known.items():
        if answer is True:
            return Verdict(inputs, "comes_from_there", {"place": texts[place], "area": area})
    missing = [place for place, answer in known.items() if answer is None]
    return lacking(tuple(texts.items()), *missing) if missing else Verdict(inputs)


@lru_cache(maxsize=65536)
def comes_from(text: str, county: str, city: str) -> bool | None:
    """Whether a place in words lies in the county, or without one in the city; None: untold."""
    place = "".join(text.split())
    if not place:
        return None
    in_city = bool(city) and stem(city) in place
    if not county:
        return True if in_city else _untold(place)
    if county in place or (stem(county) in place and (in_city or place == stem(county))):
        return True
    ends_at_city = in_city and place.endswith((stem(city), city))
    return None if ends_at_city else _untold(place)


def _untold(place: str) -> bool | None:
    """None for a bare province, which says too little; otherwise it is another place."""
    return None if read_code("region", place) else False


def stem(area: str) -> str:
    """The name of a county or city as short forms have it."""
    return area[:-1] if len(area) > 2 and area[-1] in "县区市" else area


def check_kin(_check: KinCheck, person: PersonFacts, post: PostFacts, _day: date) -> Verdict:
    """Whether kin work in the host unit."""
    there = [kin for kin in person.kin if kin.work and is_of(kin.work, post.host_name)]
    inputs = (
        *(("kin", f"{kin.relation} {kin.work}") for kin in there),
        ("kin_declared", person.kin_declared or ""),
        ("host", post.host_name),
    )
    if there:
        params: dict[str, object] = {"relation": there[0].relation, "work": there[0].work}
        return Verdict(inputs, "kin_in_host", params)
    return _declared(person, inputs)


def check_kin_firm(
    _check: KinFirmCheck, person: PersonFacts, post: PostFacts, _day: date
) -> Verdict:
    """Whether spouse, child or child's spouse runs a firm that the host regulates."""
    firms = [kin for kin in person.kin if kin.firm and kin.relation in NEAR_KIN]
    under = [kin for kin in firms if any(is_of(unit, post.host_name) for unit in regulators(kin))]
    inputs = (
        *(("firm", f"{kin.relation} {kin.firm} {kin.regulator}".strip()) for kin in firms),
        ("kin_declared", person.kin_declared or ""),
        ("host", post.host_name),
    )
    if under:
        params: dict[str, object] = {"relation": under[0].relation, "firm": under[0].firm}
        return Verdict(inputs, "kin_firm_regulated", params)
    if any(not kin.regulator for kin in firms):
        return lacking(tuple(each for each in inputs if each[0] != "host"), "regulator")
    return _declared(person, inputs)


def _declared(person: PersonFacts, inputs: tuple[tuple[str, str | date], ...]) -> Verdict:
    if person.kin_declared:
        return Verdict(inputs)
    # a fact that is missing is missing at every host, and decided on once
    return lacking(tuple(each for each in inputs if each[0] != "host"), "kin_declared")


def regulators(kin: KinFacts) -> list[str]:
    """The units that regulate a firm, as they were listed."""
    return [unit for unit in re.split(r"[、，,；;\s]+", kin.regulator) if unit]


@lru_cache(maxsize=65536)
def is_of(words: str, unit: str) -> bool:
    """Whether words such as unit and post name the unit, in full or as it is usually said."""
    place = "".join(words.split())
    if unit in place or unit.replace("人民政府", "政府") in place:
        return True
    township = TOWNSHIP.fullmatch(unit)
    return bool(township and re.search(re.escape(township[1]) + SEATS, place))
