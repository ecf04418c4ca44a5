"""How a secondment takes another course: asked for, consented to party by party, in effect.

A chain is a tuple of steps. One step is asked at a time; whoever asked has consented already.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from guazhi.policy.findings import Finding
from guazhi.policy.vocabulary import DEPARTMENTS
from guazhi.secondments.rules.life import RUNNING, Change, State


class Course(StrEnum):
    """Where a change of course stands."""

    WAITING = "waiting"
    IN_EFFECT = "in_effect"
    REFUSED = "refused"
    CALLED_BACK = "called_back"


class Answer(StrEnum):
    """What one party has said to a change."""

    LATER = "later"
    ASKED = "asked"
    CONSENTED = "consented"
    IMPLIED = "implied"
    REFUSED = "refused"
    DROPPED = "dropped"


MOVING = (Change.EXTENSION, Change.EARLY_END, Change.RECALL)
LEAVING = (Change.EARLY_END, Change.RECALL, Change.REPLACEMENT, Change.STAY)
OPEN = (Answer.LATER, Answer.ASKED)


@dataclass(frozen=True, slots=True)
class Step:
    """One party's place in a chain: the organisation or person that speaks for it."""

    party: str
    owner: int
    answer: Answer = Answer.LATER


def chain(
    consents: Iterable[str],
    owners: Mapping[str, Collection[int]],
    implied: Collection[tuple[str, int]],
) -> tuple[Step, ...]:
    """The steps in their order; those ``implied`` are taken, and the first other is asked.

    A party that has nobody, such as a county that has no part, is left out; the city decides
    where no department would be left.
    """
    parties = list(consents)
    if not any(owners.get(party) for party in parties if party in DEPARTMENTS):
        parties.append("city")
    steps = [
        Step(party, owner, Answer.IMPLIED if (party, owner) in implied else Answer.LATER)
        for party in parties
        for owner in owners.get(party, ())
    ]
    return _next_asked(steps)


def _next_asked(steps: Iterable[Step]) -> tuple[Step, ...]:
    found = tuple(steps)
    if any(step.answer is Answer.ASKED for step in found):
        return found
    for place, step in enumerate(found):
        if step.answer is Answer.LATER:
            return (*found[:place], replace(step, answer=Answer.ASKED), *found[place + 1 :])
    return found


def asked(steps: Iterable[Step]) -> int | None:
    """The place of the step that is asked now; None when nobody is."""
    places = (place for place, step in enumerate(steps) if step.answer is Answer.ASKED)
    return next(places, None)


def answered(steps: tuple[Step, ...], place: int, *, consents: bool) -> tuple[Step, ...]:
    """The chain after the step at ``place`` was answered; a refusal drops all that is open."""
    if consents:
        said = replace(steps[place], answer=Answer.CONSENTED)
        return _next_asked((*steps[:place], said, *steps[place + 1 :]))
    return tuple(
        replace(step, answer=Answer.REFUSED if at == place else _dropped(step.answer))
        for at, step in enumerate(steps)
    )


def _dropped(answer: Answer) -> Answer:
    return Answer.DROPPED if answer in OPEN else answer


def course_of(steps: Iterable[Step]) -> Course:
    """Where the change stands when its chain says ``steps``."""
    answers = {step.answer for step in steps}
    if Answer.REFUSED in answers:
        return Course.REFUSED
    return Course.WAITING if answers & set(OPEN) else Course.IN_EFFECT


def check_ask(
    kind: Change,
    *,
    foreseen: bool,
    may_ask: bool,
    state: str,
    waiting: bool,
) -> Iterator[Finding]:
    """Findings against asking at all: policy, party, state, and one change at a time."""
    if not foreseen:
        yield Finding("change_not_foreseen", params={"kind": kind.value}, field="kind")
    elif not may_ask:
        yield Finding("change_not_yours_to_ask", params={"kind": kind.value}, field="kind")
    if state not in RUNNING or (kind is not Change.EXTENSION and state != State.IN_POST):
        code = "only_in_post" if state in RUNNING else "not_running"
        yield Finding(code, params={"state": state})
    if waiting:
        yield Finding("change_waits_already")


def check_answer(
    *, course: str, answer: str, consents: bool, opinion: str, day: date, asked_on: date
) -> Iterator[Finding]:
    """Findings against an answer: over, out of turn, twice, undated, or without its reason."""
    if course != Course.WAITING:
        yield Finding("change_is_over")
    elif answer == Answer.LATER:
        yield Finding("not_your_turn")
    elif answer != Answer.ASKED:
        yield Finding("answered_already")
    if not consents and len(opinion.strip()) < 4:
        yield Finding("refusal_needs_reason", field="opinion")
    if day < asked_on:
        yield Finding("day_before_asking", params={"day": asked_on}, field="day")


def check_call_back(*, course: str, is_asker: bool) -> Iterator[Finding]:
    """Findings against calling a change back: only its asker, and only while it waits."""
    if course != Course.WAITING:
        yield Finding("change_is_over")
    if not is_asker:
        yield Finding("only_asker_calls_back")


def check_post(
    *, same: bool, same_intake: bool, category_known: bool, day: date, start: date, end: date
) -> Iterator[Finding]:
    """Findings against another post from ``day`` on."""
    if same:
        yield Finding("post_is_the_same", field="post_id")
    if not same_intake or not category_known:
        yield Finding("post_not_of_intake", field="post_id")
    if not start < day <= end:
        yield Finding(
            "move_out_of_term", params={"day": day, "since": start, "until": end}, field="day_there"
        )


def check_successor(*, same: bool, employed: bool, days_left: int) -> Iterator[Finding]:
    """Findings against who takes over a post, and for how long."""
    if same:
        yield Finding("successor_is_the_same", field="successor_id")
    if not employed:
        yield Finding("successor_without_unit", field="successor_id")
    if days_left < 1:
        yield Finding("nothing_left_to_serve", field="new_end")
