"""Leave: asked for, approved in turn, now and then returned or extended, reported back from."""

from datetime import date, timedelta
from functools import partial

from guazhi.secondments.commands import (
    ask_leave,
    confirm_back,
    decide_leave,
    extend_leave,
    report_back,
    revise_leave,
)
from guazhi.secondments.models import Leave, LeaveConsent
from guazhi.simulation import phrases
from guazhi.simulation.acts.changes import speaker
from guazhi.simulation.stage import Placed, Stage
from guazhi.simulation.temper import lot, pick

ONE_DAY = timedelta(days=1)
AHEAD = timedelta(days=3)  # so long before it begins is leave asked for
LAST_WEEKS = timedelta(days=20)


def take_leave(stage: Stage, row: Placed, number: int) -> None:
    """The secondee asks; whoever decides does so on the same day."""
    if stage.pack.leave is None:
        return
    kind, place, reason, days = pick(phrases.LEAVE, row.secondee, number, "leave")
    start = _working(stage, stage.today + AHEAD)
    end = start + timedelta(days=days - 1)
    if end > row.end - LAST_WEEKS:
        return
    leave = asked(stage, row, kind=kind, place=place, reason=reason, start=start, end=end)
    if lot("returned", row.secondee, number) < 0.1:
        _returned(stage, row, leave)
    approve(stage, row, leave)
    if lot("extended", row.secondee, number) < 0.08:
        stage.later(end, "extension of leave", partial(_extend, stage, row, leave))
    else:
        _plan_return(stage, row, leave)


def asked(
    stage: Stage, row: Placed, *, kind: str, place: str, reason: str, start: date, end: date
) -> Leave:
    """What the secondee asks for, with somebody who does the work meanwhile."""
    return ask_leave(
        row.pk,
        kind=kind,
        place=place,
        reason=reason,
        start=start,
        end=end,
        substitute=pick(phrases.SUBSTITUTES, row.host, start),
        actor=stage.cast.secondees[row.secondee],
    )


def approve(stage: Stage, row: Placed, leave: Leave, most: int = 3) -> None:
    """Let up to ``most`` of those who are asked approve, one after the other."""
    steps = LeaveConsent.objects.filter(leave=leave, round=leave.round).order_by("place")
    for step in list(steps)[:most]:
        decide_leave(
            leave.pk,
            said="consented",
            opinion=pick(phrases.ALLOWED, step.pk),
            substitute_told=True,
            actor=speaker(stage, step, row),
        )


def _returned(stage: Stage, row: Placed, leave: Leave) -> None:
    """The host's leader wants the work settled first; the secondee says so and asks again."""
    leader, secondee = stage.cast.host_leaders[row.host], stage.cast.secondees[row.secondee]
    decide_leave(leave.pk, said="returned", opinion="请先交接好手头重点工作", actor=leader)
    leave.round = revise_leave(
        leave.pk,
        kind=leave.kind,
        place=leave.place,
        reason=f"{leave.reason}（工作已交接）",
        start=leave.start,
        end=leave.end,
        substitute=leave.substitute,
        actor=secondee,
    ).round


def _extend(stage: Stage, row: Placed, leave: Leave) -> None:
    """On the last day some more days are asked for, and approved."""
    longer = extend_leave(
        leave.pk,
        end=_working(stage, leave.end + 2 * ONE_DAY),
        reason="事情尚未办完，需续假",
        actor=stage.cast.secondees[row.secondee],
    )
    approve(stage, row, longer)
    _plan_return(stage, row, longer)


def _plan_return(stage: Stage, row: Placed, leave: Leave) -> None:
    late = 3 * ONE_DAY if lot("back late", leave.pk) < stage.temper.late else timedelta()
    day = _working(stage, leave.end + ONE_DAY + late)
    stage.later(day, "return from leave", partial(come_back, stage, row, leave.pk))


def come_back(stage: Stage, row: Placed, leave: int) -> None:
    """The secondee reports back, and the host's handler confirms it."""
    report_back(leave, back_on=stage.today, actor=stage.cast.secondees[row.secondee])
    confirm_back(leave, agrees=True, actor=stage.cast.host_handlers[row.host])


def _working(stage: Stage, day: date) -> date:
    while not stage.calendar.is_working(day):
        day += ONE_DAY
    return day


def show_leaves(stage: Stage, first: int) -> None:
    """For the demo: leave at each stage that a visitor may meet; ``first`` is of whom they play."""
    today = stage.today
    monday = _working(stage, today + 5 * ONE_DAY)
    near = Leave.objects.filter(
        secondment__intake=stage.intake,
        end__gte=today - 5 * ONE_DAY,
        start__lte=monday + 9 * ONE_DAY,
    )
    busy = set(near.values_list("secondment_id", flat=True))
    rows = [
        row
        for row in sorted(stage.running(), key=lambda row: (row.pk != first, row.pk))
        if row.pk not in busy and row.end > today + LAST_WEEKS
    ]
    if len(rows) < 4 or stage.pack.leave is None:
        return
    waiting, further, away, late = (
        (rows[0], "personal", monday, monday + ONE_DAY),
        (rows[1], "annual", monday, monday + 4 * ONE_DAY),
        (rows[2], "sick", today - ONE_DAY, today + 3 * ONE_DAY),
        (rows[3], "personal", today - 2 * ONE_DAY, today - 2 * ONE_DAY),
    )
    for most, (row, kind, start, end) in ((0, waiting), (1, further), (3, away), (3, late)):
        reason, place = phrases.SHOWN_LEAVE[kind]
        leave = asked(stage, row, kind=kind, place=place, reason=reason, start=start, end=end)
        approve(stage, row, leave, most)
