"""Pages of notices: the inbox, settings and addresses, the calendar, the outbox."""

from guazhi.notices.views.calendars import feed, renew_feed, revoke_feed
from guazhi.notices.views.inbox import badge, inbox, open_notice, read_all
from guazhi.notices.views.outbox import deliveries, settle
from guazhi.notices.views.settings import add_channel, habits, remove_channel, try_channel

__all__ = [
    "add_channel",
    "badge",
    "deliveries",
    "feed",
    "habits",
    "inbox",
    "open_notice",
    "read_all",
    "remove_channel",
    "renew_feed",
    "revoke_feed",
    "settle",
    "try_channel",
]
