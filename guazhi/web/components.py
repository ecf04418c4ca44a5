"""What the components of a page are given: small frozen values, filled by views and queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise


class Tone(StrEnum):
    """The colour of a thing; words always stand beside it."""

    PLAIN = ""
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    BLUE = "blue"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of policy that something rests on."""

    source: "str | Promise"
    text: "str | Promise" = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a date or a light is what it is."""

    rule: "str | Promise"
    citation: Citation | None = None
    version: str = ""
    inputs: "Sequence[tuple[str | Promise, object]]" = ()


@dataclass(frozen=True, slots=True)
class About:
    """The person or thing that a form is about."""

    name: "str | Promise"
    lines: "Sequence[str | Promise]" = ()
    url: str = ""
    light: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A count that opens the list it counts."""

    label: "str | Promise"
    count: "int | str"
    url: str = ""
    tone: Tone = Tone.PLAIN
    icon: str = ""
    note: "str | Promise" = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing."""

    label: "str | Promise"
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of a timeline."""

    day: date
    title: "str | Promise"
    text: "str | Promise" = ""
    by: "str | Promise" = ""
    tone: Tone = Tone.PLAIN
    url: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of the organisation tree; ``lazy_url`` fetches children that are not here yet."""

    label: str
    url: str
    count: int | None = None
    active: bool = False
    is_open: bool = False
    children: "Sequence[Node]" = ()
    lazy_url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: parts of one total, each a tone and a figure."""

    label: "str | Promise"
    parts: "Sequence[tuple[Tone, int]]"
    figure: "str | Promise" = ""
    url: str = ""
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint within a term."""

    day: date
    label: "str | Promise"
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in the plan of terms."""

    label: "str | Promise"
    start: date
    end: date
    url: str = ""
    marks: Sequence[Mark] = field(default=())


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one key-set page leads; no page numbers, since counting costs what it counts."""

    shown: int
    previous_url: str = ""
    next_url: str = ""
    total: int | None = None
