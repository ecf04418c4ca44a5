"""Moving the last day: extension, early end, recall."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from guazhi.access.actor import Actor, Capability
from guazhi.ledger.commands import record
from guazhi.policy import term_end
from guazhi.policy.findings import Finding, refuse_if
from guazhi.programmes.queries import pack_of
from guazhi.secondments import rules
from guazhi.secondments.commands.reach import ids, recording_days
from guazhi.secondments.events import TermChanged
from guazhi.secondments.models import Secondment, TermChange
from guazhi.secondments.rules import Change
from guazhi.web import clock


@transaction.atomic
def change_term(
    secondment_id: int,
    *,
    kind: str,
    new_end: date,
    asked_by: str,
    reason: str,
    actor: Actor,
) -> TermChange:
    """Move the last day; every obligation is dated anew and what was met stays met.

    Refused when an extension is not later, or longer than the policy it pins allows, an early
    end not earlier, or the secondment not running. An overlap is refused by the database too.
    """
    allowed = Secondment.objects.permitted(actor, Capability.CHANGE_TERM).select_related("policy")
    secondment = allowed.locked(secondment_id)
    change = Change(kind)
    refuse_if(
        [
            *_findings(secondment, change, new_end),
            *rules.check_asked(asked_by=asked_by, reason=reason),
        ]
    )
    old_end = secondment.end
    secondment.end = new_end
    if change is Change.EXTENSION:
        secondment.planned_end = new_end
    secondment.save(update_fields=["end", "planned_end"])
    row = TermChange.objects.create(
        secondment=secondment,
        kind=change.value,
        old_end=old_end,
        new_end=new_end,
        asked_by=asked_by,
        reason=reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    record(
        actor,
        TermChanged(
            subject=secondment.pk,
            **ids(secondment),
            kind=change.value,
            old_end=old_end,
            new_end=new_end,
        ),
    )
    return row


def _findings(secondment: Secondment, change: Change, new_end: date) -> Iterator[Finding]:
    yield from rules.check_change(
        change,
        start=secondment.start,
        end=secondment.end,
        new_end=new_end,
        latest=_latest_end(secondment),
    )
    if secondment.state not in rules.RUNNING:
        yield Finding("not_running", params={"state": secondment.state})
    if _overlaps(secondment, new_end):
        yield Finding("secondment_overlaps", field="new_end")
    if change is not Change.EXTENSION:
        earliest = secondment.arrived_on or secondment.start
        if new_end < max(earliest, clock.today() - timedelta(days=recording_days(secondment))):
            yield Finding(
                "day_too_far_back",
                params={"day": new_end, "days": recording_days(secondment)},
                field="new_end",
            )


def _latest_end(secondment: Secondment) -> date | None:
    """The last day that an extension may reach, where the policy knows the category."""
    category = pack_of(secondment.policy).categories.get(secondment.category)
    return term_end(secondment.start, category.months.longest) if category else None


def _overlaps(secondment: Secondment, new_end: date) -> bool:
    return (
        Secondment.objects.filter(
            secondee=secondment.secondee_id,
            state__in=rules.LIVE,
            start__lte=new_end,
            end__gte=secondment.start,
        )
        .exclude(pk=secondment.pk)
        .exists()
    )
