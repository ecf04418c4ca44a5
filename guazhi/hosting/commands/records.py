"""The one shape of what a host records of a day: checked, kept, told and given as evidence."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from guazhi.access.actor import Actor
from guazhi.hosting.commands.reach import check_day, check_running, ids
from guazhi.ledger.commands import record
from guazhi.ledger.events import Event
from guazhi.obligations.commands import give_evidence
from guazhi.policy.findings import Finding
from guazhi.secondments.models import Secondment, SecondmentOwned
from guazhi.web import clock

R = TypeVar("R", bound=SecondmentOwned)


def check_open(secondment: Secondment, day: date) -> Iterator[Finding]:
    """Findings unless the secondment runs, or is decided and begins within the month."""
    yield from check_running(secondment)
    yield from check_day(secondment, day, preparing=True)


def keep(
    model: type[R],
    event: Callable[..., Event],
    evidence: str,
    secondment: Secondment,
    *,
    day: date,
    actor: Actor,
    **said: Any,
) -> R:
    """Keep what was said of ``day``, record it, and let it meet what was owed."""
    row = model._default_manager.create(  # noqa: SLF001
        secondment=secondment, day=day, made_by_id=actor.user_id, made_at=clock.now(), **said
    )
    record(actor, event(subject=row.pk, day=day, **ids(secondment)))
    give_evidence(evidence, row.pk, day, secondment=secondment)
    return row
