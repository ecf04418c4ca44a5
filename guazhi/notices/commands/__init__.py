"""Telling, escalating, sending, and what each account decides for itself."""

from guazhi.notices.commands.absences import escalate_leaves
from guazhi.notices.commands.escalation import escalate
from guazhi.notices.commands.outbox import Tally, send, settle_delivery
from guazhi.notices.commands.settings import (
    TooManyVisits,
    add_channel,
    remove_channel,
    renew_feed,
    revoke_feed,
    set_habits,
    visit_feed,
)
from guazhi.notices.commands.telling import mark_all_read, mark_read, tell
from guazhi.notices.commands.trial import try_channel

__all__ = [
    "Tally",
    "TooManyVisits",
    "add_channel",
    "escalate",
    "escalate_leaves",
    "mark_all_read",
    "mark_read",
    "remove_channel",
    "renew_feed",
    "revoke_feed",
    "send",
    "set_habits",
    "settle_delivery",
    "tell",
    "try_channel",
    "visit_feed",
]
