"""The chain's arithmetic: what is hashed, and how a broken link is found. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Link(Protocol):
    """What the chain reads of an entry."""

    seq: int
    at: datetime
    user_id: int | None
    actor_name: str
    roles: str
    verb: str
    about: str
    subject: int
    secondment_id: int | None
    intake_id: int | None
    payload: dict[str, object]
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry of which only the links can be read: its content is not what any command wrote."""

    seq: int
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the sequence number and a code."""

    seq: int
    code: str


def digest(link: Link) -> str:
    """The hash of an entry, which covers the hash of the one before it."""
    content = [
        link.seq,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.user_id,
        link.actor_name,
        link.roles,
        link.verb,
        link.about,
        link.subject,
        link.secondment_id,
        link.intake_id,
        link.payload,
        link.previous,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(link.digest, text.encode()).hexdigest()


def breaks(links: Iterable[Link | Unreadable], head_seq: int, head_hash: str) -> Iterator[Break]:
    """Every break in the chain: changed, removed, reordered or cut off."""
    expected, previous = 1, ""
    for link in links:
        if link.seq != expected:
            yield Break(expected, "entry_missing")
        elif link.previous != previous:
            yield Break(link.seq, "entry_out_of_order")
        if not _holds(link):
            yield Break(link.seq, "entry_changed")
        expected, previous = link.seq + 1, link.hash
    if (expected - 1, previous) != (head_seq, head_hash):
        yield Break(expected, "tail_cut_off" if expected <= head_seq else "head_differs")


def _holds(link: Link | Unreadable) -> bool:
    """Whether the entry is what was hashed; one with a value missing or of a wrong kind is not."""
    if isinstance(link, Unreadable):
        return False
    try:
        return digest(link) == link.hash
    except (AttributeError, TypeError, ValueError):
        return False
