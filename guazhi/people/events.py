"""What happens to people's records. Payloads name what changed, never what it holds."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEvent(Event):
    """Something that happened to one person's record."""

    about: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRewritten(PersonEvent):
    """Fields of the cadre record were rewritten; their names, parted by commas."""

    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRenamed(PersonEvent):
    """The name changed, and with it the place in every list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeWritten(PersonEvent):
    """The résumé was written anew."""

    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyWritten(PersonEvent):
    """The family was written anew."""

    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsWritten(PersonEvent):
    """The sanctions were written anew."""

    sanctions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearGraded(PersonEvent):
    """The grade of a calendar year was entered."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRevealed(PersonEvent):
    """Somebody was shown the ID number; the row that holds the reason."""

    reveal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEnrolled(Event):
    """A person was put on record."""

    about: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEmployed(Event):
    """Where the personnel relation of a person is was put on record."""

    about: ClassVar[str] = "person"
    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderSet(Event):
    """A person became the principal leader of an organisation."""

    about: ClassVar[str] = "organisation"
    person: int
    since: date
