"""Reporting back from leave, the host's word on it, and what a term that ends does to leave."""

from datetime import date, timedelta

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.findings import refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments import rules
from guazhi.secondments.commands.leave import drop, measure, told
from guazhi.secondments.commands.reach import locked_of
from guazhi.secondments.events import LeaveDisputed, LeaveEnded, LeaveReportedBack
from guazhi.secondments.models import Leave, LeaveConsent, Secondment
from guazhi.secondments.queries import is_extended
from guazhi.secondments.rules import LeaveState
from guazhi.web import clock

ONE_DAY = timedelta(days=1)


@transaction.atomic
def report_back(leave_id: int, *, back_on: date, actor: Actor, back_at_noon: bool = False) -> Leave:
    """Report back from leave: the first day at work again, sooner or later than was approved.

    Refused before it is approved, twice, for a day to come, before the leave began, and while an
    extension is asked for.
    """
    rows = Leave.objects.permitted(actor, Capability.REPORT_BACK)
    row, secondment = locked_of(rows, leave_id)
    refuse_if(
        rules.check_report(
            state=row.state,
            away=row.away,
            back_on=back_on,
            at_noon=back_at_noon,
            today=clock.today(),
            is_extended=is_extended(row),
        )
    )
    row.state, row.back_on, row.back_at_noon = LeaveState.REPORTED.value, back_on, back_at_noon
    row.reported_by_id, row.remark = actor.user_id, ""
    row.save(update_fields=["state", "back_on", "back_at_noon", "reported_by", "remark"])
    record(actor, LeaveReportedBack(**told(row, secondment), day=back_on))
    return row


@transaction.atomic
def confirm_back(leave_id: int, *, agrees: bool, actor: Actor, remark: str = "") -> Leave:
    """Confirm that the secondee is back since the day reported, or say why that is not so.

    Who came back early has taken fewer days. Refused unless a return was reported, to whoever
    reported it, and for a denial without its reason.
    """
    rows = Leave.objects.permitted(actor, Capability.CONFIRM_BACK)
    row, secondment = locked_of(rows, leave_id)
    by_reporter = actor.user_id is not None and row.reported_by_id == actor.user_id
    refuse_if(
        rules.check_confirmed(
            state=row.state, by_reporter=by_reporter, agrees=agrees, remark=remark
        )
    )
    row.remark = remark
    if agrees:
        assert row.back_on is not None
        _end(row, secondment, row.back_on)
        record(actor, LeaveEnded(**told(row, secondment), day=row.back_on))
    else:
        row.state, row.back_on, row.reported_by_id = LeaveState.GRANTED.value, None, None
        row.save(update_fields=["state", "back_on", "reported_by", "remark"])
        record(actor, LeaveDisputed(**told(row, secondment)))
    return row


def _end(row: Leave, secondment: Secondment, back_on: date) -> None:
    """Close a leave and those it continues, with the time that was really away."""
    today = clock.today()
    away = rules.shortened(row.away, back_on, at_noon=row.back_at_noon)
    if away is not None:
        _cut(row, secondment, away.end, until_noon=away.until_noon)
    row.state, row.back_on, row.ended_on = LeaveState.ENDED.value, back_on, today
    row.save()
    before, most = row.continues_id, 50
    while before is not None and most:
        first = Leave.objects.get(pk=before)
        first.state, first.back_on, first.ended_on = row.state, back_on, today
        first.save(update_fields=["state", "back_on", "ended_on"])
        before, most = first.continues_id, most - 1


def _cut(row: Leave, secondment: Secondment, end: date, *, until_noon: bool) -> None:
    """Let a leave end sooner, and count it anew."""
    row.end, row.until_noon = end, until_noon
    policy = pack_of(secondment.policy).leave
    if policy is not None:
        measure(row, policy)


def cut_leaves(secondment: Secondment) -> None:
    """Let no leave reach beyond a term that was cut, within the command that cuts it."""
    rows = Leave.objects.filter(
        secondment=secondment, state__in=rules.NOT_OVER, end__gt=secondment.end
    )
    for row in rows.order_by("-start"):
        if row.start > secondment.end:
            drop(row)
        else:
            _cut(row, secondment, secondment.end, until_noon=False)
            row.save()


def close_leaves(secondment: Secondment, day: date) -> None:
    """Leave nothing open of somebody who has gone home, within the command that says so."""
    rows = Leave.objects.filter(secondment=secondment, state__in=rules.NOT_OVER)
    for row in rows.order_by("-start"):
        if row.state in rules.PENDING or row.start > day:
            drop(row)
        else:
            _end(row, secondment, row.back_on or max(day, row.end + ONE_DAY))


def move_deciders(secondment: Secondment) -> None:
    """Let the unit of a new post decide on leave that waits, within the command of the move."""
    LeaveConsent.objects.filter(
        leave__secondment=secondment, party="host", answer__in=rules.STILL_ASKED
    ).update(organisation=secondment.host_unit_id)
