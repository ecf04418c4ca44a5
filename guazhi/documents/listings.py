"""Lists as papers on A4 across: columns and rows as data, set as PDF. Knows no subject."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from guazhi.documents.printing import typeset

NAME = "listing.typ"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list and how wide it is in parts of the whole; figures are centred."""

    label: str
    width: float = 1.0
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a list: its heading, columns and rows; ``nothing`` stands there without rows."""

    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on paper: title, lines below it, sections, lines at the end, who signs and when."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    closing: Sequence[str] = field(default=())
    signed: Sequence[str] = field(default=())
    footer: str = ""
    mark: str = ""


def listing_pdf(listing: Listing) -> bytes:
    """The list as PDF. Refused when the office's own template cannot be set."""
    return typeset(NAME, "listing", asdict(listing))
