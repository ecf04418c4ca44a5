"""The release of a result and the answer to its notice."""

from collections.abc import Collection, Iterator
from datetime import date

from guazhi.policy.findings import Finding, check_come, check_words


def check_release(
    decided: date | None, released: date | None, day: date, today: date
) -> Iterator[Finding]:
    """Findings against telling a result: before the decision, twice, or on such a day."""
    if decided is None:
        yield Finding("not_concluded_yet")
    elif released is not None:
        yield Finding("released_already")
    elif day < decided:
        yield Finding("before_the_conclusion", params={"day": decided}, field="day")
    yield from check_come(day, today)


def check_acknowledgement(
    told: date, answered: date | None, day: date, today: date
) -> Iterator[Finding]:
    """Findings against an answer to a notice: a second one, or on such a day."""
    if answered is not None:
        yield Finding("notice_answered_already", params={"day": answered})
    if day < told:
        yield Finding("before_the_notice", params={"day": told}, field="day")
    yield from check_come(day, today)


def check_witness(witness: str, others: Collection[str]) -> Iterator[Finding]:
    """A finding when nobody, or one of the ``others``, is named as witness."""
    yield from check_words("", 2, witness=witness)
    if witness.strip() in others:
        yield Finding("witness_is_party", params={"name": witness.strip()}, field="witness")
