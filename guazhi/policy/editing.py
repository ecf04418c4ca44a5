"""Two people at one record: what somebody began from, and whether that still stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from guazhi.policy.findings import Finding

EDITED = "edited_meanwhile"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record by the fields of a form, and who wrote it when, as far as is known."""

    texts: Mapping[str, object] = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None

    @property
    def seen(self) -> str:
        """Marks of the texts, to be handed back by whoever began from them."""
        return ",".join(f"{name}:{mark(text)}" for name, text in self.texts.items())


def mark(text: object) -> str:
    """A short mark of one text; line ends and blanks around it make no difference."""
    plain = "" if text is None else str(text).replace("\r\n", "\n").strip()
    return blake2b(plain.encode(), digest_size=6).hexdigest()


def marks(seen: str) -> dict[str, str]:
    """The mark of each text by its field."""
    pairs = (each.partition(":") for each in seen.split(",") if each)
    return {name: known for name, _colon, known in pairs}


def check_seen(seen: str | None, kept: Kept) -> Iterator[Finding]:
    """A finding when the texts on record are not those the writer began from; None asks nothing."""
    if seen is None:
        return
    known = marks(seen)
    if any(known.get(name) != mark(text) for name, text in kept.texts.items()):
        yield Finding(EDITED)
