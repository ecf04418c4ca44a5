"""Contacts with host units: what they tell, and when they are planned."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guazhi.policy.findings import Finding
from guazhi.policy.pack import Topic
from guazhi.policy.ticks import check_ticks

NOTICE_OF_A_CONTACT = timedelta(days=2)
ASPECTS = ("work", "life", "thought")  # what a contact asks about (S2.2.9)


class ContactState(StrEnum):
    """Whether a contact with a host is to come, has been made, or will not be."""

    PLANNED = "planned"
    MADE = "made"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Note:
    """What a contact says of one secondee, or of all it covers: topics ticked, and words."""

    topics: tuple[str, ...] = ()
    work: str = ""
    life: str = ""
    thought: str = ""

    def tells(self, known: Mapping[str, Topic]) -> set[str]:
        """The aspects it tells of, with the topics that the policy knows."""
        words = {name for name in ASPECTS if getattr(self, name).strip()}
        return words | {known[topic].aspect for topic in self.topics if topic in known}


@dataclass(frozen=True, slots=True)
class Owing:
    """A window in which a host has to be contacted about one secondment."""

    opens: date
    due: date
    secondment: int


def check_notes(
    whole: Note, notes: Mapping[int, Note], known: Mapping[str, Topic]
) -> Iterator[Finding]:
    """Findings unless each secondee is told of in work, life and thinking, alone or with all.

    ``notes`` are by secondment, ``known`` are the topics of the policy. What is ticked of one
    may differ from what is ticked of all, but not contradict itself.
    """
    yield from check_ticks(whole.topics, known, "S2.2.9")
    for pk, note in notes.items():
        yield from check_ticks(note.topics, known, "S2.2.9", f"_{pk}")
    told = whole.tells(known)
    alone = {pk: note.tells(known) for pk, note in notes.items()}
    for aspect in ASPECTS:
        missing = [pk for pk in notes if aspect not in told | alone[pk]]
        fields = [f"topics_{aspect}_{pk}" for pk in missing]
        for field in fields if len(missing) < len(notes) else [f"topics_{aspect}"]:
            yield Finding("aspect_missing", clause="S2.2.9", field=field)


def check_covered(covered: int) -> Iterator[Finding]:
    """A finding when a contact is about nobody."""
    if not covered:
        yield Finding("contact_covers_nobody", clause="S2.2.9", field="covers")


def check_contact_day(
    day: date, *, today: date, terms: Iterable[tuple[date, date]]
) -> Iterator[Finding]:
    """Findings against the day a contact is planned for: to come, and in the terms it covers."""
    if day < today:
        yield Finding("contact_day_gone", params={"day": day}, field="day")
    for since, until in terms:
        if not since <= day <= until:
            params = {"day": day, "since": since, "until": until}
            yield Finding("day_out_of_term", params=params, field="day")
            return


def check_planned(state: str) -> Iterator[Finding]:
    """A finding unless the contact is still to come."""
    if state != ContactState.PLANNED:
        yield Finding("contact_not_planned")


def contact_days(
    owed: Iterable[Owing], *, today: date, turn: int, is_working: Callable[[date], bool]
) -> Iterator[tuple[date, tuple[int, ...]]]:
    """The days on which to contact a host, as few as will do, and the secondments each covers.

    Each day lies in the windows of all it covers; what is overdue comes first. ``turn`` spreads
    hosts over a window, so that they do not all fall on its first day.
    """
    left = sorted(owed, key=lambda each: (each.due, each.opens, each.secondment))
    while left:
        last = max(left[0].due, today)
        together = [each for each in left if each.opens <= last]
        first = max(today, *(each.opens for each in together))
        room = (last - first).days * 2 // 3 + 1
        day = first + timedelta(days=turn * 2 % room)
        while not is_working(day) and day < last:
            day += timedelta(days=1)
        yield day, tuple(dict.fromkeys(each.secondment for each in together))
        left = [each for each in left if each.opens > last]


def missed_and_next(
    windows: Iterable[tuple[date, date]], *, today: date
) -> tuple[tuple[tuple[date, date], ...], tuple[date, date] | None]:
    """The windows without a contact that are past, and the next one that is not.

    A window that has passed is missed: it stays on record as such until a further contact makes
    it up or it is waived, and what is due next is the window after it.
    """
    ordered = sorted(set(windows), key=lambda window: (window[1], window[0]))
    coming = [window for window in ordered if window[1] >= today]
    return tuple(ordered[: len(ordered) - len(coming)]), coming[0] if coming else None


def superseded(
    planned: Mapping[int, tuple[date, Collection[int]]], *, until: date, covered: Collection[int]
) -> list[int]:
    """The planned contacts that one made with the same host stands for.

    They are planned up to ``until``, the end of the windows it falls into, and cover nobody whom
    it does not.
    """
    return [pk for pk, (day, whom) in planned.items() if day <= until and set(whom) <= set(covered)]


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the quarter of ``day``."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, after - timedelta(days=1)
