"""What happened, in the past tense. Modules subclass ``Event``; fields are the ledger's payload."""

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a command did.

    ``subject`` is the row it was done to, of the kind ``about``. Payload fields hold ids, codes,
    dates and figures, never personal text: the ledger is read by people who may not read that.
    """

    about: ClassVar[str] = ""

    subject: int
    secondment: int | None = None
    intake: int | None = None

    @property
    def verb(self) -> str:
        """The event's name, such as ``PlanApproved``."""
        return type(self).__name__

    def payload(self) -> dict[str, object]:
        """The fields of the subclass, ready for JSON."""
        common = {"subject", "secondment", "intake"}
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in common}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value is not None
        }
