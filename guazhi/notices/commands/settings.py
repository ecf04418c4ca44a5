"""What an account decides for itself: when it hears, where, and its calendar's address."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from guazhi.access.actor import Actor
from guazhi.access.models import User
from guazhi.ledger.commands import record
from guazhi.notices.events import (
    ChannelAdded,
    ChannelRemoved,
    FeedRenewed,
    FeedRevoked,
    HabitsSet,
)
from guazhi.notices.models import Channel, Delivery, Feed, NoticeHabits
from guazhi.notices.rules.addresses import check_address
from guazhi.notices.rules.hours import check_habits
from guazhi.policy.findings import refuse_if
from guazhi.web import clock

VISITS = 20
WINDOW = timedelta(minutes=10)


class TooManyVisits(Exception):  # noqa: N818 - an answer, not a fault
    """A calendar is fetched more often than any calendar needs."""


@transaction.atomic
def set_habits(
    *,
    digest: str,
    weekday: int,
    prompt: bool,
    quiet_from: int,
    quiet_until: int,
    working_days_only: bool,
    actor: Actor,
) -> NoticeHabits:
    """Say when the account wants to hear. Refused where no clock or calendar knows it."""
    user = _own(actor)
    refuse_if(
        check_habits(digest=digest, weekday=weekday, quiet_from=quiet_from, quiet_until=quiet_until)
    )
    habits, _made = NoticeHabits.objects.update_or_create(
        user_id=user,
        defaults={
            "digest": digest,
            "weekday": weekday,
            "prompt": prompt,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "working_days_only": working_days_only,
        },
    )
    record(actor, HabitsSet(subject=user, digest=digest))
    return habits


@transaction.atomic
def add_channel(*, kind: str, address: str, actor: Actor, secret: str = "") -> Channel:
    """Give an address for messages; it takes the place of the one of its kind.

    Refused where the office does not offer the channel, or the address is not one.
    """
    user = _own(actor)
    refuse_if(
        check_address(
            kind, address, secret, offered=settings.CHANNELS, domains=settings.MAIL_DOMAINS
        )
    )
    _drop(Channel.objects.filter(user=user, kind=kind, is_active=True))
    channel = Channel.objects.create(
        user_id=user, kind=kind, address=address, secret=secret, added_at=clock.now()
    )
    record(actor, ChannelAdded(subject=user, channel=channel.pk, kind=kind))
    return channel


@transaction.atomic
def remove_channel(channel_id: int, *, actor: Actor) -> None:
    """Take an own address away; what waits for it is not sent. 404 for those of others."""
    user = _own(actor)
    channel = Channel.objects.filter(pk=channel_id, user=user, is_active=True).first()
    if channel is None:
        raise Http404
    _drop(Channel.objects.filter(pk=channel.pk))
    record(actor, ChannelRemoved(subject=user, channel=channel.pk, kind=channel.kind))


def _drop(channels: QuerySet[Channel]) -> None:
    ids = list(channels.values_list("pk", flat=True))
    waiting = Delivery.objects.filter(channel__in=ids, state=Delivery.QUEUED)
    waiting.update(state=Delivery.EMPTY, done_at=clock.now())
    Channel.objects.filter(pk__in=ids).update(is_active=False, address="", secret="")


@transaction.atomic
def renew_feed(*, actor: Actor) -> str:
    """Give the account's calendar a new secret address and say it, this once."""
    user = _own(actor)
    key = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        user_id=user,
        defaults={"key": digest(key), "renewed_at": clock.now(), "window": None, "visits": 0},
    )
    record(actor, FeedRenewed(subject=user))
    return key


@transaction.atomic
def revoke_feed(*, actor: Actor) -> None:
    """Take the address of the account's calendar away; where there is none, do nothing."""
    user = _own(actor)
    found, _rows = Feed.objects.filter(user=user).delete()
    if found:
        record(actor, FeedRevoked(subject=user))


@transaction.atomic
def visit_feed(key: str, at: datetime) -> Feed:
    """The calendar of the secret ``key``, one visit counted.

    404 for an unknown key and a closed account; TooManyVisits after twenty within ten minutes.
    """
    feed = Feed.objects.select_related("user").filter(key=digest(key)).first()
    if feed is None or not feed.user.is_active:
        raise Http404
    if feed.window is None or at - feed.window >= WINDOW or at < feed.window:
        feed.window, feed.visits = at, 0
    if feed.visits >= VISITS:
        raise TooManyVisits
    feed.visits += 1
    Feed.objects.filter(pk=feed.pk).update(window=feed.window, visits=feed.visits)
    return feed


def digest(key: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(key.encode()).hexdigest()


def _own(actor: Actor) -> int:
    """The actor's own account, locked; 404 for whoever has none."""
    if actor.user_id is None:
        raise Http404
    return User.objects.select_for_update().get(pk=actor.user_id).pk
