"""What happens to programmes."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAdopted(Event):
    """A policy version was adopted for use."""

    about: ClassVar[str] = "policy"
    pack: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOpened(Event):
    """An intake was opened."""

    about: ClassVar[str] = "intake"
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeNoted(Event):
    """The notes of an intake, its hopes or its empty flows, were rewritten."""

    about: ClassVar[str] = "intake"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffered(Event):
    """A host offered a post with so many places, or more places of one."""

    about: ClassVar[str] = "post"
    organisation: int
    places: int
