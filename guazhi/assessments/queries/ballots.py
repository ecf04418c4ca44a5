"""Reading polls: how one stands, what it came to, and the paper that a code opens."""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guazhi.access.actor import Actor, Capability
from guazhi.assessments import rules
from guazhi.assessments.models import BallotBox, Poll
from guazhi.assessments.rules import CodeState, Count, Kind, PollState
from guazhi.policy.assessed import Grade
from guazhi.policy.findings import Finding
from guazhi.policy.pack import BallotForm
from guazhi.programmes.queries import pack_of
from guazhi.secondments.models import Secondment
from guazhi.secondments.queries import holds

HASH = 32  # half a SHA-256 in hexadecimal


@dataclass(frozen=True, slots=True)
class Turn:
    """How far one group has come: nothing of what it ticked, nor how many of a few voted."""

    group: str
    people: int
    issued: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a counted poll came to, and whether that is what was sealed."""

    poll: Poll
    count: Count
    is_true: bool

    @property
    def value(self) -> Decimal:
        """The weighted score as a figure, rounded nowhere."""
        score = self.count.score
        return Decimal(score.numerator) / Decimal(score.denominator)


@dataclass(frozen=True, slots=True)
class PollWork:
    """What the page of a poll shows."""

    form: BallotForm | None
    poll: Poll | None
    turns: Sequence[Turn]
    used: int | None
    tally: Tally | None
    smallest: int
    is_over: bool
    may_hold: bool
    may_print: bool

    @property
    def may_open(self) -> bool:
        """Whether the actor may put one up now."""
        is_open = self.poll is not None and self.poll.state == PollState.OPEN
        return self.may_hold and not is_open

    @property
    def people(self) -> int:
        """How many may vote."""
        return sum(turn.people for turn in self.turns)

    @property
    def issued(self) -> int:
        """How many slips are out that count."""
        return sum(turn.issued for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot paper that a code opens: whom it is about, what is asked, in which group."""

    secondment: Secondment
    kind: str
    group: str
    form: BallotForm
    grades: Sequence[Grade]
    closes_at: datetime


def form_of(secondment: Secondment) -> BallotForm | None:
    """How the policy of a secondment wants the democratic evaluation; None where it has none."""
    return pack_of(secondment.policy).ballot


def may_be_held(secondment: Secondment, kind: Kind) -> bool:
    """Whether the policy foresees a poll at this assessment."""
    form = form_of(secondment)
    return form is not None and kind.value in form.at


def polls(actor: Actor) -> QuerySet[Poll]:
    """The polls whose tally the actor may see once it is there."""
    return Poll.objects.permitted(actor, Capability.VIEW_TALLY)


def poll_of(actor: Actor, pk: int) -> Poll:
    """One such poll, with its secondment."""
    beside = (f"secondment__{name}" for name in ("secondee", "host_unit", "policy"))
    rows = Poll.objects.permitted(actor, Capability.VIEW_TALLY)
    return rows.select_related(*beside).defer("secondment__policy__text").one(pk)


def poll_work(actor: Actor, secondment: Secondment, kind: Kind, now: datetime) -> PollWork:
    """The latest poll at an assessment of ``kind``, with what the actor may do about it."""
    rows = polls(actor).filter(secondment=secondment, kind=kind.value)
    poll = rows.exclude(state=PollState.CANCELLED).last() or rows.last()
    boxes = list(poll.boxes.all()) if poll else []
    stands = poll is not None and poll.state in (PollState.OPEN, PollState.COUNTED)
    is_open = poll is not None and poll.state == PollState.OPEN
    foreseen = may_be_held(secondment, kind)
    return PollWork(
        form=form_of(secondment) if foreseen else None,
        poll=poll,
        turns=[_turn(box) for box in boxes] if is_open else [],
        used=_used(boxes, poll.smallest) if poll and is_open else None,
        tally=_tally(poll) if poll and poll.state == PollState.COUNTED else None,
        smallest=poll.smallest if poll else _smallest(secondment),
        is_over=poll is not None and is_open and now >= poll.closes_at,
        may_hold=(is_open or (foreseen and not stands))
        and holds(actor, Capability.HOLD_POLL, secondment),
        may_print=is_open and holds(actor, Capability.PRINT_CODES, secondment),
    )


def tally(actor: Actor, secondment: Secondment, kind: Kind) -> Tally | None:
    """What the staff of the host thinks, once that is counted; for the sitting."""
    counted = polls(actor).filter(secondment=secondment, kind=kind.value, state=PollState.COUNTED)
    poll = counted.first()
    return _tally(poll) if poll else None


def tallies(actor: Actor, secondments: Iterable[int], kind: Kind) -> dict[int, Tally]:
    """The same of many at once, by secondment."""
    counted = polls(actor).filter(
        secondment__in=list(secondments), kind=kind.value, state=PollState.COUNTED
    )
    return {poll.secondment_id: _tally(poll) for poll in counted}


def due_to_close(now: datetime) -> list[int]:
    """The polls whose time is over and that nobody has closed."""
    rows = Poll.objects.filter(state=PollState.OPEN, closes_at__lte=now)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def box_of(code: str) -> QuerySet[BallotBox]:
    """The box that a code says it belongs to."""
    return BallotBox.objects.filter(tag=rules.plain(code)[: rules.TAG])


def hash_of(code: str) -> str:
    """What is kept of a code: nothing from which it could be found without the secret key."""
    return salted_hmac("guazhi.ballots", rules.plain(code), algorithm="sha256").hexdigest()[:HASH]


def findings_of(box: BallotBox | None, code: str, now: datetime) -> list[Finding]:
    """Why no ballot may be given with this code now."""
    if box is None:
        return [Finding("ballot_code_unknown", field="code")]
    return list(
        rules.check_code(
            box.codes.get(hash_of(code)),
            is_sealed=box.is_sealed,
            opens_at=timezone.localtime(box.poll.opens_at),
            closes_at=box.poll.closes_at,
            now=now,
        )
    )


def paper_of(box: BallotBox) -> Paper:
    """The paper for a code of this box."""
    secondment = box.poll.secondment
    pack = pack_of(secondment.policy)
    assert pack.ballot is not None
    return Paper(
        secondment=secondment,
        kind=box.poll.kind,
        group=box.group,
        form=pack.ballot,
        grades=pack.assessment.grades,
        closes_at=box.poll.closes_at,
    )


def verify_poll(poll: Poll) -> bool:
    """Whether what a poll kept is what was sealed when it was closed."""
    return hmac.compare_digest(
        rules.digest(poll.salt + poll.payload, poll.digest_name), poll.digest
    )


def _smallest(secondment: Secondment) -> int:
    form = form_of(secondment)
    return pack_of(secondment.policy).number(form.smallest, secondment.end) if form else 0


def _tally(poll: Poll) -> Tally:
    kept: Mapping[str, object] = json.loads(poll.payload)
    return Tally(poll, rules.count_of(kept), verify_poll(poll))


def _turn(box: BallotBox) -> Turn:
    issued = sum(state != CodeState.VOID for state in box.codes.values())
    return Turn(box.group, box.people, issued)


def _used(boxes: Sequence[BallotBox], smallest: int) -> int | None:
    """How many have voted in all groups together; None as long as they are too few to say."""
    used = sum(len(box.ballots) for box in boxes)
    return used if used >= smallest else None
