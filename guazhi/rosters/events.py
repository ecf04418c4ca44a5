"""What happens with rosters."""

from dataclasses import dataclass
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterImported(Event):
    """A roster was imported into an intake; ``file`` is the fingerprint of what was read."""

    about: ClassVar[str] = "intake"
    file: str
    rows: int
    units: int
    people: int
    secondments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPrinted(Event):
    """The roster of an intake was taken out as a file."""

    about: ClassVar[str] = "intake"
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsGivenOut(Event):
    """A workbook with people to rate was taken out for a member without an account."""

    about: ClassVar[str] = "intake"
    kind: str
    member: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsTakenIn(Event):
    """The ratings of a workbook were taken in; ``file`` is the fingerprint of what was read."""

    about: ClassVar[str] = "intake"
    kind: str
    file: str
    rows: int
