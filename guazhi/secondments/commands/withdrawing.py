"""Calling a secondment off before the person has gone."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, refuse_if
from guazhi.secondments import rules
from guazhi.secondments.commands.changes import drop_waiting
from guazhi.secondments.commands.reach import ids, locked, recording_days
from guazhi.secondments.events import SecondmentWithdrawn
from guazhi.secondments.models import Secondment, Withdrawal
from guazhi.secondments.rules import State
from guazhi.web import clock


@transaction.atomic
def withdraw(secondment_id: int, *, reason: str, day: date, actor: Actor) -> Withdrawal:
    """Call the secondment off: its place is free again and nothing more is owed for it.

    Refused once the person is in post, without a reason, and dated before the decision.
    """
    secondment = locked(actor, Capability.WITHDRAW_SECONDMENT, secondment_id, "decision")
    refuse_if(_findings(secondment, reason, day))
    secondment.state = State.WITHDRAWN
    secondment.save(update_fields=["state"])
    row = Withdrawal.objects.create(
        secondment=secondment,
        day=day,
        reason=reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    drop_waiting(secondment, day)
    record(
        actor,
        SecondmentWithdrawn(subject=secondment.pk, **ids(secondment), withdrawal=row.pk, day=day),
    )
    return row


def _findings(secondment: Secondment, reason: str, day: date) -> Iterator[Finding]:
    yield from rules.check_move(secondment.state, State.WITHDRAWN)
    yield from rules.check_reason(reason)
    yield from rules.check_day(
        day,
        today=clock.today(),
        since=secondment.decision.day if secondment.decision else date.min,
        until=secondment.end,
        days_back=recording_days(secondment),
    )
