"""Levels of rank and education, the highest first, out of the words that a record holds.

A rank beside the leading posts counts as the lowest leading post it belongs to, after
公务员职务与职级并行规定.
"""

from guazhi.people.rules.codes import read_code
from guazhi.policy.vocabulary import EDUCATIONS, RANKS

# code of the rank -> its level
RANK_LEVELS = {
    "121": "bureau_head",
    "211": "bureau_head",
    "122": "bureau_deputy",
    "212": "bureau_deputy",
    "131": "county_head",
    "221": "county_head",
    "222": "county_head",
    "132": "county_deputy",
    "223": "county_deputy",
    "224": "county_deputy",
    "141": "township_head",
    "231": "township_head",
    "232": "township_head",
    "142": "township_deputy",
    "233": "township_deputy",
    "234": "township_deputy",
    "241": "clerk",
    "242": "clerk",
    "199": "unranked",
}
# first figure of the code of an education -> its level
EDUCATION_LEVELS = {
    "1": "postgraduate",
    "2": "university",
    "3": "college",
    "4": "secondary",
    "6": "secondary",
    "7": "basic",
    "8": "basic",
}


def rank_level(text: str) -> str:
    """The level of a rank; nothing for one that the code table does not know."""
    code = read_code("rank", text)
    return RANK_LEVELS.get(code.code, "") if code else ""


def education_level(text: str) -> str:
    """The level of an education; nothing for one that the code table does not know."""
    code = read_code("education", text)
    return EDUCATION_LEVELS.get(code.code[0], "") if code else ""


def is_rank_below(level: str, other: str) -> bool:
    """Whether a level of rank lies below another."""
    return RANKS.index(level) > RANKS.index(other)


def is_education_below(level: str, other: str) -> bool:
    """Whether a level of education lies below another."""
    return EDUCATIONS.index(level) > EDUCATIONS.index(other)
