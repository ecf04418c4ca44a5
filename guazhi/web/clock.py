"""The one clock. Rules never ask it: commands and views do, and pass the day on as an argument.

``set_clock`` moves it for this thread or task: the demo's ``--clock``, the simulation and tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

_instant: ContextVar[datetime | None] = ContextVar("instant", default=None)
_set: ContextVar[date | None] = ContextVar("clock", default=None)


def simulated() -> date | None:
    """The day the clock was set to, or None when it runs."""
    day = _set.get()
    if day is None and settings.CLOCK:
        return date.fromisoformat(settings.CLOCK)
    return day


def today() -> date:
    """The present day where the office is."""
    return simulated() or timezone.localdate()


def now() -> datetime:
    """The present instant; at nine in the morning of the day when the clock is set."""
    day = simulated()
    if day is None:
        return timezone.now()
    nine = datetime.combine(day, time(9), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return nine.astimezone(UTC)


def set_clock(day: date | None) -> None:
    """Set the clock to ``day``, or let it run again with None."""
    _set.set(day)


@contextmanager
def clock_at(day: date) -> Iterator[None]:
    """Hold the clock at ``day`` within the block."""
    token = _set.set(day)
    try:
        yield
    finally:
        _set.reset(token)


def instant() -> datetime:
    """The true instant, whatever day is shown: sessions and guesses are timed by it."""
    return _instant.get() or timezone.now()


@contextmanager
def instant_at(moment: datetime) -> Iterator[None]:
    """Hold the true instant at ``moment`` within the block."""
    token = _instant.set(moment)
    try:
        yield
    finally:
        _instant.reset(token)
