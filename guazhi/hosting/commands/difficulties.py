"""Difficulties: raised, answered, solved and confirmed; passed up while they are not."""

from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability, Reach
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import check_day, check_in_post, ids, locked
from guazhi.hosting.events import (
    DifficultyAnswered,
    DifficultyClosed,
    DifficultyPassedUp,
    DifficultyRaised,
    DifficultyReopened,
    DifficultyResolved,
)
from guazhi.hosting.models import DIFFICULTY_KINDS, Difficulty
from guazhi.hosting.rules import DifficultyState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.organisations.queries import departments
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments.models import Secondment
from guazhi.web import clock

RAISED = "difficulty_raised"
LEVEL_REACH = {
    "host": (Reach.HOST, Reach.MENTOR),
    "county": (Reach.COUNTY,),
    "city": (Reach.PROGRAMME,),
}


def owners(secondment: Secondment) -> dict[str, int]:
    """The organisation that owns a difficulty at each level there is; the host's county first."""
    counties = (secondment.host_county_id, secondment.home_county_id)
    found = departments(counties)
    county = next((found[each] for each in counties if each in found), None)
    levels = {"host": secondment.host_unit_id}
    if county is not None:
        levels["county"] = county
    return {**levels, "city": secondment.intake.programme.owner_id}


@transaction.atomic
def raise_difficulty(
    secondment_id: int, *, kind: str, text: str, day: date, actor: Actor, level: str = "host"
) -> Difficulty:
    """Raise a difficulty; the level named owes an answer and a solution (S2.1.10, S2.2.10)."""
    secondment = locked(actor, Capability.RAISE_DIFFICULTY, secondment_id)
    levels = owners(secondment)
    findings = [
        *check_in_post(secondment),
        *check_day(secondment, day),
        *rules.check_text(text=text),
    ]
    if kind not in DIFFICULTY_KINDS:
        findings.append(Finding("choice_unknown", params={"choice": kind}, field="kind"))
    if level not in levels:
        findings.append(Finding("level_not_there", params={"level": level}, field="level"))
    refuse_if(findings)
    row = Difficulty.objects.create(
        secondment=secondment,
        kind=kind,
        text=text,
        day=day,
        level=level,
        owner_id=levels[level],
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    event = DifficultyRaised(subject=row.pk, kind=kind, level=level, day=day, **ids(secondment))
    record(actor, event)
    note_happening(RAISED, row.pk, day, party=level, owner=row.owner_id, secondment=secondment)
    return row


@transaction.atomic
def answer_difficulty(difficulty_id: int, *, answer: str, day: date, actor: Actor) -> Difficulty:
    """Answer a difficulty in the name of the level that owns it. Refused when answered."""
    row, secondment = _owned(actor, difficulty_id)
    refuse_if(
        [
            *rules.check_difficulty(row.state, DifficultyState.ANSWERED),
            *check_day(secondment, day),
            *rules.check_text(answer=answer),
            *_not_before(row, day),
        ]
    )
    row.state, row.answer, row.answered_on = DifficultyState.ANSWERED, answer, day
    row.save(update_fields=["state", "answer", "answered_on"])
    record(actor, DifficultyAnswered(subject=row.pk, day=day, **ids(secondment)))
    _evidence("difficulty_answer", row, day, secondment)
    return row


@transaction.atomic
def resolve_difficulty(difficulty_id: int, *, solution: str, day: date, actor: Actor) -> Difficulty:
    """Put a solution to the secondee, who confirms it or not. A solution is an answer too."""
    row, secondment = _owned(actor, difficulty_id)
    refuse_if(
        [
            *rules.check_difficulty(row.state, DifficultyState.RESOLVED),
            *check_day(secondment, day),
            *rules.check_text(solution=solution),
            *_not_before(row, day),
        ]
    )
    row.state, row.solution, row.resolved_on = DifficultyState.RESOLVED, solution, day
    row.answered_on = row.answered_on or day
    row.save(update_fields=["state", "solution", "resolved_on", "answered_on"])
    record(actor, DifficultyResolved(subject=row.pk, day=day, **ids(secondment)))
    _evidence("difficulty_answer", row, row.answered_on, secondment)
    return row


@transaction.atomic
def confirm_difficulty(
    difficulty_id: int, *, solved: bool, day: date, actor: Actor, remark: str = ""
) -> Difficulty:
    """Confirm that a difficulty is solved, or say that it is not, which opens it again."""
    row, secondment = _difficulty(actor, Capability.CONFIRM_DIFFICULTY, difficulty_id)
    target = DifficultyState.CLOSED if solved else DifficultyState.ANSWERED
    findings = [*_waits(row), *check_day(secondment, day), *_not_before(row, day)]
    if not solved:
        findings += rules.check_text(remark=remark)
    refuse_if(findings)
    row.state, row.remark = target, remark
    row.closed_on = day if solved else None
    row.save(update_fields=["state", "remark", "closed_on"])
    if solved:
        record(actor, DifficultyClosed(subject=row.pk, day=day, **ids(secondment)))
        _evidence("difficulty_closed", row, day, secondment)
    else:
        record(actor, DifficultyReopened(subject=row.pk, **ids(secondment)))
    return row


@transaction.atomic
def pass_up(difficulty_id: int, *, reason: str, actor: Actor) -> Difficulty:
    """Pass a difficulty to the next level up, which then owes what is still owed.

    Refused at the top, without a reason, and once a solution waits or is confirmed.
    """
    row, secondment = _owned(actor, difficulty_id)
    levels = owners(secondment)
    above = rules.next_level(row.level, tuple(levels))
    findings = list(rules.check_text(reason=reason))
    if above is None:
        findings.append(Finding("no_level_above"))
    if row.state not in {DifficultyState.RAISED, DifficultyState.ANSWERED}:
        params = {"from": row.state, "to": row.state}
        findings.append(Finding("difficulty_step_not_now", params=params))
    refuse_if(findings)
    assert above is not None
    row.level, row.owner_id = above, levels[above]
    row.save(update_fields=["level", "owner"])
    record(actor, DifficultyPassedUp(subject=row.pk, level=above, **ids(secondment)))
    note_happening(RAISED, row.pk, row.day, party=above, owner=row.owner_id, secondment=secondment)
    return row


def _waits(row: Difficulty) -> list[Finding]:
    if row.state == DifficultyState.RESOLVED:
        return []
    return [Finding("difficulty_has_no_solution_yet")]


def _not_before(row: Difficulty, day: date) -> list[Finding]:
    if day >= row.day:
        return []
    return [Finding("before_it_was_raised", params={"day": row.day}, field="day")]


def _evidence(kind: str, row: Difficulty, day: date, secondment: Secondment) -> None:
    give_evidence(kind, row.pk, day, secondment=secondment, occurrence=f"{RAISED}-{row.pk}")


def _difficulty(
    actor: Actor, capability: Capability, difficulty_id: int
) -> tuple[Difficulty, Secondment]:
    row = Difficulty.objects.permitted(actor, capability).one(difficulty_id)
    secondment = locked(actor, capability, row.secondment_id)
    return Difficulty.objects.select_for_update().get(pk=difficulty_id), secondment


def _owned(actor: Actor, difficulty_id: int) -> tuple[Difficulty, Secondment]:
    """The difficulty for an actor of the level that owns it; to others it looks missing."""
    row, secondment = _difficulty(actor, Capability.ANSWER_DIFFICULTY, difficulty_id)
    ways = {reach for reach, _held, _condition in actor.grants(Capability.ANSWER_DIFFICULTY)}
    if not ways & set(LEVEL_REACH[row.level]):
        raise Http404
    return row, secondment
