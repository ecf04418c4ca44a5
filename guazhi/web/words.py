"""Words that come in both languages from data, such as a policy pack."""

from typing import Protocol

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


def in_language(words: Bilingual) -> str:
    """``words`` in the language of the page."""
    return words.en if get_language() == "en" else words.zh
