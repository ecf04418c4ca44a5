"""How an account wants to hear, where, and whether its calendar has an address."""

from dataclasses import dataclass

from guazhi.access.models import User
from guazhi.notices.models import Channel, Feed, NoticeHabits
from guazhi.notices.rules.addresses import masked
from guazhi.notices.rules.hours import Habits


@dataclass(frozen=True, slots=True)
class Address:
    """An address as its owner sees it."""

    channel: Channel

    @property
    def shown(self) -> str:
        """So much of it as tells it from others."""
        return masked(self.channel.kind, self.channel.address)

    @property
    def tone(self) -> str:
        """The colour of what became of the test message."""
        return {"sent": "green", "failed": "red"}.get(self.channel.fate, "yellow")


def habits_of(user: User) -> Habits:
    """The habits of the account, or the usual ones."""
    kept: NoticeHabits | None = getattr(user, "notice_habits", None)
    return _habits(kept) if kept else Habits()


def habits(user_id: int) -> Habits:
    """The habits of the account of that number."""
    kept = NoticeHabits.objects.filter(user=user_id).first()
    return _habits(kept) if kept else Habits()


def _habits(kept: NoticeHabits) -> Habits:
    return Habits(
        kept.digest,
        kept.weekday,
        kept.prompt,
        kept.quiet_from,
        kept.quiet_until,
        kept.working_days_only,
    )


def addresses(user_id: int) -> list[Address]:
    """The addresses that the account has given."""
    rows = Channel.objects.filter(user=user_id, is_active=True).order_by("pk")
    return [Address(row) for row in rows]


def feed(user_id: int) -> Feed | None:
    """The calendar address of the account, of which only the hash is known."""
    return Feed.objects.filter(user=user_id).first()
