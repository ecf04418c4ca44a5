"""Reading people, posts and pairs from CSV: UTF-8 or GBK, headings in English or Chinese.

Large files are read in blocks, so that no more than one block is held as text.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import TextIO

import numpy as np

from guazhi.policy.findings import Finding
from guazhi.selection.placement.groups import Ints
from guazhi.selection.placement.tables import Listed, Pairs, Tables, few

BLOCK = 50_000
CHUNK = 1 << 20
MOST_TEXT = 40
WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
LONG = re.compile(r"[+-]?[0-9]+")
PERSON = ("person", "person_id", "人员", "人员编号", "干部")
POST = ("post", "post_id", "岗位", "岗位编号")
CAPACITY = ("capacity", "places", "名额", "容量")
SCORE = ("score", "得分", "匹配分", "分值")
RANK = ("rank", "wish", "志愿", "志愿序号")
UNREAD = {"place_no_file", "place_not_text", "place_column_missing", "place_column_twice"}
ENCODINGS = ("utf-8-sig", "gb18030")
Row = list[str]
Findings = list[Finding]


def read_tables(people: Path, posts: Path, pairs: Path) -> tuple[Tables, Findings]:
    """What could be read of the three files, and all that could not."""
    found: Findings = []
    who, _none = _list(people, PERSON, found)
    where, capacity = _list(posts, POST, found, CAPACITY)
    if is_unread(found):  # then nobody is known, which says nothing about the pairs
        where = Listed((), where.rows[:0])
        return Tables(who, where, capacity[:0], _nothing(pairs)), found
    between = _pairs(pairs, who, where, found)
    return Tables(who, where, capacity, between), found


def is_unread(found: Findings) -> bool:
    """Whether a file could not be read at all, so that what it lacks says nothing."""
    return any(finding.code in UNREAD for finding in found)


def _nothing(path: Path) -> Pairs:
    none = np.zeros(0, np.int64)
    return Pairs(none, none, none, none, none, str(path))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An open CSV: its name, its heading by column, and its rows with their numbers."""

    file: str
    heading: Row
    places: Mapping[str, int]
    rows: Iterator[Row]


def _list(
    path: Path, ids: Sequence[str], found: Findings, numbers: Sequence[str] = ()
) -> tuple[Listed, Ints]:
    """People or posts, and the whole number in the column ``numbers``."""
    nothing = np.zeros(0, np.int64)
    wanted = [ids, numbers] if numbers else [ids]
    names, rows, counts, kept = [], [], [], []
    heading: Row = []
    for sheet in _opened(path, wanted, [], found):
        heading = sheet.heading
        for number, row in enumerate(sheet.rows, 2):
            if not any(row):
                continue
            if _is_wrong_width(row, sheet, number, found):
                continue
            name = row[sheet.places[ids[0]]].strip()
            if not name:
                found.append(_at(sheet.file, number, "place_id_missing"))
            if numbers:
                text = row[sheet.places[numbers[0]]].strip()
                counts.append(_count(text, sheet.file, number, found))
            names.append(name)
            rows.append(number)
            kept.append([cell.strip() for cell in row])
    columns = {
        name: tuple(row[place] for row in kept) for place, name in enumerate(heading) if name
    }
    listed = Listed(tuple(names), np.array(rows, np.int64), columns, str(path))
    return listed, np.array(counts, np.int64) if counts else nothing


def _count(text: str, file: str, row: int, found: Findings) -> int:
    """A capacity; what is none is told and counts as nothing."""
    if WHOLE.fullmatch(text) and int(text) >= 0:
        return int(text)
    found.append(_at(file, row, "place_capacity_wrong", found=text[:MOST_TEXT]))
    return 0


def _pairs(path: Path, people: Listed, posts: Listed, found: Findings) -> Pairs:
    parts: dict[str, list[Ints]] = {"person": [], "post": [], "score": [], "rank": [], "rows": []}
    who, where = people.index, posts.index
    late: Findings = []
    for sheet in _opened(path, [PERSON, POST, SCORE], [RANK], found):
        number = 2
        while block := list(islice(sheet.rows, BLOCK)):
            read = _Block(sheet, block, number, late).read(who, where)
            for name, part in zip(parts, read, strict=True):
                parts[name].append(part)
            number += len(block)
    found += few(late)
    nothing = np.zeros(0, np.int64)
    return Pairs(
        **{name: np.concatenate([nothing, *part]) for name, part in parts.items()}, file=str(path)
    )


