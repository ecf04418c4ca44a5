"""Asking for leave, deciding on it step by step, extending it, calling it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.ledger.events import Event
from guazhi.policy.findings import Finding, refuse_if
from guazhi.policy.leave import Away, LeavePolicy, half_days
from guazhi.programmes.queries import calendar, pack_of
from guazhi.secondments import events, rules
from guazhi.secondments.commands.reach import Ids, ids, locked, locked_of
from guazhi.secondments.models import Leave, LeaveConsent, Secondment
from guazhi.secondments.queries import (
    deciders,
    decides,
    is_extended,
    length_before,
    units_deciding,
)
from guazhi.secondments.rules import LeaveAnswer, LeaveState, State
from guazhi.web import clock

LOADED = ("intake__programme",)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the time, where to, why, and who does the work meanwhile."""

    kind: str
    away: Away
    place: str
    reason: str
    substitute: str = ""
    behalf: str = ""


class Told(Ids):
    """What every event on a leave carries."""

    subject: int
    start: date
    end: date


@transaction.atomic
def ask_leave(
    secondment_id: int,
    *,
    kind: str,
    start: date,
    end: date,
    place: str,
    reason: str,
    actor: Actor,
    from_noon: bool = False,
    until_noon: bool = False,
    substitute: str = "",
    behalf: str = "",
) -> Leave:
    """Ask for leave, as the secondee or, with a reason why, as the host in his stead.

    Refused when not in post, out of the term, too long after it began, over or next to another
    leave, when no day of work is taken, and without reason, place or the substitute it needs.
    """
    secondment = locked(actor, Capability.ASK_LEAVE, secondment_id, *LOADED)
    asked = Asked(kind, Away(start, end, from_noon, until_noon), place, reason, substitute, behalf)
    policy = policy_of(secondment)
    row = _filled(Leave(secondment=secondment, round=1), asked, policy, actor)
    refuse_if(
        [
            *rules.check_behalf(is_own=secondment.secondee_id == actor.person_id, behalf=behalf),
            *_findings(row, asked, policy),
        ]
    )
    row.save()
    _set_going(row, policy, events.LeaveAsked, actor)
    return row


@transaction.atomic
def revise_leave(
    leave_id: int,
    *,
    kind: str,
    start: date,
    end: date,
    place: str,
    reason: str,
    actor: Actor,
    from_noon: bool = False,
    until_noon: bool = False,
    substitute: str = "",
) -> Leave:
    """Mend a leave that was returned, and ask for it again from the first step on.

    One that continues another keeps its kind and its beginning. Refused as asking is, and unless
    it was returned.
    """
    rows = Leave.objects.permitted(actor, Capability.ASK_LEAVE)
    row, secondment = locked_of(rows, leave_id, *LOADED)
    policy = policy_of(secondment)
    returned = row.state == LeaveState.RETURNED
    if row.continues is not None:
        kind, (start, from_noon) = row.kind, rules.following(row.continues.away)
    away = Away(start, end, from_noon, until_noon)
    asked = Asked(kind, away, place, reason, substitute, row.behalf)
    _filled(row, asked, policy, actor)
    refuse_if(
        [
            *([] if returned else [Finding("leave_not_returned")]),
            *_findings(row, asked, policy),
        ]
    )
    row.round += 1
    row.state, row.settled_on = LeaveState.WAITING.value, None
    row.save()
    _set_going(row, policy, events.LeaveAskedAgain, actor)
    return row


@transaction.atomic
def extend_leave(
    leave_id: int,
    *,
    end: date,
    reason: str,
    actor: Actor,
    until_noon: bool = False,
    substitute: str = "",
) -> Leave:
    """Ask, while away, that a leave be longer: what is added goes up the ladder by the whole.

    Refused unless one is on the leave, twice, and as asking is.
    """
    rows = Leave.objects.permitted(actor, Capability.ASK_LEAVE)
    first, secondment = locked_of(rows, leave_id, *LOADED)
    refuse_if(
        rules.check_extension(
            state=first.state,
            start=first.start,
            today=clock.today(),
            is_extended=is_extended(first),
        )
    )
    policy = policy_of(secondment)
    start, from_noon = rules.following(first.away)
    behalf = "" if secondment.secondee_id == actor.person_id else reason
    away = Away(start, end, from_noon, until_noon)
    someone = substitute.strip() or first.substitute
    asked = Asked(first.kind, away, first.place, reason, someone, behalf)
    row = Leave(secondment=secondment, round=1, continues=first)
    _filled(row, asked, policy, actor)
    refuse_if(_findings(row, asked, policy))
    if someone == first.substitute:
        row.substitute_told_on = first.substitute_told_on
    row.save()
    _set_going(row, policy, events.LeaveAsked, actor)
    return row


