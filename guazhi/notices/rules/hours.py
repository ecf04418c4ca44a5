"""When a message may go out: quiet hours, working days, digests, and the pause after a failure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guazhi.policy import WorkCalendar
from guazhi.policy.findings import Finding

NEVER, DAILY, WEEKLY = "never", "daily", "weekly"
TRIES = 5
FIRST_PAUSE = timedelta(minutes=5)
# longer than any one message takes; whoever claimed one before that has died
LEASE = timedelta(minutes=15)
CATCH_UP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Habits:
    """When an account wants to hear: hours of quiet may run over midnight; equal means none."""

    digest: str = DAILY
    weekday: int = 0
    prompt: bool = True
    quiet_from: int = 20
    quiet_until: int = 8
    working_days_only: bool = True

    def is_quiet(self, hour: int) -> bool:
        """Whether nothing may go out in that hour."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def is_day(self, day: date, calendar: WorkCalendar) -> bool:
        """Whether anything may go out on that day."""
        return not self.working_days_only or calendar.is_working(day)

    def may_send(self, at: datetime, calendar: WorkCalendar) -> bool:
        """Whether a message may go out at ``at``, which is local time."""
        return self.is_day(at.date(), calendar) and not self.is_quiet(at.hour)

    def next_time(self, at: datetime, calendar: WorkCalendar) -> datetime:
        """``at``, or the first full hour after it at which a message may go out."""
        moment = at
        while not self.may_send(moment, calendar):
            if not self.is_day(moment.date(), calendar):
                following = moment.date() + timedelta(days=1)
                moment = datetime.combine(following, time(), tzinfo=at.tzinfo)
            else:
                hour = moment.replace(minute=0, second=0, microsecond=0)
                moment = hour + timedelta(hours=1)
        return moment

    def digest_of(self, day: date, calendar: WorkCalendar) -> date | None:
        """The day whose digest is due on ``day``; None when none is.

        One that fell on a day without messages is due on the first day that has them, and stays
        due until the next: whoever sends asks whether it has gone out.
        """
        if self.digest == NEVER or not self.is_day(day, calendar):
            return None
        if self.digest == DAILY:
            return day
        return day - timedelta(days=(day.weekday() - self.weekday) % 7)


def pause(tries: int) -> timedelta:
    """How long to wait after the ``tries``-th clear failure: twice as long each time."""
    doubled: int = 2 ** (tries - 1)
    return FIRST_PAUSE * doubled


def check_habits(
    *, digest: str, weekday: int, quiet_from: int, quiet_until: int
) -> Iterator[Finding]:
    """Findings against habits that no clock or calendar knows."""
    if digest not in {NEVER, DAILY, WEEKLY} or not 0 <= weekday <= 6:
        yield Finding("choice_unknown", field="digest")
    if not (0 <= quiet_from <= 23 and 0 <= quiet_until <= 23):
        yield Finding("choice_unknown", field="quiet_from")
