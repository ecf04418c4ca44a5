"""Kinds of argument of the command line, refused in words; the language that it speaks."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

HIGHEST_PORT = 65_535
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def spoken(environment: Mapping[str, str] = os.environ) -> Literal["zh-hans", "en"]:
    """The language that whoever types reads: that of the locale, else that of the site.

    The first variable that is set counts, as for other programs; C and POSIX name no language.
    """
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    named = locale.partition(".")[0].partition("@")[0]
    if named in {"", "C", "POSIX"}:
        named = settings.LANGUAGE_CODE
    return "zh-hans" if named.lower().startswith("zh") else "en"


def add_language(parser: ArgumentParser) -> None:
    """The option of the language in which a command prints."""
    parser.add_argument("--lang", choices=("zh-hans", "en"), default=spoken())


def day(text: str) -> date:
    """A day written as 2026-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        words = _("“%s” is not a day of the calendar; write it as 2026-03-01.")
        raise ArgumentTypeError(words % text) from problem


def port(text: str) -> int:
    """A port that one may listen on."""
    if not text.isdecimal() or not 1 <= int(text[:6]) <= HIGHEST_PORT:
        words = _("“%(text)s” is not a port; give a number from 1 to %(most)d.")
        raise ArgumentTypeError(words % {"text": text, "most": HIGHEST_PORT})
    return int(text)
