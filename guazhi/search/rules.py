"""How words are found inside Chinese sentences: texts become overlapping pairs of characters.

A run of Chinese characters is cut into its pairs and its last character, so that every character
begins exactly one term: 挂职工作 gives 挂职 职工 工作 作. Two characters are then one term, more
are terms that follow each other, and one is what a term begins with. Other words stay whole and
are found by how they begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from unicodedata import normalize

FIRST_OF_CJK = 0x2E80
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other; with ``is_beginning`` a term need only begin so."""

    terms: tuple[str, ...]
    is_beginning: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


def fold(text: str) -> str:
    """The text as it is compared: half width, lower case, one character for each of its own."""
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    folded = normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character


def _sort(character: str) -> str:
    if not character.isalnum():
        return ""
    return "cjk" if ord(character) >= FIRST_OF_CJK else "word"


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The stretches of ``text`` that can be looked for, each with its sort."""
    for sort, characters in groupby(fold(text), _sort):
        if sort:
            yield sort, "".join(characters)


def terms(text: str) -> list[str]:
    """The terms under which ``text`` is found, in their order."""
    found: list[str] = []
    for sort, run in runs(text):
        if sort == "word":
            found.append(run)
        else:
            found += [a + b for a, b in pairwise(run)]
            found.append(run[-1])
    return found


def phrases(words: str) -> list[Phrase]:
    """What must all be found when ``words`` are looked for; none when nothing was said."""
    found = []
    for sort, run in runs(words):
        if sort == "word" or len(run) == 1:
            found.append(Phrase((run,), is_beginning=True))
        else:
            found.append(Phrase(tuple(a + b for a, b in pairwise(run)), is_beginning=False))
    return found[:MOST_WORDS]


def pieces(text: str, words: str) -> list[Piece]:
    """``text`` cut into pieces, those that were looked for marked."""
    spans = _spans(text, words)
    found, here = [], 0
    for start, end in spans:
        if start > here:
            found.append(Piece(text[here:start]))
        found.append(Piece(text[start:end], is_hit=True))
        here = end
    if here < len(text):
        found.append(Piece(text[here:]))
    return found


def excerpt(text: str, words: str, around: int = 40) -> list[Piece]:
    """The part of ``text`` around the first of what was looked for, those marked."""
    spans = _spans(text, words)
    first = spans[0][0] if spans else 0
    start = max(0, first - around)
    end = min(len(text), first + 2 * around)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown = " ".join(f"{before}{text[start:end]}{after}".split())
    return pieces(shown, words)


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where what was looked for stands in ``text``; places that touch are one."""
    folded = fold(text)
    hits = sorted(
        (at, at + len(run))
        for run in {run for _sort, run in runs(words)}
        for at in _places(folded, run)
    )
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _places(folded: str, run: str) -> Iterator[int]:
    """Where ``run`` stands; a word only where a word begins."""
    at = folded.find(run)
    while at >= 0:
        is_inside = at > 0 and _sort(run[0]) == "word" == _sort(folded[at - 1])
        if not is_inside:
            yield at
        at = folded.find(run, at + 1)
