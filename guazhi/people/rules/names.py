"""People's names: cleaned for storage, spaced for print, read in pinyin for order and search.

Pinyin is taken character by character, the surname by its own table, so that a name sorts and is
found alike on every database. Rare characters are whole code points and need no special case.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from guazhi.people.rules.surnames import COMPOUND, SINGLE
from guazhi.policy.findings import Finding, Level

INVISIBLE = dict.fromkeys(
    [0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･．᛫", "·"))
LONGEST_KEY = 120
TOKEN = re.compile(r"[A-Za-z']+|[0-9]+|[^\sA-Za-z'0-9·.\-]")


def is_hanzi(character: str) -> bool:
    """Whether ``character`` is a Chinese ideograph, of any plane."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or code == 0x3007
    )


def clean_name(text: str) -> str:
    """The name as an identity card has it: no padding, no blanks inside a Chinese name.

    Ideographs are never folded into others: a compatibility form may be the one on the card.
    """
    text = text.translate(INVISIBLE).translate(DOTS)
    if any(is_hanzi(character) for character in text):
        text = re.sub(r"(?<=[^\x00-\x7f])\.(?=[^\x00-\x7f])", "·", text)
        return re.sub(r"\s+", "", text)
    return " ".join(unicodedata.normalize("NFKC", text).split())


def check_name(name: str) -> Iterator[Finding]:
    """Findings against a cleaned name that can hardly be one."""
    letters = name.replace("·", "").replace(" ", "").replace("-", "").replace("'", "")
    if any(character.isdigit() for character in letters):
        yield Finding("name_with_digits", params={"name": name})
    elif len(letters) < 2 or len(name) > 40 or not letters.replace(".", "").isalpha():
        yield Finding("name_unlikely", Level.WARNING, {"name": name})


def printed_name(name: str) -> str:
    """The name for paper: one full-width blank inside a name of two characters."""
    if len(name) == 2 and is_hanzi(name[0]) and is_hanzi(name[1]):
        return f"{name[0]}\u3000{name[1]}"
    return name


def surname(name: str) -> str:
    """The surname of a Chinese name, compound ones included; nothing for other names."""
    if not name or "·" in name or not is_hanzi(name[0]):
        return ""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND else name[0]


@lru_cache(maxsize=16384)
def _reading(token: str) -> str:
    """One token in pinyin with its tone, in lower-case letters and digits alone."""
    if not is_hanzi(token[0]):
        return re.sub(r"[^a-z0-9]", "", token.lower()) or "zzz"
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - a fifth of a second to import

    syllable = lazy_pinyin(
        token, style=Style.TONE3, neutral_tone_with_five=True, errors=lambda _: "zzz"
    )[0]
    return re.sub(r"[^a-z0-9]", "", syllable.replace("ü", "v")) or "zzz"


def _tokens(name: str) -> list[tuple[str, str]]:
    """The characters, or words, of a name with their readings."""
    tokens: list[str] = TOKEN.findall(name)
    family = surname(name)
    if family in COMPOUND:
        head = COMPOUND[family].split()
    elif family:
        head = [SINGLE.get(family) or _reading(family)]
    else:
        head = []
    return list(
        zip(tokens, [*head, *(_reading(token) for token in tokens[len(head) :])], strict=True)
    )


def pinyin(name: str) -> str:
    """The name in pinyin without tones, one blank between syllables."""
    return " ".join(reading.rstrip("12345") for _, reading in _tokens(name))


def sort_key(name: str) -> str:
    """A key to store: orders by reading, tone and character, one character after the other.

    It holds lower-case letters and digits only, so every collation orders it alike.
    """
    return "".join(
        reading + "".join(f"{ord(character):05x}" for character in token)
        for token, reading in _tokens(name)
    )[:LONGEST_KEY]


def search_keys(name: str) -> set[str]:
    """Keys to store so that a prefix of any of them finds the name.

    Every tail of the name: its characters, its syllables run together, its initials.
    """
    tokens = _tokens(name)
    letters = [reading.rstrip("12345") for _, reading in tokens]
    keys = set()
    for place in range(len(tokens)):
        keys.add("".join(token for token, _ in tokens[place:]).lower())
        keys.add("".join(letters[place:]))
        keys.add("".join(reading[:1] for reading in letters[place:]))
    return {key[:LONGEST_KEY] for key in keys if key}


def normalise_query(text: str) -> str:
    """What was typed into a search box, in the form of ``search_keys``."""
    text = clean_name(text).lower().replace("ü", "v").replace("u:", "v")
    return "".join(TOKEN.findall(text))
