"""The outbox: what is due to be said is queued, claimed, sent once, and marked.

A message is claimed in a transaction of its own before it is handed over. When the sender dies in
between, nobody knows whether it went out: it stays unsure, and a person decides.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet, Subquery
from django.db.models.functions import Coalesce

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.notices.commands.escalation import OWNERS, rungs
from guazhi.notices.commands.posting import Fate, Outcome, post
from guazhi.notices.events import DeliverySettled
from guazhi.notices.models import Channel, Delivery, Notice
from guazhi.notices.queries import Letter, letter
from guazhi.notices.queries.directory import owed_by, sitting
from guazhi.notices.queries.settings import habits_of
from guazhi.notices.rules.hours import LEASE, TRIES, Habits, pause
from guazhi.notices.rules.seats import owner_seats
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.queries import calendar

log = logging.getLogger(__name__)

BATCH = 500
BUSY = (Delivery.QUEUED, Delivery.CLAIMED)
Post = Callable[[Channel, Letter], Outcome]


@dataclass(slots=True)
class Tally:
    """What a run of the outbox came to."""

    queued: int = 0
    sent: int = 0
    empty: int = 0
    again: int = 0
    failed: int = 0
    unsure: int = 0


def local(at: datetime) -> datetime:
    """The instant on the clock of the office."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def send(at: datetime, *, by: Post = post) -> Tally:
    """Queue what is due at ``at`` and send what is queued and may go out now."""
    tally = Tally()
    tally.unsure += give_up_on_claimed(at)
    tally.queued = queue(at)
    due = Delivery.objects.filter(state=Delivery.QUEUED, not_before__lte=at)
    for pk in list(due.order_by("not_before", "pk").values_list("pk", flat=True)):
        try:
            _send_one(pk, at, by, tally)
        except Exception:
            log.exception("delivery %d", pk)
    return tally


def give_up_on_claimed(at: datetime) -> int:
    """Call unsure whatever was claimed so long ago that its sender must have died."""
    left = Delivery.objects.filter(state=Delivery.CLAIMED, claimed_at__lt=at - LEASE)
    return left.update(state=Delivery.UNSURE, problem="the sender stopped", done_at=at)


def queue(at: datetime) -> int:
    """Queue digests, reminders and urgent matters; one message waits for an address at a time.

    A message says all there is to say, so whoever has one waiting, or had one today, needs no
    digest and no reminder.
    """
    reminded = _reminded(local(at).date())
    last, made = 0, 0
    while True:
        with transaction.atomic():
            batch = list(_channels().filter(pk__gt=last).order_by("pk")[:BATCH])
            if not batch:
                return made
            made += _queue_batch(batch, reminded, at)
        last = batch[-1].pk


def _channels() -> QuerySet[Channel]:
    """Addresses in use that no message waits for or is on its way to."""
    waiting = Delivery.objects.filter(state__in=BUSY).values("channel")
    return (
        Channel.objects.filter(is_active=True, user__is_active=True, kind__in=settings.CHANNELS)
        .exclude(pk__in=waiting)
        .select_related("user__notice_habits")
    )


def _queue_batch(batch: list[Channel], reminded: set[int], at: datetime) -> int:
    newest = dict(
        Notice.objects.filter(
            reader__in={channel.user_id for channel in batch}, is_prompt=True, read_at=None
        )
        .order_by()
        .values_list("reader")
        .annotate(Max("pk"))
    )
    rows = []
    for channel in batch:
        habits = habits_of(channel.user)
        day = local(at).date()
        occasion = _occasion(channel, habits, day, newest.get(channel.user_id, 0), reminded)
        if occasion:
            not_before = habits.next_time(local(at), calendar())
            rows.append(
                Delivery(channel=channel, occasion=occasion, made_at=at, not_before=not_before)
            )
    known = set(
        Delivery.objects.filter(
            channel__in=batch, occasion__in={row.occasion for row in rows}
        ).values_list("channel_id", "occasion")
    )
    new = [row for row in rows if (row.channel_id, row.occasion) not in known]
    return len(Delivery.objects.bulk_create(new, ignore_conflicts=True))


