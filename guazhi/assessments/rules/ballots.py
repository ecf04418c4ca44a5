"""The democratic evaluation (民主测评): codes, who is counted with whom, and the arithmetic.

Nothing here ties a ballot to a code, a code to a person, or either to a time.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from guazhi.policy.findings import Finding

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"  # without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V
TAG = 4  # says which box a code belongs to, no more
SECRET = 8  # 23 to the eighth: 36 bits, of which a guesser may try few
BLOCK = 4

Ballot = Mapping[str, str]


class PollState(StrEnum):
    """How far a poll has come."""

    OPEN = "open"
    COUNTED = "counted"
    WITHHELD = "withheld"
    CANCELLED = "cancelled"


class CodeState(StrEnum):
    """What became of a code."""

    FRESH = "fresh"
    USED = "used"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Heap:
    """The ballots of one group, as they come out of its box."""

    group: str
    weight: int
    people: int
    issued: int
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What the ballots say to one question: how often each grade, and the mean of its points."""

    ask: str
    counts: Mapping[str, int]
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """What is shown of one group, or of several that are counted together."""

    groups: tuple[str, ...]
    weight: int
    people: int
    issued: int
    used: int
    lines: tuple[Line, ...]

    @property
    def score(self) -> Fraction:
        """The mean over all questions."""
        return sum((line.mean for line in self.lines), Fraction()) / len(self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """What a poll came to."""

    shares: tuple[Share, ...]
    points: Mapping[str, int]

    @property
    def people(self) -> int:
        """How many might vote."""
        return sum(share.people for share in self.shares)

    @property
    def issued(self) -> int:
        """How many codes were given out and not called back."""
        return sum(share.issued for share in self.shares)

    @property
    def used(self) -> int:
        """How many voted."""
        return sum(share.used for share in self.shares)

    @property
    def weight(self) -> int:
        """The weights of those that voted, together."""
        return sum(share.weight for share in self.shares)

    @property
    def score(self) -> Fraction:
        """The scores of the groups, each by its weight."""
        weighted = (share.score * share.weight for share in self.shares)
        return sum(weighted, Fraction()) / self.weight


def plain(typed: str) -> str:
    """A code as it is compared: whatever width, case, spaces or dashes it was typed with."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in text if sign.isalnum())


def written(code: str) -> str:
    """A code as it is printed, in blocks of four."""
    return "-".join(code[at : at + BLOCK] for at in range(0, len(code), BLOCK))


def drawn(length: int, choose: Callable[[str], str]) -> str:
    """Signs of a code, each chosen by ``choose``."""
    return "".join(choose(ALPHABET) for _ in range(length))


def gathered(heaps: Sequence[Heap], smallest: int) -> list[list[Heap]]:
    """Which groups are counted together, so that each union has ``smallest`` ballots.

    What is shown parts all ballots among these unions, so no difference of two figures is
    about fewer than ``smallest``. There is none where all together are fewer.
    """
    unions: list[list[Heap]] = []
    union: list[Heap] = []
    for heap in heaps:
        union.append(heap)
        if sum(len(each.ballots) for each in union) >= smallest:
            unions.append(union)
            union = []
    if unions:
        unions[-1].extend(union)
    return unions


def payload(
    heaps: Sequence[Heap], smallest: int, asks: Sequence[str], points: Mapping[str, int]
) -> dict[str, Any] | None:
    """All that is kept of a poll once it is closed; None where there are too few ballots.

    Ballots of groups that are counted together lie together, in an order that says nothing.
    """
    unions = gathered(heaps, smallest)
    if not unions:
        return None
    return {
        "smallest": smallest,
        "asks": list(asks),
        "points": dict(points),
        "shares": [
            {
                "groups": [heap.group for heap in union],
                "weight": sum(heap.weight for heap in union),
                "people": sum(heap.people for heap in union),
                "issued": sum(heap.issued for heap in union),
                "ballots": in_no_order([ballot for heap in union for ballot in heap.ballots]),
            }
            for union in unions
        ],
    }


def in_no_order(ballots: Sequence[Ballot]) -> list[dict[str, str]]:
    """The ballots sorted by what they say, so that their order tells nothing of who came when."""
    return sorted((dict(ballot) for ballot in ballots), key=lambda ballot: sorted(ballot.items()))


def count_of(kept: Mapping[str, Any]) -> Count:
    """The arithmetic of what a poll kept."""
    points: Mapping[str, int] = kept["points"]
    return Count(
        points=points,
        shares=tuple(
            Share(
                groups=tuple(each["groups"]),
                weight=each["weight"],
                people=each["people"],
                issued=each["issued"],
                used=len(each["ballots"]),
                lines=tuple(_line(ask, each["ballots"], points) for ask in kept["asks"]),
            )
            for each in kept["shares"]
        ),
    )


def _line(ask: str, ballots: Sequence[Ballot], points: Mapping[str, int]) -> Line:
    ticks = [ballot[ask] for ballot in ballots]
    counts = {grade: ticks.count(grade) for grade in points}
    total = sum(points[grade] * count for grade, count in counts.items())
    return Line(ask, counts, Fraction(total, len(ticks)))


def check_times(
    *, opens_at: datetime, closes_at: datetime, now: datetime, window: date, end: date
) -> Iterator[Finding]:
    """Findings against the time of a poll: within its window, the term, and still to come."""
    if closes_at <= opens_at:
        yield Finding("poll_closes_before_it_opens", field="closes_at")
    elif closes_at <= now:
        yield Finding("poll_over_already", field="closes_at")
    if opens_at.date() < window:
        yield Finding("too_early", params={"opens": window}, field="opens_at")
    if closes_at.date() > end:
        yield Finding(
            "poll_after_the_term", params={"end": end}, clause="S2.2.12", field="closes_at"
        )


def check_people(
    people: Mapping[str, int], groups: Collection[str], smallest: int
) -> Iterator[Finding]:
    """Findings against the numbers of those who may vote."""
    for group in people:
        if group not in groups:
            yield Finding("voters_of_unknown_group", params={"group": group})
    if sum(people.values()) < smallest:
        yield Finding("too_few_voters", params={"smallest": smallest})


def check_code(state: str | None, *, is_sealed: bool, opens_at: datetime, closes_at: datetime,
               now: datetime) -> Iterator[Finding]:  # fmt: skip
    """A finding when a ballot may not be given with a code in ``state``, None being unknown."""
    if is_sealed or (state is not None and now >= closes_at):
        yield Finding("poll_is_over", field="code")
    elif state is None:
        yield Finding("ballot_code_unknown", field="code")
    elif state == CodeState.USED:
        yield Finding("ballot_code_used", field="code")
    elif state == CodeState.VOID:
        yield Finding("ballot_code_void", field="code")
    elif now < opens_at:
        opens = f"{opens_at:%Y-%m-%d %H:%M}"
        yield Finding("poll_not_open_yet", params={"opens": opens}, field="code")


def may_be_replaced(*, used: int, people: int, smallest: int) -> bool:
    """Whether slips of a group may be made anew: as many as have not voted are told thereby.

    So fewer than the policy's smallest group are never made once somebody has voted, and that
    nobody is left is answered as that few are.
    """
    return used == 0 or people - used >= smallest


def check_box(*, used: int, ballots: int, people: int) -> Iterator[Finding]:
    """A finding when a box holds other than one ballot for each code used, or more than people."""
    if used != ballots or used > people:
        yield Finding("box_does_not_add_up")


def check_marks(
    marks: Ballot, asks: Mapping[str, str], grades: Collection[str]
) -> Iterator[Finding]:
    """Findings against what is ticked: every question, once, with a grade of the scale."""
    for ask, name in asks.items():
        if marks.get(ask) not in grades:
            yield Finding("not_ticked", params={"ask": name}, field=f"mark_{ask}")
    for ask in marks:
        if ask not in asks:
            yield Finding("not_asked", params={"ask": ask})
