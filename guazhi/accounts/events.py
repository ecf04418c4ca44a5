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


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(AccountEvent):
    """The person behind the account chose a new password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWithdrawn(AccountEvent):
    """A role on an organisation was taken from the account."""

    role: str
    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(AccountEvent):
    """The account was closed: nobody signs in to it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(AccountEvent):
    """Somebody signed in to the account from the address ``source``."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFailed(AccountEvent):
    """A wrong password was tried for the account from the address ``source``."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInBarred(AccountEvent):
    """Too many wrong passwords: the account is barred from ``source`` for some minutes."""

    source: str
