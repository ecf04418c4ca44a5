"""What happens on reading pages."""

from dataclasses import dataclass
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterExported(Event):
    """Somebody took the register, or a part of it, out as a file."""

    about: ClassVar[str] = "user"
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsesExported(Event):
    """Somebody took the ledger of uses of results, or a part of it, out as a file."""

    about: ClassVar[str] = "user"
    rows: int
