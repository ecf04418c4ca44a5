"""The meeting that decides on grades."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting that decides: what it was, when, who was there, the number of its minutes."""

    name: str
    day: date
    present: str
    number: str = ""
