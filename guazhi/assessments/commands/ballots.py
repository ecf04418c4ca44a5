"""The democratic evaluation: opened, its codes issued, ballots given, counted once.

A ballot is given by nobody: the command knows no actor, leaves no entry in the ledger and no
time, and writes one row that holds a heap. See ``docs/decisions`` on what that is worth.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guazhi.access.actor import Actor, Capability
from guazhi.access.commands import admit, is_barred
from guazhi.assessments import rules
from guazhi.assessments.commands.reach import redraw
from guazhi.assessments.events import CodesIssued, PollCancelled, PollClosed, PollOpened
from guazhi.assessments.models import Assessment, BallotBox, Poll
from guazhi.assessments.queries.ballots import (
    Paper,
    box_of,
    due_to_close,
    findings_of,
    form_of,
    hash_of,
    may_be_held,
    paper_of,
)
from guazhi.assessments.queries.parties import opens_on
from guazhi.assessments.rules import CodeState, Heap, Kind, PollState
from guazhi.ledger.commands import record, record_all
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding, Refused, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments.commands.reach import ids, locked, locked_of
from guazhi.secondments.models import Secondment
from guazhi.web import clock

GUESSES = 30  # wrong codes in five minutes from one source: a whole office may share one
GUESSED = "ballot"
TEXT = "poll__secondment__policy__text"  # long, and read already


@dataclass(frozen=True, slots=True)
class Slip:
    """A code as it is handed out, once."""

    group: str
    code: str


@transaction.atomic
def open_poll(
    secondment_id: int,
    *,
    kind: str,
    opens_at: datetime,
    closes_at: datetime,
    people: Mapping[str, int],
    actor: Actor,
) -> Poll:
    """Put up a poll among the host's staff, ``people`` being how many of each group may vote.

    Refused where the policy foresees none, while one stands, once the assessment is concluded,
    outside its window, or for fewer voters than may be shown.
    """
    secondment = locked(actor, Capability.HOLD_POLL, secondment_id, "intake__programme")
    held = Kind(kind)
    form = form_of(secondment)
    opens_at, closes_at = timezone.localtime(opens_at), timezone.localtime(closes_at)
    if form is None or not may_be_held(secondment, held):
        raise Refused([Finding("poll_not_foreseen")])
    smallest = pack_of(secondment.policy).number(form.smallest, opens_at.date())
    refuse_if(
        [
            *_check_time(secondment, held, opens_at, closes_at),
            *rules.check_people(people, form.groups, smallest),
        ]
    )
    poll = Poll.objects.create(
        secondment=secondment,
        kind=held.value,
        opens_at=opens_at,
        closes_at=closes_at,
        smallest=smallest,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    BallotBox.objects.bulk_create(
        BallotBox(poll=poll, group=group, people=people[group], tag=_drawn(rules.TAG))
        for group in form.groups
        if people.get(group)
    )
    event = PollOpened(
        subject=poll.pk,
        **ids(secondment),
        kind=held.value,
        people=sum(people.values()),
        start=opens_at.date(),
        end=closes_at.date(),
    )
    record(actor, event)
    return poll


@transaction.atomic
def issue_codes(poll_id: int, *, group: str = "", actor: Actor) -> list[Slip]:
    """Make codes, one for each who has not voted; those given out before and not used are void.

    Never are there more that count than people. They are told here and kept nowhere. A group in
    which fewer are left than the policy shows keeps its slips; refused when that is so of each,
    and when the poll is over.
    """
    allowed = Poll.objects.permitted(actor, Capability.PRINT_CODES)
    poll, secondment = locked_of(allowed, poll_id)
    refuse_if(_check_open(poll))
    boxes = [
        box
        for box in _locked_boxes(poll)
        if group in ("", box.group) and _may_be_replaced(box, poll.smallest)
    ]
    slips: list[Slip] = []
    voided = 0
    for box in boxes:
        voided += sum(state == CodeState.FRESH for state in box.codes.values())
        slips += [Slip(box.group, rules.written(code)) for code in _issue(box)]
    if not slips:
        raise Refused([Finding("slips_stay", params={"smallest": poll.smallest})])
    BallotBox.objects.bulk_update(boxes, ["codes"])
    record(
        actor,
        CodesIssued(subject=poll.pk, **ids(secondment), issued=len(slips), voided=voided),
    )
    return slips


def present_code(code: str, *, source: str) -> Paper:
    """The ballot paper that an unused code opens. Only a code that is unknown is a guess.

    Refused before the poll opens and after it closes, for a code that is unknown, used or
    void, and from a ``source`` that has guessed too often.
    """
    _refuse_guessers(source)
    box = box_of(code).select_related(*_BESIDE).defer(TEXT).first()
    findings = findings_of(box, code, clock.now())
    _note_guess(findings, source)
    refuse_if(findings)
    assert box is not None
    return paper_of(box)


def cast_ballot(code: str, *, marks: Mapping[str, str], source: str) -> None:
    """Drop a ballot and spend the code, both at once; of many with one code one counts.

    Refused as ``present_code`` is, and where something is not ticked.
    """
    _refuse_guessers(source)
    try:
        _drop(code, marks)
    except Refused as refused:
        _note_guess(refused.findings, source)
        raise


@transaction.atomic
def close_poll(poll_id: int, *, actor: Actor) -> Poll:
    """Close and count; refused twice, before the poll has opened, and for a stuffed box."""
    allowed = Poll.objects.permitted(actor, Capability.HOLD_POLL)
    poll, secondment = locked_of(allowed, poll_id, "intake__programme")
    refuse_if(_check_standing(poll))
    if clock.now() < poll.opens_at:
        raise Refused([Finding("poll_has_not_begun")])
    return _close(poll, secondment, actor)


@transaction.atomic
def cancel_poll(poll_id: int, *, actor: Actor) -> Poll:
    """Call a poll off, with all that was given in it; refused once it is closed."""
    allowed = Poll.objects.permitted(actor, Capability.HOLD_POLL)
    poll, secondment = locked_of(allowed, poll_id)
    refuse_if(_check_standing(poll))
    _locked_boxes(poll)
    _seal(poll)
    poll.state, poll.closed_on = PollState.CANCELLED.value, clock.today()
    poll.save(update_fields=["state", "closed_on"])
    event = PollCancelled(subject=poll.pk, **ids(secondment), kind=poll.kind, day=poll.closed_on)
    record(actor, event)
    return poll


def close_due_polls(now: datetime, *, actor: Actor) -> int:
    """Count every poll whose time is over; how many. The work of the system, day by day.

    One that does not add up waits for somebody to look at it.
    """
    return sum(_close_due(pk, actor) for pk in due_to_close(now))


_BESIDE = tuple(f"poll__secondment__{name}" for name in ("policy", "secondee", "post", "host_unit"))
_NEEDED = (
    *("group", "codes", "ballots", "is_sealed"),
    *(f"poll__{name}" for name in ("kind", "opens_at", "closes_at")),
    "poll__secondment__policy__digest",
)


@transaction.atomic
def _drop(code: str, marks: Mapping[str, str]) -> None:
    rows = box_of(code).select_related("poll__secondment__policy").only(*_NEEDED)
    box = next(iter(rows.select_for_update(of=("self",)).order_by()), None)
    refuse_if(findings_of(box, code, clock.now()))
    assert box is not None
    paper = paper_of(box)
    asks = {ask: named.names.zh for ask, named in paper.form.asks.items()}
    refuse_if(rules.check_marks(marks, asks, [grade.id for grade in paper.grades]))
    box.codes[hash_of(code)] = CodeState.USED.value
    box.ballots = rules.in_no_order([*box.ballots, marks])
    box.save(update_fields=["codes", "ballots"])


def _close_due(poll_id: int, actor: Actor) -> bool:
    try:
        return _close_over(poll_id, actor)
    except Refused:
        return False


@transaction.atomic
def _close_over(poll_id: int, actor: Actor) -> bool:
    """Close one, unless somebody has done so meanwhile."""
    poll, secondment = locked_of(Poll.objects.all(), poll_id, "intake__programme")
    if poll.state != PollState.OPEN:
        return False
    _close(poll, secondment, actor)
    return True


def _close(poll: Poll, secondment: Secondment, actor: Actor) -> Poll:
    """Count what is in the boxes, empty them, and keep the count; nothing where too few voted."""
    pack = pack_of(secondment.policy)
    form = pack.ballot
    assert form is not None
    points = {grade.id: grade.points for grade in pack.assessment.grades}
    boxes = _locked_boxes(poll)
    refuse_if(finding for box in boxes for finding in _check_box(box))
    heaps = [_heap(box, form.groups[box.group].weight) for box in boxes]
    kept = rules.payload(heaps, poll.smallest, list(form.asks), points)
    poll.closed_on = clock.today()
    poll.state = (PollState.COUNTED if kept else PollState.WITHHELD).value
    if kept:
        poll.payload, poll.salt = rules.canonical(kept), secrets.token_hex(16)
        poll.digest_name = settings.DIGEST
        poll.digest = rules.digest(poll.salt + poll.payload, settings.DIGEST)
    poll.save()
    _seal(poll)
    event = PollClosed(
        subject=poll.pk,
        **ids(secondment),
        kind=poll.kind,
        issued=sum(heap.issued for heap in heaps) if kept else None,
        used=sum(len(heap.ballots) for heap in heaps) if kept else None,
        digest=poll.digest or None,
        day=poll.closed_on,
    )
    drawn = redraw(secondment, poll.kind, "ballot_closed") if kept else []
    record_all(actor, [event, *drawn])
    if kept:
        give_evidence(f"{poll.kind}_ballot", poll.pk, poll.closed_on, secondment=secondment)
    return poll


def _issue(box: BallotBox) -> list[str]:
    """New codes of a box for all who have not voted, in the place of those not used."""
    used = {key: state for key, state in box.codes.items() if state == CodeState.USED}
    codes = [box.tag + _drawn(rules.SECRET) for _ in range(box.people - len(used))]
    box.codes = {
        **dict.fromkeys(box.codes, CodeState.VOID.value),
        **dict.fromkeys(map(hash_of, codes), CodeState.FRESH.value),
        **used,
    }
    box.codes = dict(sorted(box.codes.items()))
    return codes


def _may_be_replaced(box: BallotBox, smallest: int) -> bool:
    used = sum(state == CodeState.USED for state in box.codes.values())
    return rules.may_be_replaced(used=used, people=box.people, smallest=smallest)


def _heap(box: BallotBox, weight: int) -> Heap:
    issued = sum(state != CodeState.VOID for state in box.codes.values())
    return Heap(box.group, weight, box.people, issued, tuple(box.ballots))


def _check_box(box: BallotBox) -> Iterator[Finding]:
    used = sum(state == CodeState.USED for state in box.codes.values())
    return rules.check_box(used=used, ballots=len(box.ballots), people=box.people)


def _seal(poll: Poll) -> None:
    BallotBox.objects.filter(poll=poll).update(codes={}, ballots=[], is_sealed=True)


def _locked_boxes(poll: Poll) -> list[BallotBox]:
    return list(BallotBox.objects.filter(poll=poll).select_for_update().order_by("pk"))


def _check_time(
    secondment: Secondment, kind: Kind, opens_at: datetime, closes_at: datetime
) -> Iterator[Finding]:
    """Findings where the time is not right for a poll at all, or for this one."""
    yield from rules.check_served(secondment.state)
    yield from _standing(secondment, kind)
    yield from rules.check_times(
        opens_at=opens_at,
        closes_at=closes_at,
        now=clock.now(),
        window=opens_on(secondment, kind.evidence),
        end=secondment.end,
    )


def _standing(secondment: Secondment, kind: Kind) -> Sequence[Finding]:
    """Findings where a poll stands already, or the assessment it is for is concluded."""
    rows = Poll.objects.filter(secondment=secondment, kind=kind.value)
    if rows.filter(state__in=(PollState.OPEN, PollState.COUNTED)).exists():
        return [Finding("poll_held_already")]
    held = Assessment.objects.filter(secondment=secondment, kind=kind.value)
    if held.filter(concluded_on__isnull=False).exists():
        return [Finding("concluded_already")]
    return []


def _check_standing(poll: Poll) -> Sequence[Finding]:
    return [] if poll.state == PollState.OPEN else [Finding("poll_closed_already")]


def _check_open(poll: Poll) -> Sequence[Finding]:
    if poll.state != PollState.OPEN or clock.now() >= poll.closes_at:
        return [Finding("poll_closed_already")]
    return []


def _refuse_guessers(source: str) -> None:
    if is_barred(GUESSED, source, at=clock.instant(), most=GUESSES):
        raise Refused([Finding("too_many_guesses", field="code")])


def _note_guess(findings: Sequence[Finding], source: str) -> None:
    if any(finding.code == "ballot_code_unknown" for finding in findings):
        admit(GUESSED, source, at=clock.instant(), most=GUESSES)


def _drawn(length: int) -> str:
    return rules.drawn(length, secrets.choice)
