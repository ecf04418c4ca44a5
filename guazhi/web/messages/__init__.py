"""Findings in words. Rules speak in codes; here each code has its sentence, in both languages.

One file a module holds ``MESSAGES: dict[code, sentence]``; a sentence says what is wrong and how
to mend it, with ``%(name)s`` places for the finding's params. ``WORDS``, where a file has it, are
the words for codes that come as params, such as the state of a secondment.
"""

from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guazhi.policy.entries import Words
from guazhi.policy.findings import Finding
from guazhi.web.words import in_language, reading


@cache
def table() -> dict[str, "str | Promise"]:
    """Every code with its sentence; a code stands in one file only."""
    sentences: dict[str, str | Promise] = {}
    for module in iter_modules(__path__):
        for code, sentence in import_module(f"{__name__}.{module.name}").MESSAGES.items():
            if code in sentences:
                raise ValueError(f"message {code} stands twice")
            sentences[code] = sentence
    return sentences


@cache
def words() -> dict[object, "str | Promise"]:
    """Every code that may come as a param, with its word."""
    found: dict[object, str | Promise] = {}
    for module in iter_modules(__path__):
        found.update(getattr(import_module(f"{__name__}.{module.name}"), "WORDS", {}))
    return found


def sentence(finding: Finding) -> str:
    """The finding as a sentence in the present language; the clause stands behind it."""
    text = table().get(finding.code)
    if text is None:
        return _("Refused: %(code)s") % {"code": finding.code}
    params = {name: _shown(value) for name, value in finding.params.items()}
    return str(text) % params if params else str(text)


def in_both(finding: Finding) -> dict[str, str]:
    """The finding as a sentence in each language the project has."""
    answers = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            answers[language] = sentence(finding)
    return answers


def _shown(value: object) -> object:
    if isinstance(value, date):
        return formats.date_format(value, "Y-m-d")
    if isinstance(value, Words):
        return in_language(value)
    if isinstance(value, str | Promise):
        return str(words().get(value, value))
    if isinstance(value, Finding):
        return sentence(value)
    if isinstance(value, tuple):
        return (", " if reading() == "en" else "、").join(str(_shown(each)) for each in value)
    return value
