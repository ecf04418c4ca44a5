"""Kinds of argument of the command line, refused in words."""

from argparse import ArgumentTypeError
from datetime import date

from django.utils.translation import gettext as _

HIGHEST_PORT = 65_535


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
