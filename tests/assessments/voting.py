"""Shared acting for these tests: polls, and voters who tick the same throughout."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from guazhi.access.actor import Actor
from guazhi.assessments.commands import Slip, cast_ballot, close_poll, issue_codes, open_poll
from guazhi.assessments.models import Poll
from guazhi.web.clock import clock_at
from tests.make import World

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2027, 2, 8, 9, 0, tzinfo=ZONE)
CLOSES = datetime(2027, 2, 12, 18, 0, tzinfo=ZONE)
DAY = date(2027, 2, 8)
PEOPLE = {"team": 6, "middle": 7, "staff": 12}
ASKS = ("virtue", "ability", "diligence", "achievement", "integrity", "overall")
HERE = "10.1.1.1"


def marks(grade: str = "competent", **other: str) -> dict[str, str]:
    return {**dict.fromkeys(ASKS, grade), **other}


def opened(world: World, people: Mapping[str, int] = PEOPLE, *, actor: Actor | None = None) -> Poll:
    with clock_at(DAY):
        return open_poll(
            world.secondment.pk,
            kind="final",
            opens_at=OPENS,
            closes_at=CLOSES,
            people=people,
            actor=actor or world.host_handler,
        )


def issued(world: World, poll: Poll, group: str = "") -> list[Slip]:
    with clock_at(DAY):
        return issue_codes(poll.pk, group=group, actor=world.host_handler)


def vote(slips: Sequence[Slip], grade: str = "competent") -> None:
    with clock_at(DAY):
        for slip in slips:
            cast_ballot(slip.code, marks=marks(grade), source=HERE)


def of(slips: Sequence[Slip], group: str, count: int | None = None) -> list[Slip]:
    return [slip for slip in slips if slip.group == group][:count]


def closed(world: World, poll: Poll) -> Poll:
    with clock_at(DAY):
        return close_poll(poll.pk, actor=world.host_handler)


def counted(world: World, votes: Mapping[str, int] = PEOPLE) -> Poll:
    """A poll in which so many of each group voted, the team for the best grade."""
    poll = opened(world)
    slips = issued(world, poll)
    for group, count in votes.items():
        vote(of(slips, group, count), "excellent" if group == "team" else "competent")
    return closed(world, poll)
