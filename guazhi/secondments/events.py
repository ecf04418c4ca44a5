"""What happens to secondments."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentEvent(Event):
    """Something that happened to one secondment."""

    about: ClassVar[str] = "secondment"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentPlaced(SecondmentEvent):
    """A person was put down for a post."""

    start: date
    end: date
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentDecided(SecondmentEvent):
    """The organisation decided on the secondment."""

    decision: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedOver(SecondmentEvent):
    """Work at home was handed over; the person is decoupled."""

    handover: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondeeArrived(SecondmentEvent):
    """The secondee took up the post."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorSet(SecondmentEvent):
    """The mentor of the secondment changed."""

    mentor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChanged(SecondmentEvent):
    """The last day moved."""

    kind: str
    old_end: date
    new_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationChecked(SecondmentEvent):
    """The home unit stated that the personnel relation has not moved."""

    check: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondeeReturned(SecondmentEvent):
    """The secondment ended and the person went home."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentWithdrawn(SecondmentEvent):
    """The secondment was called off before the person went."""

    withdrawal: int
    day: date
