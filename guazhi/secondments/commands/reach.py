"""What every command on a secondment begins with: the row, locked, and the days it may take.

The order of locks is one for all: the secondment, then a row that belongs to it, then the ledger.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict, TypeVar

from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.access.querysets import ScopedQuerySet
from guazhi.policy.findings import Finding
from guazhi.policy.timing import Before
from guazhi.programmes.queries import pack_of
from guazhi.secondments import rules
from guazhi.secondments.models import Secondment, SecondmentOwned
from guazhi.web import clock

Owned = TypeVar("Owned", bound=SecondmentOwned)

NO_TIME = timedelta()
WEEKS_WITHOUT_RULE = 6


class Ids(TypedDict):
    """The ids that an event carries beside its subject."""

    secondment: int
    intake: int


def ids(secondment: Secondment) -> Ids:
    """The ids of an event on ``secondment``."""
    return {"secondment": secondment.pk, "intake": secondment.intake_id}


def locked(actor: Actor, capability: Capability, secondment_id: int, *related: str) -> Secondment:
    """The secondment, locked, with its policy and what is ``related``; 404 when out of reach."""
    allowed = Secondment.objects.permitted(actor, capability).select_related("policy", *related)
    return allowed.defer("policy__text").locked(secondment_id)


def locked_of(rows: ScopedQuerySet[Owned], pk: int, *related: str) -> tuple[Owned, Secondment]:
    """The row ``pk`` of ``rows``, which belong to secondments, and its secondment: both locked.

    ``rows`` come from ``permitted()``; 404 when out of reach. ``related`` is loaded with the
    secondment, beside its policy.
    """
    owner = rows.order_by().filter(pk=pk).values_list("secondment_id")
    loaded = Secondment.objects.select_related("policy", *related).defer("policy__text")
    secondment = next(iter(loaded.locked_rows(pk__in=owner)), None)
    if secondment is None:
        raise Http404
    row = rows.locked(pk)
    row.secondment = secondment
    return row, secondment


def recording_days(secondment: Secondment) -> int:
    """How many days back a record may be dated, under the policy the secondment pins."""
    return pack_of(secondment.policy).number("recording_days_back", secondment.start) or 30


def closing_days(secondment: Secondment) -> timedelta:
    """How long after the last day what was begun may be brought to an end, by its policy."""
    return _after_end(secondment, "closing_days_after_end")


def appraisal_days(secondment: Secondment) -> timedelta:
    """How long after the last day summary and appraisal may still come, by its policy."""
    return _after_end(secondment, "appraisal_days_after_end")


def _after_end(secondment: Secondment, parameter: str) -> timedelta:
    return timedelta(days=pack_of(secondment.policy).number(parameter, secondment.start))


def check_dated(
    secondment: Secondment,
    day: date,
    *,
    before: timedelta = NO_TIME,
    after: timedelta = NO_TIME,
) -> Iterator[Finding]:
    """Findings against the day of a record, some time ``before`` and ``after`` the term allowed."""
    yield from rules.check_day(
        day,
        today=clock.today(),
        since=secondment.start - before,
        until=secondment.end + after,
        days_back=recording_days(secondment),
    )


def return_opens(secondment: Secondment) -> date:
    """From when the return is planned: as long before the end as the rule of the policy says."""
    rules_of_return = (
        rule.timing
        for rule in pack_of(secondment.policy).obligations.values()
        if rule.evidence == "return_plan" and isinstance(rule.timing, Before)
    )
    timing = next(rules_of_return, None)
    return secondment.end - timedelta(days=timing.days if timing else WEEKS_WITHOUT_RULE * 7)
