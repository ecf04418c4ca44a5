"""What a rule has to say: findings, and the refusal that carries them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters: an error stops the command, the others are shown."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a code and its figures; ``web`` turns it into a sentence."""

    code: str
    level: Level = Level.ERROR
    params: Mapping[str, object] = field(default_factory=dict)
    clause: str = ""
    field: str = ""


def check_words(clause: str = "", shortest: int = 1, /, **texts: str) -> Iterator[Finding]:
    """A finding for each of ``texts``, named by their fields, that says nothing."""
    for name, text in texts.items():
        if len(text.strip()) < shortest:
            yield Finding("words_needed", clause=clause, field=name)


def check_come(day: date, today: date, field: str = "day") -> Iterator[Finding]:
    """A finding when ``day`` is still to come."""
    if day > today:
        yield Finding("day_to_come", params={"day": day}, field=field)


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each once however many people it stands against."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        found.setdefault((finding.code, str(finding.params)), finding)
    return list(found.values())


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A command was refused; every reason travels along."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(", ".join(finding.code for finding in self.findings))


def refuse_if(findings: Iterable[Finding]) -> None:
    """Refuse when any finding is an error, carrying all of them."""
    found = tuple(findings)
    if any(finding.level is Level.ERROR for finding in found):
        raise Refused(found)
