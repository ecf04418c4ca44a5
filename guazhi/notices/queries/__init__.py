"""Reading notices: the inbox, who is to be told, what a message says, calendars, the outbox."""

from guazhi.notices.queries.calendars import calendar_of
from guazhi.notices.queries.inbox import LOADED, Item, count_unread, items, notices, read, unread
from guazhi.notices.queries.letters import Letter, letter, trial_letter
from guazhi.notices.queries.outbox import undecided
from guazhi.notices.queries.settings import addresses, feed, habits
from guazhi.notices.queries.words import title_of

__all__ = [
    "LOADED",
    "Item",
    "Letter",
    "addresses",
    "calendar_of",
    "count_unread",
    "feed",
    "habits",
    "items",
    "letter",
    "notices",
    "read",
    "title_of",
    "trial_letter",
    "undecided",
    "unread",
]
