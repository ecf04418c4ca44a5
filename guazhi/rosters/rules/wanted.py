"""What an importer asks for beside the file."""

from dataclasses import dataclass
from datetime import date

from guazhi.policy import Pack


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a roster is to be imported: for which city and intake, under which policy.

    ``pack`` is a policy that does not ship with the project; it stands for ``policy``.
    """

    policy: str = "speech"
    pack: Pack | None = None
    programme: str = "上派下挂"
    intake: str = ""
    city: str = ""
    start: date | None = None
    creates_units: bool = True
