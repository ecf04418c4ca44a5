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


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeScheduled(Event):
    """The days of needs, nominations and wishes were set."""

    about: ClassVar[str] = "intake"
    needs_until: date
    nominations_until: date
    wishes_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCalled(Event):
    """An intake called upon a unit for posts, for people, or for both."""

    about: ClassVar[str] = "intake"
    organisation: int
    posts: bool
    people: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEvent(Event):
    """Something was done with the offer of a post."""

    about: ClassVar[str] = "post"
    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWritten(PostEvent):
    """A host wrote a post that it would offer, or rewrote it."""

    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSubmitted(PostEvent):
    """A host submitted a post to the departments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostApproved(PostEvent):
    """A department approved a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReturned(PostEvent):
    """A department sent a post back, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWithdrawn(PostEvent):
    """A host took a post back."""
