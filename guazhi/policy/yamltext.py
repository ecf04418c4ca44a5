"""Reading YAML from strangers: bounded, without tags or aliases, and every value knows its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

import yaml

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12

_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_INT = re.compile(r"^[-+]?\d{1,15}$")
_FLOAT = re.compile(r"^[-+]?\d{1,15}\.\d{1,15}$")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the text itself, and where; lines and columns count from 1."""

    line: int
    column: int
    code: str
    found: str = ""
    allowed: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - says what the text is
    """The text is not the YAML we accept."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(", ".join(problem.code for problem in problems))


@dataclass(slots=True)
class Node:
    """A value of the file and where it stands."""

    line: int
    column: int
    value: object = None
    entries: "dict[str, tuple[Node, Node]] | None" = None
    items: "list[Node] | None" = None

    def plain(self) -> object:
        """The value without its places."""
        if self.entries is not None:
            return {key: node.plain() for key, (_, node) in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.value


@dataclass(slots=True)
class _Builder:
    """Grows a tree from the events of the parser."""

    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0
    stack: list[Node] = field(default_factory=list)
    keys: list[Node | None] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise Unreadable([_at(event, "several_documents")])
            case yaml.AliasEvent():
                raise Unreadable([_at(event, "alias", f"*{event.anchor}")])
            case yaml.NodeEvent():
                self.node(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
                self.keys.pop()
            case _:
                pass

    def node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            raise Unreadable([_at(event, "alias", f"&{event.anchor}")])
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise Unreadable([_at(event, "tag", str(tag))])
        node = Node(*_place(event))
        if isinstance(event, yaml.ScalarEvent):
            node.value = self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            node.entries = {}
        else:
            node.items = []
        self.place(node, event)
        if node.entries is not None or node.items is not None:
            if len(self.stack) >= MAX_DEPTH:
                raise Unreadable([_at(event, "too_deep", allowed=(str(MAX_DEPTH),))])
            self.stack.append(node)
            self.keys.append(None)

    def place(self, node: Node, event: yaml.NodeEvent) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if parent.items is not None:
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            if not isinstance(event, yaml.ScalarEvent):
                raise Unreadable([_at(event, "key_not_text")])
            node.value = event.value
            self.keys[-1] = node
            return
        self.keys[-1] = None
        entries = parent.entries if parent.entries is not None else {}
        if key.value in entries:
            self.problems.append(Problem(key.line, key.column, "duplicate_key", str(key.value)))
            return
        entries[str(key.value)] = (key, node)

    def scalar(self, event: yaml.ScalarEvent) -> object:
        text = event.value
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
        if parts := _DATE.match(text):
            return self.day(event, *(int(part) for part in parts.groups()))
        return text

    def day(self, event: yaml.ScalarEvent, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            is_key = bool(self.stack) and self.stack[-1].entries is not None and not self.keys[-1]
            if not is_key:
                self.problems.append(_at(event, "impossible_date", event.value))
            return date(1, 1, 1)


def _at(event: yaml.Event, code: str, found: str = "", allowed: tuple[str, ...] = ()) -> Problem:
    return Problem(*_place(event), code, found, allowed)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column, counted from 1; an event of the parser always has its mark."""
    mark = cast("yaml.Mark", event.start_mark)
    return mark.line + 1, mark.column + 1


def _why(error: OSError) -> str:
    """The code of what kept a file from being read."""
    if isinstance(error, FileNotFoundError):
        return "no_file"
    return "is_folder" if isinstance(error, IsADirectoryError) else "not_readable"


def read(path: Path, *, or_gbk: bool = False) -> tuple[Node, list[Problem]]:
    """The tree of the file and what is wrong with single values; Unreadable when there is none.

    A file is UTF-8; with ``or_gbk`` one that is not may be GBK, as spreadsheets save it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable([Problem(1, 1, _why(error))]) from error
    return parse(_as_utf8(data) if or_gbk else data)


def _as_utf8(data: bytes) -> bytes:
    """Text in GBK as UTF-8; anything else as it stands."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data


def parse(data: bytes) -> tuple[Node, list[Problem]]:
    """The tree of ``data`` and what is wrong with single values."""
    if len(data) > MAX_BYTES:
        raise Unreadable([Problem(1, 1, "too_big", allowed=(str(MAX_BYTES),))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise Unreadable([Problem(line, column, "not_utf8")]) from error
    builder = _Builder()
    for event in _events(text):
        builder.take(event)
    if builder.root is None or builder.root.entries is None:
        raise Unreadable([Problem(1, 1, "not_a_mapping"), *builder.problems])
    return builder.root, builder.problems


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unreadable([Problem(line, column, "not_yaml", str(error.problem))]) from error
    except yaml.YAMLError as error:
        raise Unreadable([Problem(1, 1, "not_yaml", str(error).splitlines()[0])]) from error
