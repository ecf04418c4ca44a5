"""What happens to the tree of organisations."""

from dataclasses import dataclass
from typing import ClassVar

from guazhi.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFounded(Event):
    """A unit or an area was added to the tree."""

    about: ClassVar[str] = "organisation"
    kind: str
    parent: int | None
