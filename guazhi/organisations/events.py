"""What happens to the tree of organisations."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFounded(Event):
    """A unit or an area was added to the tree."""

    about: ClassVar[str] = "organisation"
    kind: str
    parent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMerged(Event):
    """A unit became part of another; whom it hosts and has sent, posts and roles went along."""

    about: ClassVar[str] = "organisation"
    into: int
    secondments: int
    sent_out: int
    day: date
