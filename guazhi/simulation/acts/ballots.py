"""The democratic evaluation: the host's staff votes by slips, and the host counts."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from guazhi.assessments.commands import cast_ballot, close_poll, issue_codes, open_poll
from guazhi.policy.findings import Refused
from guazhi.simulation import phrases
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import Owed, is_weak, lot
from guazhi.web import clock

SOURCE = "rehearsal"
VOTERS = 12
FIRST_GROUP = 5
HELD = 0.2  # of the hosts that owe none hold one all the same
LIKED = 0.4  # of the secondees are thought the best of
EVENING = time(18)
UNDER_WAY = timedelta(days=4)


def poll(stage: Stage, owed: Owed) -> date | None:
    """The host holds the poll that it owes."""
    hold(stage, stage.place_of(owed), owed.kind.removesuffix("_ballot"))
    return None


def is_held_freely(stage: Stage, place: Placed, kind: str) -> bool:
    """Whether a host that owes no poll holds one."""
    form = stage.pack.ballot
    owed = any(rule.evidence == f"{kind}_ballot" for rule in stage.pack.obligations.values())
    return form is not None and kind in form.at and not owed and lot("poll", place.pk) < HELD


def hold(stage: Stage, place: Placed, kind: str) -> None:
    """A poll of a dozen, opened, voted in and counted on one day."""
    poll_id = _put_up(stage, place, kind, stage.today, VOTERS)
    _vote(stage, place, kind, poll_id, VOTERS)
    close_poll(poll_id, actor=stage.cast.host_leaders[place.host])


def show_polls(stage: Stage, day: date, first: int) -> None:
    """Let one vote be under way: that of the visitors' host, else of any that may hold one."""
    rows = sorted(stage.placed.values(), key=lambda row: (row.pk != first, row.pk))
    for row in rows:
        closes = min(day + UNDER_WAY, row.end)
        try:
            poll_id = _put_up(stage, row, "midterm", closes, 2 * VOTERS)
        except Refused:
            continue
        _vote(stage, row, "midterm", poll_id, VOTERS)
        return


def _put_up(stage: Stage, place: Placed, kind: str, closes: date, voters: int) -> int:
    form = stage.pack.ballot
    assert form is not None
    opens_at = timezone.localtime(clock.now())
    groups = tuple(form.groups)
    first, last = groups[0], groups[-1]
    people = {first: FIRST_GROUP} | {last: voters - FIRST_GROUP if last != first else voters}
    put_up = open_poll(
        place.pk,
        kind=kind,
        opens_at=opens_at,
        closes_at=datetime.combine(closes, EVENING, opens_at.tzinfo),
        people=people,
        actor=stage.cast.host_handlers[place.host],
    )
    return put_up.pk


def _vote(stage: Stage, place: Placed, kind: str, poll_id: int, voters: int) -> None:
    """As many vote as there are ``voters``, each by what a lot says."""
    assert stage.pack.ballot is not None
    scale = [grade.id for grade in stage.pack.assessment.grades]
    best = place.pk in stage.excellent or lot("liked", place.pk) < LIKED
    step = 2 if kind == "final" and is_weak(place.pk) else 0 if best else 1
    liked = scale[min(step, len(scale) - 1)]
    slips = issue_codes(poll_id, actor=stage.cast.host_handlers[place.host])
    for number, slip in enumerate(slips[:voters]):
        key = (place.pk, kind, number)
        marks = {ask: phrases.score(scale, liked, ask, *key) for ask in stage.pack.ballot.asks}
        cast_ballot(slip.code, marks=marks, source=SOURCE)
