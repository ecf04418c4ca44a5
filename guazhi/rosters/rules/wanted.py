"""What an importer asks for beside the file."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a roster is to be imported: for which city and intake, under which policy."""

    policy: str = "speech"
    programme: str = "上派下挂"
    intake: str = ""
    city: str = ""
    start: date | None = None
    creates_units: bool = True
