"""Words that come in both languages from data, such as a policy pack."""

from typing import Literal, Protocol

from django.utils.translation import get_language


class Bilingual(Protocol):
    """Anything with the same words in Chinese and English."""

    @property
    def zh(self) -> str:
        """The Chinese words."""
        ...

    @property
    def en(self) -> str:
        """The English words."""
        ...


def reading() -> Literal["en", "zh-hans"]:
    """The language of the page."""
    return "en" if get_language() == "en" else "zh-hans"


def in_language(words: Bilingual) -> str:
    """``words`` in the language of the page."""
    return words.en if reading() == "en" else words.zh
