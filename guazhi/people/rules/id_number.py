"""The citizen identity number of GB 11643: its parts, and what is wrong with one."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from guazhi.people.rules.codes import table
from guazhi.policy.findings import Finding, Level

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
FORM = re.compile(r"[0-9]{17}[0-9X]")
OLD_FORM = re.compile(r"[0-9]{15}")
NOT_PART = re.compile(r"[\s'’`\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff-]+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A well-formed identity number and what it tells."""

    text: str
    region: str
    birth: date
    sex: str

    @property
    def masked(self) -> str:
        return masked(self.text)


def clean_id_number(text: str) -> str:
    """The number in plain digits and an upper-case X, without padding or a leading apostrophe."""
    if FORM.fullmatch(text):
        return text
    plain = NOT_PART.sub("", unicodedata.normalize("NFKC", text)).upper().replace("×", "X")
    return unicodedata.normalize("NFKC", plain)


def masked(text: str) -> str:
    """The number as pages and messages may show it: region and last two characters."""
    return (
        f"{text[:6]}{'*' * max(len(text) - 8, 0)}{text[-2:]}" if len(text) > 8 else "*" * len(text)
    )


def check_character(first_17: str) -> str:
    """The eighteenth character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def _birth(digits: str) -> date | None:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return birth if 1900 <= birth.year <= 2100 else None


def parse_id_number(text: str) -> IdNumber | None:
    """The number read into its parts; nothing when it is not well-formed."""
    number = clean_id_number(text)
    if not FORM.fullmatch(number) or check_character(number[:17]) != number[17]:
        return None
    birth = _birth(number[6:14])
    if birth is None:
        return None
    return IdNumber(number, number[:6], birth, "male" if int(number[16]) % 2 else "female")


def check_id_number(text: str, regions: Collection[str] = ()) -> Iterator[Finding]:
    """Findings against an identity number.

    ``regions`` may hold the county codes an office keeps; without it the province is looked at.
    A region that is not known is a warning only: boundaries and codes change.
    """
    number = clean_id_number(text)
    if OLD_FORM.fullmatch(number):
        yield Finding("id_number_old_form", params={"number": masked(number)})
    elif len(number) != 18:
        yield Finding("id_number_length", params={"length": len(number)})
    elif not FORM.fullmatch(number):
        yield Finding("id_number_characters", params={"number": masked(number)})
    else:
        yield from _check_parts(number, regions)


def _check_parts(number: str, regions: Collection[str]) -> Iterator[Finding]:
    known = number[:6] in regions if regions else number[:2] in table("region")
    if not known:
        yield Finding("id_region_unknown", Level.WARNING, {"region": number[:6]})
    if _birth(number[6:14]) is None:
        yield Finding("id_number_birth_impossible", params={"digits": number[6:14]})
    expected = check_character(number[:17])
    if expected != number[17]:
        yield Finding("id_number_check_digit", params={"expected": expected, "found": number[17]})
