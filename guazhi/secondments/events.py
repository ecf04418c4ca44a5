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
class HandoverConfirmed(SecondmentEvent):
    """Whoever takes the work over has confirmed it."""

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
    """The last day moved, by an extension, an early end or a recall."""

    kind: str
    old_end: date
    new_end: date
    change: int
    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChanged(SecondmentEvent):
    """The secondee serves the rest of the term in another post.

    ``merged`` is the unit that became part of another, where that is why.
    """

    post: int
    day: date
    change: int
    notice: int
    merged: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMerged(SecondmentEvent):
    """The home organisation became part of another, which sends the secondee from now on."""

    unit: int
    into: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondeeReplaced(SecondmentEvent):
    """The term was cut, and another person was put down for the rest of it."""

    successor: int
    old_end: date
    new_end: date
    change: int
    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StayAgreed(SecondmentEvent):
    """The secondment ends with the person staying, by a procedure that is not part of it."""

    plan: int
    day: date
    new_end: date
    change: int
    notice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent(Event):
    """Something that happened to a request for another course."""

    about: ClassVar[str] = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsked(ChangeEvent):
    """A party asked that the secondment take another course."""

    kind: str
    party: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsented(ChangeEvent):
    """A party consented to a change of course."""

    kind: str
    party: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRefused(ChangeEvent):
    """A party refused a change of course, which ends it."""

    kind: str
    party: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCalledBack(ChangeEvent):
    """Whoever asked for a change called it back."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnBegun(SecondmentEvent):
    """The return was taken in hand, and the home organisation asked where the person goes."""

    plan: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPlanned(SecondmentEvent):
    """The home organisation said where the person goes back to."""

    plan: int
    day: date


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEvent(Event):
    """Something that happened to a leave. Its kind and reason are for few eyes."""

    about: ClassVar[str] = "leave"

    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsked(LeaveEvent):
    """Leave was asked for; the first party is asked to decide."""

    to_party: str
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAskedAgain(LeaveEvent):
    """Leave that was returned has been mended and asked for again."""

    to_party: str
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveConsented(LeaveEvent):
    """A party approved a leave, and the next is asked to decide."""

    party: str
    to_party: str
    unit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGranted(LeaveEvent):
    """The last party approved a leave."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LongLeaveGranted(LeaveEvent):
    """The last party approved a leave so long that the departments have to know."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReturned(LeaveEvent):
    """A party returned a leave to be mended."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRefused(LeaveEvent):
    """A party refused a leave."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveCalledBack(LeaveEvent):
    """A leave was called back, or not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReportedBack(LeaveEvent):
    """The secondee reported back from leave."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveDisputed(LeaveEvent):
    """The host does not confirm the return that was reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveEnded(LeaveEvent):
    """The host confirmed the return from leave."""

    day: date
