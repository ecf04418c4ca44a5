"""What happens to accounts."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent(Event):
    """Something that happened to one account."""

    about: ClassVar[str] = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCreated(AccountEvent):
    """An account was opened."""

    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(AccountEvent):
    """A role on an organisation was granted to the account."""

    role: str
    organisation: int
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(AccountEvent):
    """The account was given a new password."""
