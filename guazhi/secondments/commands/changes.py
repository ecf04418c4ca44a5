"""Asking for another course, answering in turn, calling it back."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy import Course as Foreseen
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.models import Post
from guazhi.programmes.queries import pack_of
from guazhi.programmes.rules import PostState
from guazhi.secondments import rules
from guazhi.secondments.commands.effects import check_wanted, take_effect
from guazhi.secondments.commands.reach import ids, locked, locked_of, recording_days
from guazhi.secondments.events import ChangeAsked, ChangeCalledBack, ChangeConsented, ChangeRefused
from guazhi.secondments.models import ChangeConsent, CourseChange, Secondment
from guazhi.secondments.queries import owners_of, sides
from guazhi.secondments.rules import Answer, Change, Course, Step
from guazhi.web import clock

LOADED = (
    "intake__programme__area",
    "home_organisation",
    "host_unit",
    "home_county",
    "host_county",
    "post__host_unit",
)


@transaction.atomic
def ask_change(
    secondment_id: int,
    *,
    kind: str,
    reason: str,
    day: date,
    actor: Actor,
    new_end: date | None = None,
    post_id: int | None = None,
    day_there: date | None = None,
    successor_id: int | None = None,
) -> CourseChange:
    """Ask that the secondment take another course, and set its chain of consents going.

    Refused to parties that policy does not let ask, while another change waits, without a
    reason, and for what policy, the calendar or another secondment forbids. With nobody else to
    consent it takes effect at once.
    """
    secondment = locked(actor, Capability.ASK_CHANGE, secondment_id, *LOADED)
    foreseen = pack_of(secondment.policy).changes.get(kind)
    asker = _asker(actor, secondment, foreseen)
    offered = Post.objects.filter(pk=post_id or 0, state=PostState.APPROVED)
    post = offered.select_related("host_unit", "intake__policy", "intake__programme__area").first()
    row = CourseChange(
        secondment=secondment,
        kind=Change(kind).value,
        asked_by=asker[0] if asker else "",
        day=day,
        reason=reason,
        new_end=new_end,
        post=post if kind == Change.CHANGE_OF_POST else None,
        day_there=day_there if kind == Change.CHANGE_OF_POST else None,
        person_id=successor_id if kind == Change.REPLACEMENT else None,
        old_end=secondment.end,
        old_post=secondment.post,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    refuse_if(
        [
            *_may_be_asked(row, foreseen, asker),
            *rules.check_reason(reason),
            *_dated(day, secondment),
            *check_wanted(row, secondment),
        ]
    )
    row.save()
    implied = _implied(actor, secondment, asker)
    consents = foreseen.consents if foreseen else ()
    steps = rules.chain(consents, owners_of(secondment, row.post), implied)
    _set_going(row, steps, actor)
    told = ChangeAsked(subject=row.pk, **ids(secondment), kind=kind, party=row.asked_by, day=day)
    record(actor, told)
    if rules.course_of(steps) is Course.IN_EFFECT:
        take_effect(row, secondment, day, actor=actor)
    return row


def _set_going(row: CourseChange, steps: Iterable[Step], actor: Actor) -> None:
    ChangeConsent.objects.bulk_create(
        [_step(row, place, step, actor) for place, step in enumerate(steps, 1)]
    )


def _asker(
    actor: Actor, secondment: Secondment, foreseen: Foreseen | None
) -> tuple[str, int] | None:
    """The side for which the actor asks: the first that policy lets ask."""
    mine = sides(actor, Capability.ASK_CHANGE, secondment)
    order = foreseen.asks if foreseen else ()
    return next((side for party in order for side in mine if side[0] == party), None)


def _implied(
    actor: Actor, secondment: Secondment, asker: tuple[str, int] | None
) -> list[tuple[str, int]]:
    """The asker's own consent, where the actor is one who may give it."""
    mine = sides(actor, Capability.CONSENT_CHANGE, secondment)
    return [side for side in mine if asker is not None and side[0] == asker[0]]


def _may_be_asked(
    row: CourseChange, foreseen: Foreseen | None, asker: tuple[str, int] | None
) -> Iterator[Finding]:
    waiting = CourseChange.objects.filter(secondment=row.secondment, state=Course.WAITING)
    yield from rules.check_ask(
        Change(row.kind),
        foreseen=foreseen is not None,
        may_ask=asker is not None,
        state=row.secondment.state,
        waiting=waiting.exists(),
    )