def _occasion(channel: Channel, habits: Habits, day: date, newest: int, reminded: set[int]) -> str:
    """What the next message to an address is for; nothing when none is due."""
    digest = habits.digest_of(day, calendar())
    if digest is not None and (channel.told_on is None or channel.told_on < digest):
        return f"digest:{digest}"
    if habits.prompt and newest > channel.covers:
        return f"prompt:{newest}"
    if habits.prompt and channel.user_id in reminded and channel.told_on != day:
        return f"due:{day}"
    return ""


def _reminded(day: date) -> set[int]:
    """The accounts that owe something of which their policy reminds them on ``day``."""
    found: set[int] = set()
    for _rung, rows in rungs(day, owner=True):
        owners = set(rows.order_by().values_list(*OWNERS).distinct())
        seats = [seat for owner in owners for seat in owner_seats(owed_by(*owner))]
        for readers in sitting(seats, day).values():
            found.update(reader.user for reader in readers)
    return found


def _send_one(pk: int, at: datetime, by: Post, tally: Tally) -> None:
    row = Delivery.objects.select_related("channel__user__notice_habits").get(pk=pk)
    habits, here = habits_of(row.channel.user), local(at)
    if not habits.may_send(here, calendar()):
        _postpone(row, habits.next_time(here, calendar()))
        return
    text = letter(row.channel.user, here.date()) if row.channel.is_active else None
    if not _claim(row, at, here.date()):
        return
    if text is None:
        _mark(row, Delivery.EMPTY, at)
        tally.empty += 1
        return
    outcome = by(row.channel, text)
    if outcome.fate is Fate.FAILED and row.tries + 1 < TRIES:
        _queue_again(row, outcome.problem, at)
        tally.again += 1
        return
    _mark(row, outcome.fate.value, at, outcome.problem)
    setattr(tally, outcome.fate.value, getattr(tally, outcome.fate.value) + 1)


@transaction.atomic
def _claim(row: Delivery, at: datetime, day: date) -> bool:
    """Take the message for this sender; False when another one has it."""
    queued = Delivery.objects.filter(pk=row.pk, state=Delivery.QUEUED)
    if not queued.update(state=Delivery.CLAIMED, claimed_at=at, tries=F("tries") + 1):
        return False
    newest = Notice.objects.filter(reader=row.channel.user_id).order_by("-pk").values("pk")[:1]
    Channel.objects.filter(pk=row.channel_id).update(
        told_on=day, covers=Coalesce(Subquery(newest), F("covers"))
    )
    return True


def _mark(row: Delivery, state: str, at: datetime, problem: str = "") -> None:
    claimed = Delivery.objects.filter(pk=row.pk, state=Delivery.CLAIMED)
    claimed.update(state=state, done_at=at, problem=problem[:120])


def _postpone(row: Delivery, moment: datetime) -> None:
    queued = Delivery.objects.filter(pk=row.pk, state=Delivery.QUEUED)
    queued.update(not_before=moment)


def _queue_again(row: Delivery, problem: str, at: datetime) -> None:
    """After a clear failure: later again, each time twice as late.

    Where another message has come to wait for the address meanwhile, that one says it all.
    """
    claimed = Delivery.objects.filter(pk=row.pk, state=Delivery.CLAIMED)
    later = at + pause(row.tries + 1)
    try:
        with transaction.atomic():
            claimed.update(state=Delivery.QUEUED, not_before=later, problem=problem[:120])
    except IntegrityError:
        _mark(row, Delivery.FAILED, at, problem)


@transaction.atomic
def settle_delivery(delivery_id: int, *, again: bool, at: datetime, actor: Actor) -> Delivery:
    """Send an unsure or failed message once more, or let it be.

    Refused when it is neither, and when another message waits for the same address.
    """
    row = Delivery.objects.permitted(actor, Capability.SETTLE_DELIVERY).locked(delivery_id)
    findings = []
    if row.state not in {Delivery.UNSURE, Delivery.FAILED}:
        findings.append(Finding("delivery_settled_already"))
    waiting = Delivery.objects.filter(channel=row.channel_id, state=Delivery.QUEUED)
    if again and waiting.exists():
        findings.append(Finding("delivery_another_waits"))
    refuse_if(findings)
    row.state = Delivery.QUEUED if again else Delivery.SETTLED
    row.not_before, row.tries = at, 0
    row.save(update_fields=["state", "not_before", "tries"])
    record(actor, DeliverySettled(subject=row.pk, again=again))
    return row
