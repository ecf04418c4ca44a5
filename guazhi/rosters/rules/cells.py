"""One cell at a time: text cleaned, blanks told from values, numbers written out."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from guazhi.people.rules.dates import Cell

INVISIBLE = dict.fromkeys([0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060])
BLANKS = {"", "/", "\\", "-", "--", "—", "——", "无", "空", "暂无", "N/A", "n/a", "none"}
CHINESE = re.compile(r"(?<=[\u2e80-\U0003ffff])\s+|\s+(?=[\u2e80-\U0003ffff])")


@lru_cache(maxsize=16384)
def clean_text(text: str) -> str:
    """Text on one line: no padding, no invisible characters, no blanks beside Chinese."""
    text = text.translate(INVISIBLE)
    return CHINESE.sub("", " ".join(text.replace("\u3000", " ").split()))


def shown(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as written in ISO."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e18 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, 无."""
    if isinstance(cell, str):
        return not cell or clean_text(cell) in BLANKS
    return cell is None


def folded(text: str) -> str:
    """Text with full-width forms folded and no blanks at all, for numbers."""
    return "".join(unicodedata.normalize("NFKC", text.translate(INVISIBLE)).split())
