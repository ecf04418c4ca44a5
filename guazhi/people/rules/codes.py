"""Code tables: the national lists a personnel form draws on, one CSV a list in ``people/codes``.

A row is ``code,name`` and may add short forms that offices write, parted by blanks. The first
lines of a file, marked #, name the standard it was typed from.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from guazhi.policy.findings import Finding, Level

SEXES = {"1": "male", "2": "female"}


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code table."""

    code: str
    name: str
    also: tuple[str, ...] = ()


@cache
def table(name: str) -> Mapping[str, Code]:
    """The code table ``name``, by code."""
    text = (files("guazhi.people") / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["code"]: Code(row["code"], row["name"], tuple((row.get("also") or "").split()))
        for row in rows
    }


@cache
def _spellings(name: str) -> Mapping[str, Code]:
    """Every spelling of an entry of the table ``name``, full names first."""
    entries = table(name).values()
    spellings = {entry.name: entry for entry in entries}
    for entry in entries:
        for spelling in entry.also:
            spellings.setdefault(spelling, entry)
    return spellings


def read_code(name: str, text: str) -> Code | None:
    """The entry of the table ``name`` that ``text`` spells, in full or short."""
    return _spellings(name).get(text)


def short_form(name: str, text: str) -> str:
    """How offices write the entry of the table ``name`` that ``text`` spells; else ``text``."""
    entry = read_code(name, text)
    return entry.also[0] if entry and entry.also else text


def check_code(name: str, text: str) -> list[Finding]:
    """A note on a short form, a warning on a spelling the table ``name`` does not know."""
    entry = read_code(name, text)
    if entry is None:
        return [Finding(f"{name}_unknown", Level.WARNING, {"text": text})]
    if entry.name != text:
        return [Finding(f"{name}_short_form", Level.NOTE, {"text": text, "name": entry.name})]
    return []
