"""Difficulties: raised, answered, solved and confirmed; passed up while they are not."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.hosting import rules
from guazhi.hosting.commands.reach import (
    check_day,
    check_in_post,
    check_twice,
    ids,
    locked,
    locked_of,
)
from guazhi.hosting.events import (
    DifficultyAnswered,
    DifficultyClosed,
    DifficultyEscalated,
    DifficultyPassedUp,
    DifficultyRaised,
    DifficultyReopened,
    DifficultyResolved,
)
from guazhi.hosting.models import DIFFICULTY_KINDS, Difficulty, DifficultyStep
from guazhi.hosting.queries.difficulties import (
    RAISED,
    UNSOLVED,
    acts_for,
    due_to_rise,
    escalation_days,
    left_unanswered,
    owners,
)
from guazhi.hosting.rules import DifficultyState
from guazhi.ledger.commands import record
from guazhi.obligations.commands import give_evidence, note_happening
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.secondments.commands.opinions import becomes, check_opinion, opinion_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock


@transaction.atomic
def raise_difficulty(
    secondment_id: int,
    *,
    kind: str,
    text: str,
    day: date,
    actor: Actor,
    level: str = "host",
    opinion_id: int | None = None,
) -> Difficulty:
    """Raise a difficulty; the level named owes an answer and a solution (S2.1.10, S2.2.10).

    With ``opinion_id`` it is what an opinion heard in a talk becomes. Refused for a level that
    has no part in the secondment, for an opinion taken up before, and the same one twice.
    """
    secondment = locked(actor, Capability.RAISE_DIFFICULTY, secondment_id)
    opinion = opinion_of(actor, opinion_id, secondment.pk)
    levels = owners(secondment)
    findings = [
        *check_in_post(secondment),
        *check_day(secondment, day),
        *check_words(text=text),
        *check_opinion(opinion),
        *check_twice(Difficulty, secondment, day=day, kind=kind, text=text),
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
        since=day,
        opinion=opinion,
        owner_id=levels[level],
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    becomes(opinion, "difficulty", row.pk)
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
            *check_day(secondment, day, ending=True),
            *check_words(answer=answer),
            *_in_order(row, day),
        ]
    )
    row.state, row.answer, row.answered_on = DifficultyState.ANSWERED, answer, day
    row.save(update_fields=["state", "answer", "answered_on"])
    step = _step(row, "answer", day, answer, actor)
    record(actor, DifficultyAnswered(subject=row.pk, day=day, **ids(secondment)))
    _evidence("difficulty_answer", step, row.owner_id, secondment)
    return row


@transaction.atomic
def make_up_answer(difficulty_id: int, *, answer: str, day: date, actor: Actor) -> Difficulty:
    """Give, late, the answer that a level still owes of a difficulty that has gone up since.

    Whoever has the difficulty now goes on with it. Looks missing to all but a level that let
    its date pass.
    """
    row, secondment = _difficulty(actor, Capability.ANSWER_DIFFICULTY, difficulty_id)
    owed = left_unanswered(actor, row)
    if owed is None:
        raise Http404
    refuse_if(
        [
            *check_day(secondment, day, ending=True),
            *check_words(answer=answer),
            *_in_order(row, day),
        ]
    )
    step = _step(row, "answer", day, answer, actor, level=owed.party)
    event = DifficultyAnswered(subject=row.pk, day=day, level=owed.party, **ids(secondment))
    record(actor, event)
    _evidence("difficulty_answer", step, owed.owner_id, secondment)
    return row


@transaction.atomic
def resolve_difficulty(difficulty_id: int, *, solution: str, day: date, actor: Actor) -> Difficulty:
    """Put a solution to the secondee, who confirms it or not. A solution is an answer too."""
    row, secondment = _owned(actor, difficulty_id)
    refuse_if(
        [
            *rules.check_difficulty(row.state, DifficultyState.RESOLVED),
            *check_day(secondment, day, ending=True),
            *check_words(solution=solution),
            *_in_order(row, day),
        ]
    )
    unanswered = row.answered_on is None
    row.state, row.solution, row.resolved_on = DifficultyState.RESOLVED, solution, day
    row.answered_on = row.answered_on or day
    row.save(update_fields=["state", "solution", "resolved_on", "answered_on"])
    step = _step(row, "resolve", day, solution, actor)
    record(actor, DifficultyResolved(subject=row.pk, day=day, **ids(secondment)))
    if unanswered:
        _evidence("difficulty_answer", step, row.owner_id, secondment)
    return row


@transaction.atomic
def confirm_difficulty(
    difficulty_id: int, *, solved: bool, day: date, actor: Actor, remark: str = ""
) -> Difficulty:
    """Confirm that a difficulty is solved, or say why it is not, which opens it again."""
    row, secondment = _difficulty(actor, Capability.CONFIRM_DIFFICULTY, difficulty_id)
    target = DifficultyState.CLOSED if solved else DifficultyState.ANSWERED
    findings = [*_waits(row), *check_day(secondment, day, ending=True), *_in_order(row, day)]
    if not solved:
        findings += check_words(remark=remark)
    refuse_if(findings)
    row.state, row.remark = target, remark
    row.closed_on = day if solved else None
    row.save(update_fields=["state", "remark", "closed_on"])
    step = _step(row, "close" if solved else "reopen", day, remark, actor)
    if solved:
        event = DifficultyClosed(subject=row.pk, day=day, level=row.level, **ids(secondment))
        record(actor, event)
        _evidence("difficulty_closed", step, None, secondment)
    else:
        record(actor, DifficultyReopened(subject=row.pk, level=row.level, **ids(secondment)))
    return row


@transaction.atomic
def pass_up(difficulty_id: int, *, reason: str, actor: Actor) -> Difficulty:
    """Pass a difficulty to the next level up, which owes an answer and a solution from today.

    Saying so to the secondee counts as the answer of the level that passes it on. Refused at
    the top, without a reason, and once a solution waits or is confirmed.
    """
    row, secondment = _owned(actor, difficulty_id)
    today = clock.today()
    levels = owners(secondment)
    above = rules.next_level(row.level, tuple(levels))
    findings = [*check_words(reason=reason), *_in_order(row, today)]
    if above is None:
        findings.append(Finding("no_level_above"))
    if row.state not in UNSOLVED:
        findings.append(Finding("difficulty_not_to_pass"))
    refuse_if(findings)
    assert above is not None
    step = _step(row, "pass_up", today, reason, actor)
    if row.answered_on is None:
        _evidence("difficulty_answer", step, row.owner_id, secondment)
    _rise(row, above, levels[above], today)
    record(actor, DifficultyPassedUp(subject=row.pk, level=above, **ids(secondment)))
    note_happening(RAISED, row.pk, today, party=above, owner=row.owner_id, secondment=secondment)
    return row


def escalate_difficulties(today: date, *, actor: Actor) -> int:
    """Pass up every difficulty that stood unsolved at its level for longer than its policy says.

    The daily work of the system; how many went up. Done again on a day, it finds nothing left.
    """
    return sum(_escalate(pk, today, actor) for pk in due_to_rise(today))


@transaction.atomic
def _escalate(difficulty_id: int, today: date, actor: Actor) -> bool:
    """Pass one up, unless somebody solved it or passed it up meanwhile."""
    row, secondment = locked_of(Difficulty.objects.all(), difficulty_id, "intake__programme")
    days = escalation_days(secondment.policy, today)
    levels = owners(secondment)
    above = rules.next_level(row.level, tuple(levels))
    if above is None or not rules.is_to_rise(row.state, row.since, today, days):
        return False
    _step(row, "escalate", today, "", actor)
    stood = (today - row.since).days
    _rise(row, above, levels[above], today)
    event = DifficultyEscalated(subject=row.pk, level=above, days=stood, **ids(secondment))
    record(actor, event)
    note_happening(RAISED, row.pk, today, party=above, owner=row.owner_id, secondment=secondment)
    return True


def _rise(row: Difficulty, above: str, owner_id: int, today: date) -> None:
    row.level, row.owner_id, row.since = above, owner_id, today
    row.state, row.answer, row.answered_on = DifficultyState.RAISED, "", None
    row.save(update_fields=["level", "owner", "since", "state", "answer", "answered_on"])


def _waits(row: Difficulty) -> list[Finding]:
    if row.state == DifficultyState.RESOLVED:
        return []
    return [Finding("difficulty_has_no_solution_yet")]


def _in_order(row: Difficulty, day: date) -> list[Finding]:
    """Findings when a step is dated before the difficulty was raised or the step before."""
    if day < row.day:
        return [Finding("before_it_was_raised", params={"day": row.day}, field="day")]
    last = row.steps.aggregate(last=Max("day"))["last"]
    return list(rules.check_order(day, last)) if last else []


def _step(
    row: Difficulty, kind: str, day: date, text: str, actor: Actor, *, level: str = ""
) -> DifficultyStep:
    return DifficultyStep.objects.create(
        difficulty=row,
        kind=kind,
        day=day,
        text=text,
        level=level or row.level,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )


def _evidence(kind: str, step: DifficultyStep, owner: int | None, secondment: Secondment) -> None:
    """What the step proves: of one level, or without ``owner`` of every level that owed it."""
    give_evidence(
        kind,
        step.pk,
        step.day,
        secondment=secondment,
        owner=owner,
        occurrence=f"{RAISED}-{step.difficulty_id}",
    )


def _difficulty(
    actor: Actor, capability: Capability, difficulty_id: int
) -> tuple[Difficulty, Secondment]:
    allowed = Difficulty.objects.permitted(actor, capability)
    return locked_of(allowed.select_related("owner"), difficulty_id)


def _owned(actor: Actor, difficulty_id: int) -> tuple[Difficulty, Secondment]:
    """The difficulty for an actor of the level that owns it; to others it looks missing."""
    row, secondment = _difficulty(actor, Capability.ANSWER_DIFFICULTY, difficulty_id)
    if not acts_for(actor, row, secondment):
        raise Http404
    return row, secondment
