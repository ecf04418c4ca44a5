"""What happens with notices and their channels. What is merely read is not recorded."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitsSet(Event):
    """An account said when it wants to hear."""

    about: ClassVar[str] = "account"
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAdded(Event):
    """An account gave an address; the address stays out of the ledger."""

    about: ClassVar[str] = "account"
    channel: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTried(Event):
    """An account had a test message sent to its address, and this became of it."""

    about: ClassVar[str] = "account"
    channel: int
    kind: str
    fate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRemoved(Event):
    """An account took an address away."""

    about: ClassVar[str] = "account"
    channel: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRenewed(Event):
    """A calendar got a new secret address; the one before it leads nowhere."""

    about: ClassVar[str] = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRevoked(Event):
    """A calendar lost its address."""

    about: ClassVar[str] = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavesEscalated(Event):
    """Returns from leave that nobody reported in time were brought before those above."""

    day: date
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationsEscalated(Event):
    """What is overdue was brought before those above; how many notices that made."""

    about: ClassVar[str] = "obligation"
    day: date
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettled(Event):
    """A person decided on a message of which nobody knew whether it had gone out."""

    about: ClassVar[str] = "delivery"
    again: bool