def _dated(day: date, secondment: Secondment) -> Iterator[Finding]:
    """Findings against the day of something said: not to come, and not too far back."""
    days = recording_days(secondment)
    yield from rules.check_day(
        day, today=clock.today(), since=date.min, until=date.max, days_back=days
    )


def _step(row: CourseChange, place: int, step: Step, actor: Actor) -> ChangeConsent:
    is_person = step.party == "secondee"
    implied = step.answer is Answer.IMPLIED
    return ChangeConsent(
        change=row,
        place=place,
        party=step.party,
        organisation_id=None if is_person else step.owner,
        person_id=step.owner if is_person else None,
        answer=step.answer.value,
        day=row.day if implied else None,
        made_by_id=actor.user_id if implied else None,
    )


@transaction.atomic
def answer_change(
    change_id: int, *, consents: bool, day: date, actor: Actor, opinion: str = ""
) -> CourseChange:
    """Consent to a change or refuse it, as the party whose turn it is.

    Refused out of turn, twice, once it is over, and a refusal without its reason. With the last
    consent it takes effect, unless what it asks for has become impossible meanwhile.
    """
    mine = ChangeConsent.objects.of(actor).filter(change=change_id)
    keys = set(mine.values_list("pk", flat=True))
    if not keys:
        raise Http404
    row, secondment = locked_of(CourseChange.objects.filter(pk=change_id), change_id, *LOADED)
    steps = list(ChangeConsent.objects.filter(change=row).order_by("place"))
    own = [step for step in steps if step.pk in keys]
    step = next((each for each in own if each.answer == Answer.ASKED), own[-1])
    refuse_if(
        [
            *rules.check_answer(
                course=row.state,
                answer=step.answer,
                consents=consents,
                opinion=opinion,
                day=day,
                asked_on=max([row.day, *(each.day for each in steps if each.day)]),
            ),
            *_dated(day, secondment),
        ]
    )
    step.day, step.opinion, step.made_by_id = day, opinion, actor.user_id
    _answered(steps, step, consents=consents)
    event = ChangeConsented if consents else ChangeRefused
    record(
        actor,
        event(subject=row.pk, **ids(secondment), kind=row.kind, party=step.party, day=day),
    )
    course = rules.course_of(_values(steps))
    if course is Course.IN_EFFECT:
        take_effect(row, secondment, day, actor=actor)
    elif course is Course.REFUSED:
        row.state, row.settled_on = course.value, day
        row.save(update_fields=["state", "settled_on"])
    return row


def _values(steps: list[ChangeConsent]) -> tuple[Step, ...]:
    return tuple(
        Step(step.party, step.organisation_id or step.person_id or 0, Answer(step.answer))
        for step in steps
    )


def _answered(steps: list[ChangeConsent], said: ChangeConsent, *, consents: bool) -> None:
    after = rules.answered(_values(steps), steps.index(said), consents=consents)
    changed = []
    for step, value in zip(steps, after, strict=True):
        if step.answer != value.answer or step is said:
            step.answer = value.answer.value
            changed.append(step)
    # the answer first, so that never two are asked at a time
    for step in sorted(changed, key=lambda each: each is not said):
        step.save(update_fields=["answer", "day", "opinion", "made_by"])


@transaction.atomic
def call_back(change_id: int, *, day: date, actor: Actor) -> CourseChange:
    """Call a change back while it waits. Refused to all but the party that asked."""
    rows = CourseChange.objects.permitted(actor, Capability.VIEW_CHANGE)
    row, secondment = locked_of(rows, change_id, *LOADED)
    mine = {party for party, _owner in sides(actor, Capability.ASK_CHANGE, secondment)}
    refuse_if(
        [
            *rules.check_call_back(course=row.state, is_asker=row.asked_by in mine),
            *_dated(day, secondment),
            *([Finding("day_before_asking", params={"day": row.day})] if day < row.day else []),
        ]
    )
    _drop(row, day)
    record(actor, ChangeCalledBack(subject=row.pk, **ids(secondment), kind=row.kind, day=day))
    return row


def drop_waiting(secondment: Secondment, day: date) -> None:
    """Drop the change that waits on a secondment which is called off, within that command."""
    waiting = CourseChange.objects.filter(secondment=secondment, state=Course.WAITING).first()
    if waiting is not None:
        _drop(waiting, max(day, waiting.day))


def _drop(row: CourseChange, day: date) -> None:
    row.state, row.settled_on = Course.CALLED_BACK.value, day
    row.save(update_fields=["state", "settled_on"])
    row.steps.filter(answer__in=rules.OPEN).update(answer=Answer.DROPPED.value)