@transaction.atomic
def decide_leave(
    leave_id: int,
    *,
    said: str,
    actor: Actor,
    opinion: str = "",
    substitute_told: bool = False,
) -> Leave:
    """Approve a leave, return it or refuse it, as the party whose turn it is.

    The host, the first to approve, sees to it that the substitute has been told. Refused out of
    turn, twice, once it is over, and without the reason that returning and refusing need.
    """
    mine = LeaveConsent.objects.of(actor).values("leave")
    row, secondment = locked_of(Leave.objects.filter(pk__in=mine), leave_id, *LOADED)
    steps = list(
        LeaveConsent.objects.filter(leave=row, round=row.round)
        .select_related("organisation")
        .order_by("place")
    )
    own = [step for step in steps if decides(actor, step)] or steps
    step = next((each for each in own if each.answer == LeaveAnswer.ASKED), own[-1])
    answer, informed = LeaveAnswer(said), substitute_told or row.substitute_told_on is not None
    refuse_if(
        rules.check_decision(
            state=row.state,
            answer=step.answer,
            said=answer,
            opinion=opinion,
            has_substitute=bool(row.substitute),
            told=informed,
        )
    )
    today = clock.today()
    step.answer, step.opinion, step.day, step.made_by_id = said, opinion, today, actor.user_id
    step.save(update_fields=["answer", "opinion", "day", "made_by"])
    if answer is LeaveAnswer.CONSENTED and row.substitute and row.substitute_told_on is None:
        row.substitute_told_on = today
    event = _decided(row, secondment, steps, step)
    row.save(update_fields=["substitute_told_on", "state", "settled_on"])
    record(actor, event)
    return row


def _decided(
    row: Leave, secondment: Secondment, steps: list[LeaveConsent], step: LeaveConsent
) -> Event:
    """What comes of a step: the next is asked, or the leave is settled."""
    said = LeaveAnswer(step.answer)
    following = steps[steps.index(step) + 1 :]
    if said is LeaveAnswer.CONSENTED and following:
        then = following[0]
        then.answer = LeaveAnswer.ASKED.value
        then.save(update_fields=["answer"])
        return events.LeaveConsented(
            **told(row, secondment),
            party=step.party,
            to_party=then.party,
            unit=then.organisation_id,
        )
    row.state = rules.TO_STATE.get(said, LeaveState.GRANTED).value
    row.settled_on = step.day
    if said is not LeaveAnswer.CONSENTED:
        _drop_steps(row)
        kind = events.LeaveReturned if said is LeaveAnswer.RETURNED else events.LeaveRefused
        return kind(**told(row, secondment), party=step.party)
    if row.continues_id is not None:
        Leave.objects.filter(pk=row.continues_id).update(state=LeaveState.EXTENDED.value)
    is_long = policy_of(secondment).is_long(length_before(row) + row.halves)
    granted = events.LongLeaveGranted if is_long else events.LeaveGranted
    return granted(**told(row, secondment), party=step.party)


@transaction.atomic
def call_back_leave(leave_id: int, *, actor: Actor) -> Leave:
    """Call a leave back: while it waits, before it begins, or by the host as not taken.

    Refused once it has begun and to all but the host then, when it is over or was extended.
    """
    rows = Leave.objects.permitted(actor, Capability.ASK_LEAVE)
    row, secondment = locked_of(rows, leave_id, *LOADED)
    refuse_if(
        rules.check_leave_call_back(
            state=row.state,
            start=row.start,
            today=clock.today(),
            by_host=secondment.secondee_id != actor.person_id,
            is_extended=is_extended(row),
        )
    )
    if row.state == LeaveState.GRANTED and row.continues_id is not None:
        Leave.objects.filter(pk=row.continues_id).update(state=LeaveState.GRANTED.value)
    drop(row)
    record(actor, events.LeaveCalledBack(**told(row, secondment)))
    return row


