"""Forms as PDF: cells and parts as data, set by our own template. Knows no subject."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from guazhi.documents.rendering import NOT_IN_XML, template
from guazhi.policy.findings import Finding, Refused

PDF = "application/pdf"
NAME = "form.typ"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the head of a form, as wide as ``span`` columns of its six, or seven."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A row with a heading: its text, room for writing when it is short, signature and day."""

    label: str
    text: str
    signed: str = ""
    day: str = ""
    height: float = 1.0
    room: int = 200


@dataclass(frozen=True, slots=True)
class Form:
    """A form of its own pages; ``mark`` is written across them, ``status`` above the head.

    A photograph stands right of the first rows of ``person``, as many as ``beside``.
    """

    title: str
    person: tuple[Cell, ...]
    parts: tuple[Part, ...]
    status: str = ""
    mark: str = ""
    footer: str = ""
    number: int = field(default=0)
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter or minutes: number, title, to whom, paragraphs, list, issuer and day.

    ``head`` are lines with a label before the text, ``table`` rows of cells, the first of them
    its head, ``below`` paragraphs after it, ``receipt`` lines under a rule at the end.
    """

    title: str
    paragraphs: tuple[str, ...]
    number: str = ""
    to: str = ""
    head: tuple[tuple[str, str], ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    below: tuple[str, ...] = ()
    issuer: str = ""
    day: str = ""
    receipt: tuple[str, ...] = ()
    mark: str = ""
    footer: str = ""


def letters_pdf(letters: Iterable[Letter]) -> bytes:
    """The letters one after the other in one file, each counting its own pages.

    Refused when the office's own template cannot be set.
    """
    return typeset("letter.typ", "letters", [asdict(letter) for letter in letters])


def pdf(forms: Iterable[Form]) -> bytes:
    """The forms one after the other in one file, each counting its own pages.

    Refused when the office's own template cannot be set.
    """
    return typeset(NAME, "forms", [{**asdict(form), "number": n} for n, form in enumerate(forms)])


def typeset(name: str, key: str, data: Any) -> bytes:
    """The template ``name`` as PDF, given ``data`` as JSON under ``key``.

    Refused when the office's own template cannot be set.
    """
    text = json.dumps(_plain(data), ensure_ascii=False)
    path = template(name)
    try:
        return typst.compile(
            path, root=path.parent, font_paths=_fonts(settings.VAR), sys_inputs={key: text}
        )
    except typst.TypstError as fault:
        problem = Finding("paper_unusable", params={"name": name, "problem": str(fault)[:200]})
        raise Refused([problem]) from fault


def _plain(value: Any) -> Any:
    """The same without signs that no paper shows."""
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def _fonts(var: Path) -> typst.Fonts:
    """The fonts of the machine, and the office's own in ``GUAZHI_VAR/fonts``; read once."""
    own = Path(var) / "fonts"
    return typst.Fonts(font_paths=[own] if own.is_dir() else [])
