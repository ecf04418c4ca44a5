"""What happens to obligations."""

from dataclasses import dataclass
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverAsked(Event):
    """A party asked that an obligation be waived."""

    about: ClassVar[str] = "obligation"
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverGranted(Event):
    """A second person granted the waiver."""

    about: ClassVar[str] = "obligation"
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRefused(Event):
    """A second person refused the waiver."""

    about: ClassVar[str] = "obligation"
    rule: str