def drop(row: Leave) -> None:
    """Call a leave back within a command; nobody is asked any more."""
    row.state, row.settled_on = LeaveState.CALLED_BACK.value, clock.today()
    row.save(update_fields=["state", "settled_on"])
    _drop_steps(row)


def _drop_steps(row: Leave) -> None:
    open_steps = LeaveConsent.objects.filter(leave=row, answer__in=rules.STILL_ASKED)
    open_steps.update(answer=LeaveAnswer.DROPPED.value)


def policy_of(secondment: Secondment) -> LeavePolicy:
    """What policy says of leave; refused where it says nothing."""
    policy = pack_of(secondment.policy).leave
    refuse_if([] if policy else [Finding("leave_not_foreseen")])
    assert policy is not None
    return policy


def measure(row: Leave, policy: LeavePolicy) -> None:
    """Count the half days that ``row`` takes, and the day by which one reports back."""
    days = calendar()
    kind = policy.kinds.get(row.kind)
    row.halves = half_days(row.away, kind.counts if kind else "days", days)
    row.back_by = policy.back_by(row.end, days)


def _filled(row: Leave, asked: Asked, policy: LeavePolicy, actor: Actor) -> Leave:
    row.kind, row.place, row.reason = asked.kind, asked.place.strip(), asked.reason.strip()
    row.start, row.end = asked.away.start, asked.away.end
    row.from_noon, row.until_noon = asked.away.from_noon, asked.away.until_noon
    row.substitute, row.behalf = asked.substitute.strip(), asked.behalf.strip()
    row.substitute_told_on = None
    row.asked_on, row.made_by_id, row.made_at = clock.today(), actor.user_id, clock.now()
    measure(row, policy)
    return row


def _findings(row: Leave, asked: Asked, policy: LeavePolicy) -> Iterator[Finding]:
    secondment, days = row.secondment, calendar()
    if secondment.state != State.IN_POST:
        yield Finding("only_in_post", params={"state": secondment.state})
    yield from rules.check_words_of_leave(
        known=row.kind in policy.kinds,
        reason=row.reason,
        place=row.place,
        substitute=row.substitute,
        needs_substitute=policy.needs_substitute(length_before(row) + row.halves),
    )
    yield from rules.check_time(
        asked.away,
        row.halves,
        half_days=policy.half_days,
        earliest=policy.earliest(clock.today(), days),
        term=(secondment.start, secondment.end),
    )
    held = Leave.objects.filter(secondment=secondment, state__in=rules.HELD)
    others = held.exclude(pk__in=[pk for pk in (row.pk, row.continues_id) if pk])
    yield from rules.check_others(asked.away, [(other.away, other.state) for other in others], days)


def _set_going(
    row: Leave,
    policy: LeavePolicy,
    event: type[events.LeaveAsked | events.LeaveAskedAgain],
    actor: Actor,
) -> None:
    """Ask the parties of the ladder's rung, the first of them now."""
    consents = policy.rung(length_before(row) + row.halves).consents
    owners = deciders(row.secondment)
    manned = units_deciding(row, owners, clock.today())
    steps = [
        LeaveConsent(
            leave=row,
            round=row.round,
            place=place,
            party=party,
            organisation_id=unit,
            answer=LeaveAnswer.LATER if place > 1 else LeaveAnswer.ASKED,
        )
        for place, (party, unit) in enumerate(rules.approvers(consents, owners, manned), 1)
    ]
    LeaveConsent.objects.bulk_create(steps)
    first = steps[0]
    happened = event(**told(row, row.secondment), to_party=first.party, unit=first.organisation_id)
    record(actor, happened)


def told(row: Leave, secondment: Secondment) -> Told:
    """What an event on ``row`` carries."""
    return {"subject": row.pk, **ids(secondment), "start": row.start, "end": row.end}
