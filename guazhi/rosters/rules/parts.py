"""What a zipped workbook's own text tells beyond the values: far cells and formulas.

The parts are scanned as text, so that no entity is ever resolved.
"""

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from io import BytesIO

SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
ROW = re.compile(rb"<(?:\w+:)?row(\s[^<>]*)>\s*<(?:\w+:)?c\b")
ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
# Every part stops at the next "<", so that no text is scanned more than a few times.
FORMULA = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f\s*>)"
    rb"\s*(<(?:\w+:)?v[\s>][^<]+<|)"
)


@dataclass(frozen=True, slots=True)
class SheetParts:
    """How far a sheet's cells reach, and which of its cells hold formulas, with a value or not."""

    rows: int = 0
    columns: int = 0
    formulas: frozenset[tuple[int, int]] = frozenset()
    without_value: frozenset[tuple[int, int]] = frozenset()


def column_number(letters: str) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode().rpartition(":")[2]: unescape(value.decode("utf-8", "replace"))
        for key, value in ATTRIBUTE.findall(tag)
    }


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    parts = {
        found.get("Id", ""): found.get("Target", "")
        for found in map(_attributes, RELATION.findall(relations))
    }
    targets = {}
    for tag in SHEET.findall(archive.read("xl/workbook.xml")):
        found = _attributes(tag)
        target = parts.get(found.get("id", ""), "")
        targets[found.get("name", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"
    return targets


def sheet_parts(data: bytes) -> dict[str, SheetParts]:
    """What the text of each sheet tells, by the sheet's name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: _scan(archive.read(target))
            for name, target in _targets(archive).items()
            if target in archive.NameToInfo
        }


def _scan(text: bytes) -> SheetParts:
    rows = _last_row_of_cells(text)
    seen: set[bytes] = set()
    for letters, row in PLACE.findall(text):
        seen.add(letters)
        rows = max(rows, int(row))
    columns = max((column_number(letters.decode()) + 1 for letters in seen), default=0)
    formulas: set[tuple[int, int]] = set()
    without_value: set[tuple[int, int]] = set()
    if b"<f" in text or b":f" in text:
        for attributes, value in FORMULA.findall(text):
            if at := PLACE.search(attributes):
                place = (int(at[2]) - 1, column_number(at[1].decode()))
                (formulas if value else without_value).add(place)
    return SheetParts(rows, columns, frozenset(formulas), frozenset(without_value))


def _last_row_of_cells(text: bytes) -> int:
    """The last row that says its number and holds a cell, which need not say its own place."""
    found = (ROW_NUMBER.search(attributes) for attributes in ROW.findall(text))
    return max((int(one[1]) for one in found if one), default=0)