class _Block:
    """Some rows of pairs: read at one go, or row by row where something is wrong."""

    def __init__(self, sheet: _Sheet, rows: list[Row], first: int, found: Findings) -> None:
        self.sheet, self.found = sheet, found
        self.numbers = np.arange(first, first + len(rows), dtype=np.int64)
        self.rows = rows
        width = len(sheet.heading)
        if set(map(len, rows)) != {width}:
            kept = [
                place
                for place, row in enumerate(rows)
                if any(row) and not _is_wrong_width(row, sheet, first + place, found)
            ]
            self.numbers = self.numbers[kept]
            self.rows = [rows[place] for place in kept]
        self.columns = list(zip(*self.rows, strict=True))

    def read(
        self, people: Mapping[str, int], posts: Mapping[str, int]
    ) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Places of people and posts, scores, ranks and row numbers of what is right."""
        person = self.named(PERSON[0], people, "place_unknown_person")
        post = self.named(POST[0], posts, "place_unknown_post")
        score = self.whole(SCORE[0], "place_score_wrong")
        rank = (
            self.whole(RANK[0], "place_rank_wrong", blank=0)
            if RANK[0] in self.sheet.places
            else np.zeros(len(self.rows), np.int64)
        )
        known = (person >= 0) & (post >= 0)
        return person[known], post[known], score[known], rank[known], self.numbers[known]

    def column(self, name: str) -> Sequence[str]:
        return self.columns[self.sheet.places[name]] if self.rows else ()

    def named(self, name: str, known: Mapping[str, int], code: str) -> Ints:
        texts = self.column(name)
        places = np.fromiter(map(known.get, texts, repeat(-1)), np.int64, len(texts))
        for at in np.flatnonzero(places < 0).tolist():
            places[at] = known.get(texts[at].strip(), -1)
            if places[at] < 0:
                self.tell(at, code, id=texts[at].strip())
        return places

    def whole(self, name: str, code: str, blank: int | None = None) -> Ints:
        texts = self.column(name)
        if blank is not None:
            texts = [text or str(blank) for text in texts]
        try:
            if "_" not in "".join(texts):
                return np.fromiter(map(int, texts), np.int64, len(texts))
        except (ValueError, OverflowError):
            pass
        return np.fromiter(
            (self.one(at, text.strip(), code, blank) for at, text in enumerate(texts)),
            np.int64,
            len(texts),
        )

    def one(self, at: int, text: str, code: str, blank: int | None) -> int:
        if not text and blank is not None:
            return blank
        if WHOLE.fullmatch(text):
            return int(text)
        code = "place_score_overflow" if LONG.fullmatch(text) else code
        self.tell(at, code, found=text[:MOST_TEXT])
        return 0

    def tell(self, at: int, code: str, **params: object) -> None:
        self.found.append(_at(self.sheet.file, int(self.numbers[at]), code, **params))


def _opened(
    path: Path, wanted: list[Sequence[str]], more: list[Sequence[str]], found: Findings
) -> Iterator[_Sheet]:
    """The sheet, once, when it can be read; else what keeps it from being read."""
    encoding = _encoding(path, found)
    if not encoding:
        return
    with path.open(encoding=encoding, newline="") as file:
        rows = _rows(file, str(path), found)
        heading = [_plain(cell) for cell in next(rows, [])]
        places = _places(heading, wanted, more, str(path), found)
        if places is not None:
            yield _Sheet(str(path), heading, places, rows)


def _rows(file: TextIO, name: str, found: Findings) -> Iterator[Row]:
    reader = csv.reader(file, delimiter=_delimiter(file))
    try:
        yield from reader
    except csv.Error as fault:
        found.append(_at(name, reader.line_num, "place_not_csv", found=str(fault)))


def _places(
    heading: Row,
    wanted: list[Sequence[str]],
    more: list[Sequence[str]],
    file: str,
    found: Findings,
) -> dict[str, int] | None:
    """Where each column stands, by its first name; None when one is missing or stands twice."""
    before = len(found)
    places: dict[str, int] = {}
    for names in (*wanted, *more):
        at = [place for place, name in enumerate(heading) if name in names]
        at = at or [place for place, name in enumerate(heading[:1]) if name == "id"] * (
            names is wanted[0]
        )
        if len(at) > 1:
            found.append(_at(file, 1, "place_column_twice", column=heading[at[1]]))
        elif at:
            places[names[0]] = at[0]
        elif names in wanted:
            found.append(_at(file, 1, "place_column_missing", column=" / ".join(names)))
    return places if len(found) == before else None


def _plain(cell: str) -> str:
    return cell.strip().lower().replace(" ", "_")


def _delimiter(file: TextIO) -> str:
    line = file.readline()
    file.seek(0)
    return max(",\t;", key=line.count)


def _encoding(path: Path, found: Findings) -> str:
    """The encoding that reads the whole file, or nothing, which is told."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
        if start in {b"\xff\xfe", b"\xfe\xff"}:
            return "utf-16"
        for encoding in ENCODINGS:
            with path.open(encoding=encoding, newline="") as text:
                try:
                    _read_through(text.read)
                except UnicodeDecodeError:
                    continue
                return encoding
    except OSError:
        found.append(_at(str(path), 0, "place_no_file"))
        return ""
    found.append(_at(str(path), 0, "place_not_text"))
    return ""


def _read_through(read: Callable[[int], str]) -> None:
    while read(CHUNK):
        pass


def _is_wrong_width(row: Row, sheet: _Sheet, number: int, found: Findings) -> bool:
    """Whether a row has other cells than the heading; blank ones at its end are let pass."""
    while len(row) > len(sheet.heading) and not row[-1].strip():
        row.pop()
    if len(row) == len(sheet.heading):
        return False
    figures = {"cells": len(row), "columns": len(sheet.heading)}
    found.append(_at(sheet.file, number, "place_row_width", **figures))
    return True


def _at(file: str, row: int, code: str, **params: object) -> Finding:
    return Finding(code, params={"file": file, "row": row, **params})
