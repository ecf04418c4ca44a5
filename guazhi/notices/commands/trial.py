"""A test message to an own address, sent at once, whose fate its owner sees."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record
from guazhi.notices.commands.outbox import Post
from guazhi.notices.commands.posting import Fate, Outcome, post
from guazhi.notices.events import ChannelTried
from guazhi.notices.models import Channel
from guazhi.notices.queries import Letter, trial_letter
from guazhi.policy.findings import Finding, refuse_if

PAUSE = timedelta(minutes=1)


def try_channel(channel_id: int, *, at: datetime, actor: Actor, by: Post = post) -> Outcome:
    """Send a test message to an own address, and keep what became of it.

    It is noted before it is handed over, as every message is: a second press within a minute is
    refused, and a sender that dies leaves it unsure. 404 for the addresses of others.
    """
    channel, letter = _begin(channel_id, at, actor)
    outcome = by(channel, letter)
    _end(channel, outcome, actor)
    return outcome


@transaction.atomic
def _begin(channel_id: int, at: datetime, actor: Actor) -> tuple[Channel, Letter]:
    if actor.user_id is None:
        raise Http404
    mine = Channel.objects.filter(user=actor.user_id, is_active=True).select_related("user")
    channel = get_object_or_404(mine.select_for_update(of=("self",)), pk=channel_id)
    if channel.tried_at is not None and at - channel.tried_at < PAUSE:
        refuse_if([Finding("tried_just_now")])
    channel.tried_at, channel.fate, channel.problem = at, Fate.UNSURE.value, ""
    channel.save(update_fields=["tried_at", "fate", "problem"])
    return channel, trial_letter(channel.user)


@transaction.atomic
def _end(channel: Channel, outcome: Outcome, actor: Actor) -> None:
    channel.fate, channel.problem = outcome.fate.value, outcome.problem[:120]
    channel.save(update_fields=["fate", "problem"])
    record(
        actor,
        ChannelTried(
            subject=channel.user_id, channel=channel.pk, kind=channel.kind, fate=channel.fate
        ),
    )
