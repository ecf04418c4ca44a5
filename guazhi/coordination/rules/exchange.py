"""What is brought up and down between the units of a secondment."""

from collections.abc import Collection, Iterator
from datetime import date

from guazhi.coordination.rules.reasons import check_reason
from guazhi.organisations.rules import HEIGHT, Kind, Level
from guazhi.policy.findings import Finding, check_words

DIRECTION_OF = {"up": "brought_up", "down": "brought_down"}


def default_direction(secondment_direction: str) -> str:
    """What a secondee brings: those sent down bring down, all others bring up (S1.3.4, S1.3.5)."""
    return DIRECTION_OF.get(secondment_direction, "brought_up")


def height(kind: str, level: str) -> int:
    """How high a unit stands: by where it sits, an organisation department above the others."""
    return 2 * HEIGHT[Level(level)] + (kind == Kind.DEPARTMENT)


def directions_to(to: int, ends: Collection[int]) -> tuple[str, ...]:
    """What may be sent to a unit that stands ``to`` high, the likelier first.

    ``ends`` are the heights of home and host without the unit itself: something comes up from
    below it or down from above it. Among units of one height both are sent.
    """
    low, high = min(ends), max(ends)
    level = low == high == to
    fits = {"brought_down": level or to < high, "brought_up": level or to > low}
    return tuple(direction for direction, does in fits.items() if does)


def chosen_direction(secondment_direction: str, fits: Collection[str]) -> str:
    """What is sent where nobody says: the secondee's own way if it fits, else the other."""
    own = default_direction(secondment_direction)
    return own if own in fits else next(iter(fits), own)


def check_direction(
    direction: str, fits: Collection[str], *, unit: str, would: Collection[str]
) -> Iterator[Finding]:
    """A finding when what is brought up goes down, or the other way round.

    ``fits`` is what may be sent to the ``unit``, ``would`` names those to whom it would fit.
    """
    if direction not in fits:
        params = {"unit": unit, "direction": direction, "fits": "、".join(would)}
        yield Finding(
            "exchange_other_way", params=params, clause="S1.3.4", field="to_organisation_id"
        )


def flow(direction: str, secondment_direction: str, *, to_home: bool, to_host: bool) -> str:
    """From which side of a secondment something flows: home or host.

    What is sent to one side comes from the other. Else what a secondee brings in his own
    direction comes from home, and in the other from where he serves.
    """
    if to_home != to_host:
        return "host" if to_home else "home"
    own = direction == default_direction(secondment_direction)
    return "home" if own else "host"


def check_unanswered(*, answered: bool, yours: bool, sent_on: date, day: date) -> Iterator[Finding]:
    """Findings against doing something with an item: it waits, and it waits for you."""
    if not yours:
        yield Finding("exchange_not_yours")
    if answered:
        yield Finding("exchange_answered_already")
    if day < sent_on:
        yield Finding("day_before_sending", params={"day": sent_on}, field="day")


def check_answer(*, answer: str, adopted: bool | None, reason: str) -> Iterator[Finding]:
    """Findings against the words of an answer; what is not adopted has its reason."""
    yield from check_words("S1.3.7", answer=answer)
    if adopted is False:
        yield from check_reason(reason, clause="S1.3.7")


def check_forward(*, may_own: bool, was_there: bool) -> Iterator[Finding]:
    """Findings against the unit that an item is passed on to."""
    if not may_own:
        yield Finding("exchange_to_a_stranger", field="to_organisation_id")
    if was_there:
        yield Finding("exchange_was_there", field="to_organisation_id")


def check_flow_note(*, kinds_known: bool, count: int) -> Iterator[Finding]:
    """Findings against noting why nothing flows between two kinds of unit."""
    if not kinds_known:
        yield Finding("unit_kind_unknown")
    if count:
        yield Finding("flow_not_empty", params={"count": count}, clause="S1.3.3")
